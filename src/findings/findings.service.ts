// What the panel's health page and `portside doctor` read: the database, and about each server its heartbeat, policy,
// certificate, ports, self-test and web roots. It changes nothing.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import type { Actor } from '../auth/actor.js';
import { schemaState } from '../database/data-source.js';
import { PoliciesService } from '../servers/policies.service.js';
import { isUp } from '../servers/processes.js';
import { type KnownProcesses, ServerProcessesService } from '../servers/server-processes.service.js';
import { version as panelVersion } from '../version.js';
import { type Finding, findingsOf, type ServerFacts, type SharedFacts, sharedFindings } from './findings.js';

type RawServer = Pick<
  ServerFacts,
  | 'id'
  | 'name'
  | 'hasCertificate'
  | 'selfSigned'
  | 'certificateProblem'
  | 'validUntil'
  | 'heartbeatAt'
  | 'faultyWebRoots'
> & { readonly testOutcome: 'worked' | 'failed' | 'unclear' | null; readonly testSentence: string | null };

const serversSql = `
  select s.id, s.name, s.certificate_fingerprint is not null as "hasCertificate",
    s.certificate_self_signed as "selfSigned", s.certificate_problem as "certificateProblem",
    s.certificate_valid_until as "validUntil",
    (select max(heartbeat_at) from server_processes p where p.server_id = s.id) as "heartbeatAt",
    (select count(*)::integer from web_roots w where w.server_id = s.id and w.check_problem is not null) as "faultyWebRoots",
    t.outcome as "testOutcome", t.sentence as "testSentence"
  from servers s left join lateral (
    select outcome, sentence from self_tests where server_id = s.id and finished_at is not null
    order by started_at desc, id desc limit 1) t on true
  order by s.name`;

@Injectable()
export class FindingsService {
  constructor(
    private readonly database: DataSource,
    private readonly policies: PoliciesService,
    private readonly processes: ServerProcessesService,
  ) {}

  /** What is fine and what is not, first about the database, then about each server. */
  async read(actor: Actor): Promise<Finding[]> {
    const findings = sharedFindings(await this.#shared());
    const rows = await this.database.query<RawServer[]>(serversSql);
    const known = await this.processes.read(rows.map(({ id }) => id));
    for (const row of rows) findings.push(...findingsOf(await this.#factsOf(actor, row, known), known.now));
    return findings;
  }

  async #shared(): Promise<SharedFacts> {
    const { missing, unknown } = await schemaState(this.database);
    const askedAt = performance.now();
    const [clock] = await this.database.query<{ now: Date }[]>(`select clock_timestamp() as now`);
    const latencyMs = performance.now() - askedAt;
    return {
      latencyMs,
      clockAheadMs: Date.now() - latencyMs / 2 - (clock?.now.getTime() ?? Date.now()),
      migrations: migrations.length,
      missingMigrations: missing.length,
      unknownMigrations: unknown.length,
    };
  }

  async #factsOf(actor: Actor, row: RawServer, known: KnownProcesses): Promise<ServerFacts> {
    const { testOutcome, testSentence, ...server } = row;
    const { inForce } = await this.policies.current(actor, server.id);
    const up = known.of(server.id).filter((process) => isUp(process, known.now));
    const latencies = up.flatMap(({ databaseLatencyMs }) => (databaseLatencyMs === null ? [] : [databaseLatencyMs]));
    const versions = new Set(up.map(({ version }) => version));
    versions.delete(panelVersion);
    return {
      ...server,
      up: up.length > 0,
      inForce: inForce.everywhere,
      policySentence: inForce.sentence,
      refusedPorts: up.flatMap(({ refusedPorts }) => refusedPorts.map(({ port }) => port)),
      latencyMs: latencies.length === 0 ? null : Math.max(...latencies),
      otherVersions: [...versions],
      selfTest: testOutcome === null ? null : { outcome: testOutcome, sentence: testSentence ?? '' },
    };
  }
}
