// The four layers as the database holds them: what speaks for one account, and the check that nobody is left without a
// verb. Which layer wins is src/ftp/mode-rules.ts.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import type { AccountRules, ServerRules } from '../ftp/mode-rules.js';
import type { VerbWishes } from '../ftp/policy.js';
import { badField, Problem } from '../http/problems.js';
import { type AccountWithRules, leftWithout, leftWithoutSentence } from './left-without.js';

/** Everything that speaks for one account. */
export interface AccountLayers {
  readonly accountId: string;
  readonly login: string;
  readonly revision: number;
  readonly customerId: string;
  readonly planId: string;
  readonly planRevision: number;
  readonly serverId: string;
  readonly serverName: string;
  readonly rules: AccountRules;
  readonly server: ServerRules;
}

/** An account of which something is said. */
export interface OutspokenAccount extends AccountWithRules {
  readonly id: string;
}

/** What was written in this transaction and may have left somebody without a verb. */
export interface WrittenLayer {
  readonly serverId?: string;
  readonly planId?: string;
  readonly customerId?: string;
  readonly accountIds?: readonly string[];
  /** The field of the request to blame. */
  readonly field: string;
}

interface RawLayers {
  readonly id: string;
  readonly login: string;
  readonly revision: number;
  readonly customer_id: string;
  readonly verb_rules: VerbWishes;
  readonly clear_text_allowed: boolean;
  readonly plan_id: string;
  readonly plan_revision: number;
  readonly plan: string;
  readonly plan_verbs: VerbWishes;
  readonly server_id: string;
  readonly server: string;
}

const layersSql = `
  select a.id, a.login, a.revision, a.customer_id, a.verb_rules, a.clear_text_allowed, p.id as plan_id, p.revision as plan_revision, p.name as plan,
    p.verb_rules as plan_verbs, s.id as server_id, s.name as server
  from ftp_accounts a join web_roots w on w.id = a.web_root_id join servers s on s.id = w.server_id
  join customers c on c.id = a.customer_id join plans p on p.id = c.plan_id`;

// An account of which nobody says anything fares as everybody does.
const outspokenSql = `${layersSql}
  where (a.verb_rules <> '{}' or p.verb_rules <> '{}' or a.clear_text_allowed) and ($1::uuid is null or s.id = $1)
    and ($2::uuid is null or p.id = $2) and ($3::uuid is null or c.id = $3) and ($4::uuid[] is null or a.id = any($4))
  order by a.login`;

@Injectable()
export class ModeLayersService {
  constructor(private readonly database: DataSource) {}

  /** What speaks for one account. Throws Problem `not-found`. */
  async ofAccount(actor: Actor, accountId: string, tx = this.database.manager): Promise<AccountLayers> {
    const sql = `${layersSql} where a.id = $1 and ($2::uuid is null or c.id = $2)`;
    const [row] = await tx.query<RawLayers[]>(sql, [accountId, ownCustomerId(actor) ?? null]);
    if (row === undefined) throw new Problem('not-found');
    return layersOf(row, await serverRules(tx, row.server_id));
  }

  /** What speaks for each account of a customer. */
  async ofCustomer(customerId: string, tx = this.database.manager): Promise<AccountLayers[]> {
    const rows = await tx.query<RawLayers[]>(`${layersSql} where c.id = $1`, [customerId]);
    const servers = new Map<string, ServerRules>();
    for (const { server_id: id } of rows) if (!servers.has(id)) servers.set(id, await serverRules(tx, id));
    return rows.flatMap((row) => {
      const server = servers.get(row.server_id);
      return server === undefined ? [] : [layersOf(row, server)];
    });
  }

  /** The accounts of a server of which something is said, by themselves or by their plan. */
  async outspoken(serverId: string, tx = this.database.manager): Promise<OutspokenAccount[]> {
    return (await this.#outspoken(tx, { serverId, field: '' })).map(accountOf);
  }

  /** Who in a web root could transfer nothing on that server, as a sentence; undefined: nobody. */
  async leftWithoutAt(tx: EntityManager, webRootId: string, serverId: string): Promise<string | undefined> {
    const rows = await tx.query<RawLayers[]>(`${layersSql} where w.id = $1 order by a.login`, [webRootId]);
    return leftWithoutSentence(leftWithout(await serverRules(tx, serverId), rows.map(accountOf)));
  }

  /** Throws a 400 that names whom this transaction leaves without a verb. To be called after writing. */
  async refuseLeftWithout(tx: EntityManager, written: WrittenLayer): Promise<void> {
    // Two layers that are written at once would each pass alone.
    await tx.query(`select pg_advisory_xact_lock(hashtext('mode layers'))`);
    const rows = await this.#outspoken(tx, written);
    const servers = new Set(rows.map(({ server_id }) => server_id));
    if (written.serverId !== undefined) servers.add(written.serverId);
    for (const id of servers) {
      const accounts = rows.filter(({ server_id }) => server_id === id).map(accountOf);
      const sentence = leftWithoutSentence(leftWithout(await serverRules(tx, id), accounts));
      if (sentence !== undefined) throw badField(written.field, sentence);
    }
  }

  #outspoken(tx: EntityManager, written: WrittenLayer): Promise<RawLayers[]> {
    const { serverId = null, planId = null, customerId = null, accountIds = null } = written;
    return tx.query<RawLayers[]>(outspokenSql, [serverId, planId, customerId, accountIds]);
  }
}

function layersOf(row: RawLayers, server: ServerRules): AccountLayers {
  return {
    accountId: row.id,
    login: row.login,
    revision: row.revision,
    customerId: row.customer_id,
    planId: row.plan_id,
    planRevision: row.plan_revision,
    serverId: row.server_id,
    serverName: row.server,
    rules: rulesOf(row),
    server,
  };
}

function accountOf(row: RawLayers): OutspokenAccount {
  return { id: row.id, login: row.login, rules: rulesOf(row) };
}

function rulesOf({ plan, plan_verbs, verb_rules, clear_text_allowed }: RawLayers): AccountRules {
  return { plan: { name: plan, verbs: plan_verbs }, verbs: verb_rules, clearText: clear_text_allowed };
}

async function serverRules(tx: EntityManager, serverId: string): Promise<ServerRules> {
  const [rules] = await tx.query<ServerRules[]>(
    `select verbs, exceptions_allowed as "exceptionsAllowed", network_rules as "networkRules", tls
       from server_policies where server_id = $1 order by version desc limit 1`,
    [serverId],
  );
  if (rules === undefined) throw new Error(`The server ${serverId} has no policy.`);
  return rules;
}
