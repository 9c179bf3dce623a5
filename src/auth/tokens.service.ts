// API tokens: random, shown once, kept as SHA-256, always one's own.
import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { refuseBeyondFeatures } from '../customers/plan-features.js';
import { mapPage, type Page, type PageQuery, readPage } from '../http/page.js';
import { normalNetwork } from '../http/networks.js';
import { badField, Problem } from '../http/problems.js';
import type { Actor } from './actor.js';
import { ApiTokenRow } from './auth.entity.js';
import { type KnownUser, PanelUsersService } from './panel-users.service.js';
import type { Scope } from './scopes.js';
import type { CreatedToken, NewToken, Token } from './tokens.dto.js';

/** Whom a token acts for, and what it may do. */
interface FoundToken {
  readonly id: string;
  readonly user: KnownUser;
  readonly scopes: readonly Scope[];
}

const tokenPattern = /^pst_[\w-]{43}$/;

@Injectable()
export class TokensService {
  constructor(
    private readonly database: DataSource,
    private readonly users: PanelUsersService,
    private readonly audit: AuditService,
  ) {}

  /** The panel user a token acts for, and what it may do; undefined where it is unknown, expired or not meant for this address. */
  async find(token: string, clientAddress: string | null): Promise<FoundToken | undefined> {
    if (!tokenPattern.test(token)) return undefined;
    const [row] = await this.database.query<{ id: string; panel_user_id: string; scopes: Scope[] }[]>(
      `select id, panel_user_id, scopes from api_tokens
        where token_hash = $1 and (expires_at is null or expires_at > now())
          and (allowed_networks = '{}' or $2::inet <<= any (allowed_networks))`,
      [hashOf(token), clientAddress],
    );
    if (row === undefined) return undefined;
    const user = await this.users.find(row.panel_user_id);
    if (user === undefined) return undefined;
    await this.database.query(
      `update api_tokens set last_used_at = now()
        where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
      [row.id],
    );
    return { id: row.id, user, scopes: row.scopes };
  }

  /** One's own tokens, newest first. */
  async list(actor: Actor, page: PageQuery): Promise<Page<Token>> {
    const found = this.database
      .createQueryBuilder()
      .select('t.id', 'id')
      .addSelect('t.name', 'name')
      .addSelect('t.scopes', 'scopes')
      .addSelect('t.allowed_networks::text[]', 'allowedNetworks')
      .addSelect('t.created_at', 'createdAt')
      .addSelect('t.last_used_at', 'lastUsedAt')
      .addSelect('t.expires_at', 'expiresAt')
      .from('api_tokens', 't')
      .where('t.panel_user_id = :actorId', { actorId: actor.id });
    return mapPage(await readPage<TokenFacts>(found, { at: 't.created_at', id: 't.id' }, page), toDto);
  }

  /** Makes a token. */
  async create(actor: Actor, wish: NewToken): Promise<CreatedToken> {
    const { name, expiresAt = null, scopes = [], allowedNetworks: networks = [] } = wish;
    if (expiresAt !== null && expiresAt <= new Date()) throw badField('expiresAt', 'Choose a time in the future.');
    const allowedNetworks = networks.flatMap((network) => normalNetwork(network) ?? []);
    const token = `pst_${randomBytes(32).toString('base64url')}`;
    const facts = { name, scopes, allowedNetworks, expiresAt };
    return this.database.transaction(async (tx) => {
      await refuseBeyondFeatures(tx, actor, [{ feature: 'tokens', field: 'name' }]);
      const row = tx.create(ApiTokenRow, { ...facts, panelUserId: actor.id, tokenHash: hashOf(token) });
      await tx.insert(ApiTokenRow, row);
      await this.audit.record(tx, actor, { verb: 'token.created', ...subjectOf(actor, row), after: facts });
      const { createdAt } = await tx.findOneByOrFail(ApiTokenRow, { id: row.id });
      return { ...toDto({ ...facts, id: row.id, createdAt, lastUsedAt: null }), token };
    });
  }

  /** Deletes one's own token. Throws Problem `not-found`. */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const row = await tx.findOneBy(ApiTokenRow, { id, panelUserId: actor.id });
      if (row === null) throw new Problem('not-found');
      await tx.delete(ApiTokenRow, { id });
      await this.audit.record(tx, actor, {
        verb: 'token.deleted',
        ...subjectOf(actor, row),
        before: { name: row.name },
      });
    });
  }
}

type TokenFacts = Omit<ApiTokenRow, 'panelUserId' | 'tokenHash'>;

function toDto(row: TokenFacts): Token {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    allowedNetworks: row.allowedNetworks,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}

function subjectOf(actor: Actor, row: { id: string; name: string }) {
  return { subjectKind: 'token', subjectId: row.id, subject: row.name, customerId: actor.customer?.id ?? null };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
