// Which servers there are: added before their first start, removed once nothing lies on them.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { Problem } from '../http/problems.js';
import { environmentFile } from './environment-file.js';
import { firstPolicyValues, insertFirstPolicy } from './first-policy.js';
import type { NewServer } from './new-server.dto.js';
import type { AddedServer, RemovedLogin, ServerRemoval } from './server-fleet.dto.js';
import { ServerLoginsService } from './server-logins.service.js';
import type { Server } from './servers.dto.js';
import { ServerRow } from './servers.entity.js';
import { ServersService } from './servers.service.js';

const mostDomains = 20;

const told = `from_server_id = $1 and announced_until > now()`;
const hanging = `
  select count(distinct w.id)::integer as "webRoots", count(a.id)::integer as accounts,
    count(distinct w.customer_id)::integer as customers,
    (select count(*)::integer from ftp_sessions where server_id = $1) as sessions,
    (select count(*)::integer from transfers where server_id = $1) as transfers,
    (select count(*)::integer from server_policies where server_id = $1) as policies,
    (select count(*)::integer from site_moves where ${told}) as "movedSites",
    (select max(announced_until) from site_moves where ${told}) as "movedToldUntil",
    (select coalesce(array_agg(domain order by domain), '{}') from (
       select domain from web_roots where server_id = $1 order by domain limit ${mostDomains}) d) as domains
  from web_roots w left join ftp_accounts a on a.web_root_id = w.id where w.server_id = $1`;

type Hanging = Omit<ServerRemoval, 'databaseLogin' | 'refusal' | 'movedToldUntil'> & { movedToldUntil: Date | null };

@Injectable()
export class ServerFleetService {
  constructor(
    private readonly database: DataSource,
    private readonly servers: ServersService,
    private readonly logins: ServerLoginsService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Adds a server with the policy that every new one begins with and a database login of its own. Throws Problem
   * `server-name-taken`.
   */
  async add(actor: Actor, wish: NewServer): Promise<AddedServer> {
    const { id, made } = await this.database.transaction(async (tx) => {
      const row = tx.create(ServerRow, { ...wish, ftpsPort: wish.ftpsPort ?? null });
      await tx.insert(ServerRow, row);
      const login = await this.logins.make(tx, row);
      await tx.update(ServerRow, { id: row.id }, { databaseLogin: login.login });
      const first = { activeSourcePort: undefined, tls: 'required-data', note: 'Made with the server.' } as const;
      await tx.query(insertFirstPolicy, firstPolicyValues({ serverId: row.id, ...first, createdBy: actor.email }));
      const after = { ...wish, databaseLogin: login.login };
      await this.audit.record(tx, actor, { verb: 'server.added', ...subjectOf(row), after });
      return { id: row.id, made: login };
    });
    const { text, warning } = environmentFile(wish, panelUrl(this.database), made);
    return { ...(await this.servers.get(actor, id)), environment: text, sql: made.sql, warning };
  }

  /** What hangs on the server and what would go with it. It does what it tells of the login, and takes that back. */
  async removal(actor: Actor, id: string): Promise<ServerRemoval> {
    const server = await this.servers.get(actor, id);
    const runner = this.database.createQueryRunner();
    await runner.startTransaction();
    try {
      return await this.#removalOf(runner.manager, server);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  /** Removes a server with its policies, records and login. Throws Problem `server-in-use` while something hangs on it. */
  async remove(actor: Actor, id: string): Promise<void> {
    const server = await this.servers.get(actor, id);
    await this.database.transaction(async (tx) => {
      const { refusal, databaseLogin, movedSites } = await this.#removalOf(tx, server);
      if (refusal !== null) throw new Problem('server-in-use', { detail: refusal });
      await tx.delete(ServerRow, { id });
      const { name, host, ftpPort, ftpsPort } = server;
      const before = { name, host, ftpPort, ftpsPort, databaseLogin: databaseLogin?.name ?? null, movedSites };
      await this.audit.record(tx, actor, { verb: 'server.removed', ...subjectOf(server), before });
    });
  }

  async #removalOf(tx: EntityManager, server: Server): Promise<ServerRemoval> {
    const [found] = await tx.query<Hanging[]>(hanging, [server.id]);
    if (found === undefined) throw new Problem('not-found');
    const refusal = whyNotRemoved(server, found);
    const movedToldUntil = found.movedToldUntil?.toISOString() ?? null;
    return { ...found, movedToldUntil, refusal, databaseLogin: await this.#withoutLogin(tx, server.id) };
  }

  async #withoutLogin(tx: EntityManager, id: string): Promise<RemovedLogin | null> {
    const row = await tx.findOneBy(ServerRow, { id });
    const name = row?.databaseLogin ?? null;
    return name === null ? null : { name, removable: await this.logins.remove(tx, name) };
  }
}

function whyNotRemoved({ name, state }: Server, { webRoots, accounts }: Hanging): string | null {
  if (webRoots > 0) {
    const lie = webRoots === 1 ? '1 website lies' : `${webRoots} websites lie`;
    const used = accounts === 1 ? '1 FTP account uses' : `${accounts} FTP accounts use`;
    return `${lie} on ${name}, and ${used} ${webRoots === 1 ? 'it' : 'them'}. Move or delete these first.`;
  }
  return state === 'up' ? `FTP processes of ${name} run. Stop them first, or they would serve nobody.` : null;
}

/** By which the panel itself enters the database; `pg` reads it, so TypeORM only hands it on. */
const panelUrl = ({ options }: DataSource) =>
  (options as { extra: { connectionString: string } }).extra.connectionString;

const subjectOf = ({ id, name }: { id: string; name: string }) => ({
  subjectKind: 'server',
  subjectId: id,
  subject: name,
  customerId: null,
});
