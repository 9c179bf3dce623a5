// Everything on one page: servers, logins, the database and what needs doing, for staff. It reads what others write down and
// counts nothing itself.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { presetOf, type VerbRules } from '../ftp/policy.js';
import { inForce, isUp } from '../servers/processes.js';
import { type KnownProcesses, ServerProcessesService } from '../servers/server-processes.service.js';
import { alertsOf } from './alerts.js';
import { loginFigures, type RawLoginCount } from './login-figures.js';
import {
  type FirstRunStep,
  type FirstStep,
  firstSteps,
  type Overview,
  type OverviewSelfTest,
  type OverviewServer,
  type ServerShare,
} from './overview.dto.js';
import * as sql from './overview-queries.js';

interface RawServer {
  id: string;
  name: string;
  host: string;
  version: number;
  verbs: VerbRules;
  passive_ports: number;
  open_sessions: number;
  ports_in_use: number;
  certificate_until: Date | null;
  certificate_self_signed: boolean | null;
  last_heartbeat_at: Date | null;
  test_outcome: OverviewSelfTest['outcome'] | null;
  test_finished_at: Date | null;
  test_sentence: string | null;
}

type RawShare = ServerShare & { server_id: string };

/** The counts behind the shares are the one thing that takes long; everybody who looks within this time shares them. */
const sharesFreshMs = 10_000;

@Injectable()
export class OverviewService {
  #shares: { readonly readAt: number; readonly rows: Promise<RawShare[]> } | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly processes: ServerProcessesService,
    private readonly audit: AuditService,
  ) {}

  /** As it stands now. */
  async read(_actor: Actor): Promise<Overview> {
    const databaseLatencyMs = await this.#latencyMs();
    const rows = await this.database.query<RawServer[]>(sql.servers);
    const known = await this.processes.read(rows.map(({ id }) => id));
    const shares = new Map((await this.#readShares()).map(({ server_id, ...share }) => [server_id, share]));
    const servers = rows.map((row) => toServer(row, known, shares.get(row.id)));
    const logins = await this.database.query<RawLoginCount[]>(sql.logins);
    return {
      at: known.now.toISOString(),
      alerts: alertsOf(servers, known.now, databaseLatencyMs),
      servers,
      logins: loginFigures(logins, known.now),
      databaseLatencyMs,
      firstRun: await this.#firstRun(),
    };
  }

  async #latencyMs(): Promise<number> {
    const askedAt = performance.now();
    await this.database.query('select 1');
    return Math.round((performance.now() - askedAt) * 10) / 10;
  }

  #readShares(): Promise<RawShare[]> {
    if (this.#shares === undefined || performance.now() - this.#shares.readAt > sharesFreshMs) {
      const rows = this.database.query<RawShare[]>(sql.shares);
      this.#shares = { readAt: performance.now(), rows };
      rows.catch(() => (this.#shares = undefined));
    }
    return this.#shares.rows;
  }

  /** Puts the list of first steps away, for everybody and for good. */
  async dismissFirstRun(actor: Actor): Promise<void> {
    await this.database.transaction(async (tx) => {
      const put = await tx.query<object[]>(
        `insert into first_run_dismissals default values on conflict do nothing returning only_row`,
      );
      if (put.length === 0) return;
      const subject = { subjectKind: 'overview', subjectId: 'first-run', subject: 'First steps', customerId: null };
      await this.audit.record(tx, actor, { verb: 'first-run.dismissed', ...subject });
    });
  }

  async #firstRun(): Promise<FirstRunStep[] | null> {
    const [found] = await this.database.query<Record<FirstStep, boolean>[]>(sql.firstRun);
    const steps = firstSteps.map((step) => ({ step, done: found?.[step] ?? true }));
    return steps.every(({ done }) => done) ? null : steps;
  }
}

const nobodyYet: ServerShare = { counted: 0, worked: 0, usualCounted: 0, usualWorked: 0 };

function toServer(row: RawServer, known: KnownProcesses, share = nobodyYet): OverviewServer {
  const processes = known.of(row.id);
  const up = processes.filter((process) => isUp(process, known.now));
  const begun = up.map(({ startedAt }) => startedAt.getTime());
  const since = up.length > 0 ? new Date(Math.min(...begun)) : row.last_heartbeat_at;
  const latencies = up.flatMap(({ databaseLatencyMs }) => (databaseLatencyMs === null ? [] : [databaseLatencyMs]));
  return {
    id: row.id,
    name: row.name,
    host: row.host,
    state: up.length > 0 ? 'up' : 'down',
    since: since?.toISOString() ?? null,
    policyVersion: row.version,
    preset: presetOf(row.verbs) ?? null,
    inForce: inForce(processes, { serverName: row.name, version: row.version }, known.now).everywhere,
    openSessions: row.open_sessions,
    passivePortsInUse: row.ports_in_use,
    passivePorts: row.passive_ports,
    passivePortsTaken: Math.max(0, ...up.map(({ refusedPorts }) => refusedPorts.length)),
    certificateUntil: row.certificate_until?.toISOString() ?? null,
    certificateSelfSigned: row.certificate_self_signed,
    selfTest: selfTestOf(row),
    share,
    databaseLatencyMs: latencies.length === 0 ? null : Math.round(Math.max(...latencies) * 10) / 10,
  };
}

function selfTestOf({ test_outcome, test_finished_at, test_sentence }: RawServer): OverviewSelfTest | null {
  if (test_outcome === null || test_finished_at === null) return null;
  return { outcome: test_outcome, finishedAt: test_finished_at.toISOString(), sentence: test_sentence ?? '' };
}
