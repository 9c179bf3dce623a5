// Servers as the panel sees them: where they are, whether they are up, which policy they have.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import { type Conditional, refuseStale } from '../http/etag.js';
import { type Page, readPage } from '../http/page.js';
import { Problem } from '../http/problems.js';
import { orderOf, type SortColumn } from '../http/sort.js';
import { presetOf, type TlsRule, type VerbRules } from '../ftp/policy.js';
import { inForce, isUp, toServerProcess } from './processes.js';
import { type KnownProcesses, ServerProcessesService } from './server-processes.service.js';
import type { Server, ServerChange, ServerQuery, ServerSortName } from './servers.dto.js';
import { ServerRow } from './servers.entity.js';

interface RawServer {
  id: string;
  name: string;
  host: string;
  ftp_port: number;
  ftps_port: number | null;
  certificate_fingerprint: string | null;
  version: number;
  verbs: VerbRules;
  tls: TlsRule;
  passive_first_port: number;
  passive_last_port: number;
  public_ipv4: string | null;
  public_ipv6: string | null;
  open_sessions: string;
  has_run: boolean;
  revision: number;
}

/** How many are open; to a customer, how many of their own. */
const openSessions = `(select count(*) from ftp_sessions x where x.server_id = s.id and x.closed_at is null
  and (:sessionsOf::uuid is null or x.customer_id = :sessionsOf))`;

const orders: Readonly<Record<ServerSortName, SortColumn>> = {
  name: { by: 'lower(s.name)', as: 'text' },
  host: { by: 's.host', as: 'text' },
  sessions: { by: openSessions, as: 'bigint' },
  created: { by: 's.created_at', as: 'timestamptz' },
};

@Injectable()
export class ServersService {
  constructor(
    private readonly database: DataSource,
    private readonly processes: ServerProcessesService,
    private readonly audit: AuditService,
  ) {}

  /** Servers, newest first unless another order is asked for; a customer's are those with a web root of theirs. */
  async list(actor: Actor, query: ServerQuery): Promise<Page<Server>> {
    const found = serverQuery(this.database.manager, actor);
    const { items, nextCursor } = await readPage<RawServer>(
      found,
      orderOf(orders, query.sort ?? '-created', 's.id'),
      query,
    );
    const processes = await this.processes.read(items.map(({ id }) => id));
    return { items: items.map((row) => toDto(actor, row, processes)), nextCursor };
  }

  /** One server. Throws Problem `not-found`. */
  get(actor: Actor, id: string): Promise<Server> {
    return this.#read(this.database.manager, actor, id);
  }

  /** Changes the host that customers are told. Throws Problem `changed-meanwhile` where it was made from an old revision. */
  async change(actor: Actor, id: string, { host, seen }: ServerChange & Conditional): Promise<Server> {
    return this.database.transaction(async (tx) => {
      await tx.query(`select 1 from servers where id = $1 for no key update`, [id]);
      const before = await this.#read(tx, actor, id);
      refuseStale(seen, before);
      await tx.update(ServerRow, { id }, { host, updatedAt: () => 'now()' });
      await this.audit.record(tx, actor, {
        verb: 'server.changed',
        subjectKind: 'server',
        subjectId: id,
        subject: before.name,
        customerId: null,
        ...differences({ host: before.host }, { host }),
      });
      return this.#read(tx, actor, id);
    });
  }

  async #read(tx: EntityManager, actor: Actor, id: string): Promise<Server> {
    const row = await serverQuery(tx, actor).andWhere('s.id = :id', { id }).getRawOne<RawServer>();
    if (row === undefined) throw new Problem('not-found');
    return toDto(actor, row, await this.processes.read([id], tx));
  }
}

function serverQuery(tx: EntityManager, actor: Actor): SelectQueryBuilder<ObjectLiteral> {
  const own = ownCustomerId(actor);
  const query = tx
    .createQueryBuilder()
    .select('s.id', 'id')
    .addSelect('s.name', 'name')
    .addSelect('s.host', 'host')
    .addSelect('s.ftp_port', 'ftp_port')
    .addSelect('s.ftps_port', 'ftps_port')
    .addSelect('s.certificate_fingerprint', 'certificate_fingerprint')
    .addSelect('s.revision', 'revision')
    .addSelect('p.version', 'version')
    .addSelect('p.verbs', 'verbs')
    .addSelect('p.tls', 'tls')
    .addSelect('p.passive_first_port', 'passive_first_port')
    .addSelect('p.passive_last_port', 'passive_last_port')
    .addSelect('coalesce(host(p.public_ipv4), p.public_ipv4_host)', 'public_ipv4')
    .addSelect('coalesce(host(p.public_ipv6), p.public_ipv6_host)', 'public_ipv6')
    .addSelect(openSessions, 'open_sessions')
    .addSelect('exists (select from server_processes x where x.server_id = s.id)', 'has_run')
    .from('servers', 's')
    .innerJoin(
      'server_policies',
      'p',
      'p.server_id = s.id and p.version = (select max(version) from server_policies where server_id = s.id)',
    )
    .where('true')
    .setParameter('sessionsOf', own ?? null);
  if (own !== undefined) {
    query.andWhere('exists (select from web_roots w where w.server_id = s.id and w.customer_id = :own)', { own });
  }
  return query;
}

function toDto(actor: Actor, row: RawServer, known: KnownProcesses): Server {
  const processes = known.of(row.id);
  return {
    id: row.id,
    name: row.name,
    host: row.host,
    ftpPort: row.ftp_port,
    ftpsPort: row.ftps_port,
    certificateFingerprint: row.certificate_fingerprint,
    state: processes.some((process) => isUp(process, known.now)) ? 'up' : row.has_run ? 'down' : 'awaited',
    processes: actor.role === 'customer' ? [] : processes.map((process) => toServerProcess(process, known.now)),
    policy: {
      version: row.version,
      preset: presetOf(row.verbs) ?? null,
      verbs: row.verbs,
      tls: row.tls,
      passiveFirstPort: row.passive_first_port,
      passiveLastPort: row.passive_last_port,
      publicIpv4: row.public_ipv4,
      publicIpv6: row.public_ipv6,
    },
    inForce: inForce(processes, { serverName: row.name, version: row.version }, known.now).everywhere,
    openSessions: Number(row.open_sessions),
    revision: row.revision,
  };
}
