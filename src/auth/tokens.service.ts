// API tokens: random, shown once, kept as SHA-256, always one's own.
import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { refuseBeyondFeatures } from '../customers/plan-features.js';
import { mapPage, type Page, type PageQuery, readPage } from '../http/page.js';
import { badField, Problem } from '../http/problems.js';
import type { Actor } from './actor.js';
import type { CreatedToken, NewToken, Token } from './auth.dto.js';
import { ApiTokenRow } from './auth.entity.js';
import { type KnownUser, PanelUsersService } from './panel-users.service.js';

const tokenPattern = /^pst_[\w-]{43}$/;

@Injectable()
export class TokensService {
  constructor(
    private readonly database: DataSource,
    private readonly users: PanelUsersService,
    private readonly audit: AuditService,
  ) {}

  /** The panel user a token acts for; undefined where it is unknown, expired or not meant for this address. */
  async findUser(token: string, clientAddress: string | null): Promise<KnownUser | undefined> {
    if (!tokenPattern.test(token)) return undefined;
    const [row] = await this.database.query<{ id: string; panel_user_id: string }[]>(
      `select id, panel_user_id from api_tokens
        where token_hash = $1 and (expires_at is null or expires_at > now())
          and (allowed_networks = '{}' or $2::inet <<= any (allowed_networks))`,
      [hashOf(token), clientAddress],
    );
    if (row === undefined) return undefined;
    await this.database.query(
      `update api_tokens set last_used_at = now()
        where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
      [row.id],
    );
    return this.users.find(row.panel_user_id);
  }

  /** One's own tokens, newest first. */
  async list(actor: Actor, page: PageQuery): Promise<Page<Token>> {
    const found = this.database
      .createQueryBuilder()
      .select('t.id', 'id')
      .addSelect('t.name', 'name')
      .addSelect('t.created_at', 'createdAt')
      .addSelect('t.last_used_at', 'lastUsedAt')
      .addSelect('t.expires_at', 'expiresAt')
      .from('api_tokens', 't')
      .where('t.panel_user_id = :actorId', { actorId: actor.id });
    return mapPage(await readPage<TokenFacts>(found, { at: 't.created_at', id: 't.id' }, page), toDto);
  }

  /** Makes a token. */
  async create(actor: Actor, { name, expiresAt }: NewToken): Promise<CreatedToken> {
    if (expiresAt !== undefined && expiresAt <= new Date()) throw badField('expiresAt', 'Choose a time in the future.');
    const token = `pst_${randomBytes(32).toString('base64url')}`;
    return this.database.transaction(async (tx) => {
      await refuseBeyondFeatures(tx, actor, [{ feature: 'tokens', field: 'name' }]);
      const row = tx.create(ApiTokenRow, {
        panelUserId: actor.id,
        name,
        expiresAt: expiresAt ?? null,
        tokenHash: hashOf(token),
      });
      await tx.insert(ApiTokenRow, row);
      await this.audit.record(tx, actor, { verb: 'token.created', ...subjectOf(actor, row), after: { name } });
      const saved = await tx.findOneByOrFail(ApiTokenRow, { id: row.id });
      return { ...toDto(saved), token };
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

type TokenFacts = Pick<ApiTokenRow, 'id' | 'name' | 'createdAt' | 'lastUsedAt' | 'expiresAt'>;

function toDto(row: TokenFacts): Token {
  return {
    id: row.id,
    name: row.name,
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
