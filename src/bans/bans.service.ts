// Bans: made by staff, lifted by staff or by the customer whose login it is. The FTP processes hear of them from the
// table's trigger.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import { normalNetwork } from '../http/networks.js';
import { containing, mapPage, type Page, readPage } from '../http/page.js';
import { badField, Problem } from '../http/problems.js';
import { orderOf, type SortColumn } from '../http/sort.js';
import { canBeKeptOut, exemptionAround } from './ban-exemptions.js';
import { reachOf, usedDaysBack } from './ban-reach.js';
import type {
  Ban,
  BanQuery,
  BanReach,
  BanReachQuery,
  BanSortName,
  BanState,
  ExemptNetwork,
  NewBan,
} from './bans.dto.js';
import { BanRow } from './bans.entity.js';

interface RawBan {
  id: string;
  client_network: string;
  login: string | null;
  account_id: string | null;
  account_customer_id: string | null;
  reason: string;
  state: BanState;
  exempt: string[] | null;
  created_at: Date;
  created_by: string;
  expires_at: Date | null;
  lifted_at: Date | null;
  lifted_by: string | null;
}

/** Which bans hold is the database's to say; one that has neither ended nor holds is about networks never kept out. */
const stateOf = `case when f.id is not null then 'in-force'
  when b.lifted_at is not null or b.expires_at <= now() then 'over' else 'exempt' end`;

const orders: Readonly<Record<BanSortName, SortColumn>> = {
  created: { by: 'b.created_at', as: 'timestamptz' },
  expires: { by: 'b.expires_at', as: 'timestamptz', nullable: true },
};

@Injectable()
export class BansService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** Bans, newest first unless another order is asked for. */
  async list(actor: Actor, { state, accountId, search, sort = '-created', ...page }: BanQuery): Promise<Page<Ban>> {
    const found = banQuery(this.database.manager, actor);
    if (state !== undefined) found.andWhere(`${stateOf} = :state`, { state });
    if (accountId !== undefined) found.andWhere(concerns('l.account_id', 'a.id', ':accountId'), { accountId });
    if (search !== undefined && search !== '') {
      found.andWhere('(b.login ilike :search or b.client_network::text ilike :search)', { search: containing(search) });
    }
    const raw = await readPage<RawBan>(found, orderOf(orders, sort, 'b.id'), page);
    return mapPage(raw, (row) => toDto(actor, row));
  }

  /** Whom a ban would hit; nothing is changed by asking. Staff ask: it names accounts of all customers. */
  reach(_actor: Actor, query: BanReachQuery): Promise<BanReach> {
    return reachOf(this.database, query);
  }

  /** Makes a ban. Throws a 400 where its end has passed, or all of its network is never kept out. */
  async create(actor: Actor, { clientNetwork, login, reason, expiresAt }: NewBan): Promise<Ban> {
    if (expiresAt && expiresAt <= new Date()) throw badField('expiresAt', 'Choose a time in the future.');
    const facts = {
      clientNetwork: normalNetwork(clientNetwork) ?? clientNetwork,
      login: login?.trim().toLowerCase() ?? null,
      reason: reason.trim(),
      expiresAt: expiresAt ?? null,
    };
    if (facts.reason === '') throw badField('reason', 'Say why: whoever is kept out reads it.');
    return this.database.transaction(async (tx) => {
      const exempt = await exemptionAround(tx, facts.clientNetwork);
      if (exempt !== undefined) throw badField('clientNetwork', neverKeptOut(facts.clientNetwork, exempt));
      const row = tx.create(BanRow, { ...facts, createdBy: actor.email });
      await tx.insert(BanRow, row);
      const ban = await read(tx, actor, row.id);
      await this.audit.record(tx, actor, { verb: 'ban.created', ...subjectOf(ban), after: factsOf(ban) });
      return toDto(actor, ban);
    });
  }

  /** Lifts a ban. Throws Problem `not-found`, and `not-allowed` for a customer where it is about a whole address. */
  async lift(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const ban = await read(tx, actor, id);
      if (ban.state === 'over') return;
      if (!mayLift(actor, ban)) {
        throw new Problem('not-allowed', {
          detail: 'This ban is about everybody at the address. Ask your host to lift it.',
        });
      }
      const lifted = await tx
        .createQueryBuilder()
        .update(BanRow)
        .set({ liftedAt: () => 'now()', liftedBy: actor.email })
        .where('id = :id and lifted_at is null', { id })
        .execute();
      if (lifted.affected === 0) return;
      await this.audit.record(tx, actor, { verb: 'ban.lifted', ...subjectOf(ban), before: factsOf(ban) });
    });
  }
}

