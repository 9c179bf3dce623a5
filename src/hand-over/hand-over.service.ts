// Hand-over links as whoever makes them sees them: made for one FTP account or panel user, listed, taken back. What
// happens when one is opened is hand-over-use.service.ts.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service.js';
import { AuditService } from '../audit/audit.service.js';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { PanelUsersService } from '../auth/panel-users.service.js';
import { linkSecretHash, newLinkSecret } from '../http/link-secret.js';
import { mapPage, type Page, readPage } from '../http/page.js';
import { Problem } from '../http/problems.js';
import type {
  HandOverLink,
  HandOverQuery,
  HandOverState,
  NewHandOverLink,
  NewPanelHandOverLink,
} from './hand-over.dto.js';
import { HandOverLinkRow } from './hand-over.entity.js';

/** How long a link is good for. */
export const handOverHours = 72;

interface RawLink {
  id: string;
  account_id: string | null;
  panel_user_id: string | null;
  customer_id: string | null;
  subject: string;
  state: HandOverState;
  made_by: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
  used_from: string | null;
}

/** A new link and its secret. */
export interface MadeLink {
  readonly link: HandOverLink;
  readonly secret: string;
}

/** Whose password the receiver makes. */
type Subject = Pick<HandOverLinkRow, 'accountId' | 'panelUserId' | 'customerId'>;

@Injectable()
export class HandOverService {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: AccountsService,
    private readonly users: PanelUsersService,
    private readonly audit: AuditService,
  ) {}

  /** Links, newest first; a customer's own. */
  async list(actor: Actor, query: HandOverQuery): Promise<Page<HandOverLink>> {
    const { accountId, customerId, panelUserId } = query;
    const found = linkQuery(this.database.manager, actor);
    if (accountId !== undefined) found.andWhere('l.account_id = :accountId', { accountId });
    if (customerId !== undefined) found.andWhere('l.customer_id = :customerId', { customerId });
    if (panelUserId !== undefined) found.andWhere('l.panel_user_id = :panelUserId', { panelUserId });
    return mapPage(await readPage<RawLink>(found, { at: 'l.created_at', id: 'l.id' }, query), toDto);
  }

  /** Makes a link for an FTP account. Throws Problem `not-found`. */
  async createForAccount(actor: Actor, { accountId }: NewHandOverLink): Promise<MadeLink> {
    const { customer } = await this.accounts.get(actor, accountId);
    return this.#create(actor, { accountId, panelUserId: null, customerId: customer.id });
  }

  /** Makes a link for whoever has forgotten their panel password. Throws Problem `not-found` or `no-panel-user`. */
  async createForPanel(actor: Actor, { customerId, panelUserId }: NewPanelHandOverLink): Promise<MadeLink> {
    const user =
      panelUserId === undefined
        ? await this.users.ofCustomer({ ...(customerId !== undefined && { customerId }) })
        : await this.users.find(panelUserId);
    if (user === undefined) throw new Problem('not-found');
    return this.#create(actor, { accountId: null, panelUserId: user.id, customerId: user.customer?.id ?? null });
  }

  /** Puts the link in the place of one that is open; the secret is told this once. */
  async #create(actor: Actor, subject: Subject): Promise<MadeLink> {
    const secret = newLinkSecret();
    return this.database.transaction(async (tx) => {
      const { accountId, panelUserId } = subject;
      await tx.query(
        `update hand_over_links set revoked_at = now()
          where (account_id = $1 or panel_user_id = $2) and used_at is null and revoked_at is null`,
        [accountId, panelUserId],
      );
      const expiresAt = new Date(Date.now() + handOverHours * 60 * 60_000);
      const secretHash = linkSecretHash(secret);
      const row = tx.create(HandOverLinkRow, { ...subject, secretHash, madeBy: actor.email, expiresAt });
      await tx.insert(HandOverLinkRow, row);
      const link = await read(tx, actor, row.id);
      const after = { expiresAt: link.expiresAt };
      await this.audit.record(tx, actor, { verb: 'hand-over.created', ...subjectOf(link, subject), after });
      return { link, secret };
    });
  }

  /** Takes a link back; one that is over already stays as it is. Throws Problem `not-found`. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const link = await read(tx, actor, id);
      const sql = `update hand_over_links set revoked_at = now()
        where id = $1 and used_at is null and revoked_at is null returning customer_id as "customerId"`;
      const [[subject]] = await tx.query<[{ customerId: string | null }[], number]>(sql, [id]);
      if (subject === undefined) return;
      await this.audit.record(tx, actor, { verb: 'hand-over.revoked', ...subjectOf(link, subject) });
    });
  }
}

/** How the audit log names what a link is about. */
export function subjectOf(
  { kind, subjectId, subject }: Pick<HandOverLink, 'kind' | 'subjectId' | 'subject'>,
  { customerId }: { readonly customerId: string | null },
) {
  return { subjectKind: kind, subjectId, subject, customerId };
}

async function read(tx: EntityManager, actor: Actor, id: string): Promise<HandOverLink> {
  const row = await linkQuery(tx, actor).andWhere('l.id = :id', { id }).getRawOne<RawLink>();
  if (row === undefined) throw new Problem('not-found');
  return toDto(row);
}

const stateSql = `case when l.used_at is not null then 'used' when l.revoked_at is not null then 'revoked'
  when l.expires_at <= now() then 'expired' else 'open' end`;

function linkQuery(tx: EntityManager, actor: Actor): SelectQueryBuilder<ObjectLiteral> {
  const query = tx
    .createQueryBuilder()
    .select('l.id', 'id')
    .addSelect('l.account_id', 'account_id')
    .addSelect('l.panel_user_id', 'panel_user_id')
    .addSelect('l.customer_id', 'customer_id')
    .addSelect('coalesce(a.login, u.email)', 'subject')
    .addSelect(stateSql, 'state')
    .addSelect('l.made_by', 'made_by')
    .addSelect('l.created_at', 'created_at')
    .addSelect('l.expires_at', 'expires_at')
    .addSelect('l.used_at', 'used_at')
    .addSelect('host(l.used_from)', 'used_from')
    .from('hand_over_links', 'l')
    .leftJoin('ftp_accounts', 'a', 'a.id = l.account_id')
    .leftJoin('panel_users', 'u', 'u.id = l.panel_user_id')
    .where('true');
  return onlyOwn(query, actor, 'l.customer_id');
}

function toDto(row: RawLink): HandOverLink {
  return {
    id: row.id,
    kind: row.account_id === null ? 'panel-user' : 'account',
    subjectId: row.account_id ?? row.panel_user_id ?? '',
    subject: row.subject,
    state: row.state,
    madeBy: row.made_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    usedAt: row.used_at?.toISOString() ?? null,
    usedFrom: row.used_from,
  };
}