/** A ban about the login, or about everybody at an address from which a login of theirs succeeded lately. */
function concerns(loginColumn: string, accountColumn: string, value: string): string {
  return `(${accountColumn} = ${value} or (b.login is null and exists (select 1 from login_attempts l
    where ${loginColumn} = ${value} and l.outcome = 'accepted' and l.at > now() - interval '${usedDaysBack} days'
      and l.client_address <<= b.client_network
      and ${canBeKeptOut('l.client_address')})))`;
}

function banQuery(tx: EntityManager, actor: Actor): SelectQueryBuilder<ObjectLiteral> {
  const query = tx
    .createQueryBuilder()
    .select('b.id', 'id')
    .addSelect('b.client_network::text', 'client_network')
    .addSelect('b.login', 'login')
    .addSelect('a.id', 'account_id')
    .addSelect('a.customer_id', 'account_customer_id')
    .addSelect('b.reason', 'reason')
    .addSelect(stateOf, 'state')
    .addSelect('f.exempt::text[]', 'exempt')
    .addSelect('b.created_at', 'created_at')
    .addSelect('b.created_by', 'created_by')
    .addSelect('b.expires_at', 'expires_at')
    .addSelect('b.lifted_at', 'lifted_at')
    .addSelect('b.lifted_by', 'lifted_by')
    .from('bans', 'b')
    .leftJoin('ftp_accounts', 'a', 'a.login = b.login')
    .leftJoin('(select id, exempt from bans_in_force())', 'f', 'f.id = b.id')
    .where('true');
  const customerId = ownCustomerId(actor);
  if (customerId === undefined) return query;
  const own = concerns('l.customer_id', 'a.customer_id', ':ownCustomerId');
  return query.andWhere(own, { ownCustomerId: customerId });
}

async function read(tx: EntityManager, actor: Actor, id: string): Promise<RawBan> {
  const row = await banQuery(tx, actor).andWhere('b.id = :id', { id }).getRawOne<RawBan>();
  if (row === undefined) throw new Problem('not-found');
  return row;
}

function mayLift(actor: Actor, ban: RawBan): boolean {
  const customerId = ownCustomerId(actor);
  return customerId === undefined || ban.account_customer_id === customerId;
}

function toDto(actor: Actor, row: RawBan): Ban {
  const staff = ownCustomerId(actor) === undefined;
  const seen = (who: string | null) => (staff || who === actor.email ? who : null);
  return {
    id: row.id,
    clientNetwork: row.client_network,
    login: row.login,
    accountId: row.account_id,
    reason: row.reason,
    state: row.state,
    exemptNetworks: staff ? (row.exempt ?? []) : [],
    createdAt: row.created_at.toISOString(),
    createdBy: seen(row.created_by),
    expiresAt: row.expires_at?.toISOString() ?? null,
    liftedAt: row.lifted_at?.toISOString() ?? null,
    liftedBy: seen(row.lifted_by),
    mayLift: row.state !== 'over' && mayLift(actor, row),
  };
}

function neverKeptOut(network: string, exempt: ExemptNetwork): string {
  const what = network === exempt.network ? 'is' : `belongs to ${exempt.network}, which is`;
  return `${network} ${what} never kept out (${exempt.note}). Disable the FTP account, or have an admin take ${exempt.network} off that list first.`;
}

function subjectOf(ban: RawBan) {
  const subject = ban.login === null ? ban.client_network : `${ban.login} at ${ban.client_network}`;
  return { subjectKind: 'ban', subjectId: ban.id, subject, customerId: ban.account_customer_id };
}

function factsOf({ client_network: clientNetwork, login, reason, expires_at: expiresAt }: RawBan) {
  return { clientNetwork, login, reason, expiresAt: expiresAt?.toISOString() ?? null };
}
