// What Prometheus is told: everything out of the database, so that every panel says the same. Counters are kept there as
// the records are written; no label names an account, a login or an address.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { connectClassesMs, longestConnectMs } from '../data-connections/connect-times.js';
import { type DataVerb, modeOf } from '../ftp/policy.js';
import type { HistogramSample, Labels, Metric } from './exposition.js';

const servers = `
  select s.name as server, p.version, p.passive_last_port - p.passive_first_port + 1 as ports,
    extract(epoch from s.certificate_valid_until)::float8 as valid_until,
    (select count(*) from ftp_sessions x where x.server_id = s.id and x.closed_at is null)::integer as sessions,
    t.outcome as self_test, extract(epoch from t.finished_at)::float8 as self_tested_at
  from servers s join lateral (
    select * from server_policies where server_id = s.id order by version desc limit 1) p on true
  left join lateral (
    select * from self_tests where server_id = s.id and finished_at is not null order by finished_at desc limit 1) t on true
  order by s.name`;

// As long as the panel's pages show them. In a container a new process often has the number of the one before; Prometheus
// takes a series once.
const processes = `
  select distinct on (s.name, p.pid) s.name as server, p.pid::text as process, p.applied_version as version,
    p.heartbeat_at > now() - interval '15 seconds' as up
  from server_processes p join servers s on s.id = p.server_id
  where p.stopped_at is null and p.heartbeat_at > now() - interval '10 minutes'
  order by s.name, p.pid, p.heartbeat_at desc, p.id`;

const logins = `
  select s.name as server, t.outcome, t.attempts::float8 as attempts
  from login_totals t join servers s on s.id = t.server_id order by s.name, t.outcome`;

const connections = `
  select s.name as server, t.verb, t.verdict, t.connect_within_ms as within, t.connections::float8 as connections,
    t.connect_ms::float8 as connect_ms, t.strangers::float8 as strangers
  from data_connection_totals t join servers s on s.id = t.server_id
  order by s.name, t.verb, t.verdict, t.connect_within_ms`;

interface ServerRow {
  readonly server: string;
  readonly version: number;
  readonly ports: number;
  readonly valid_until: number | null;
  readonly sessions: number;
  readonly self_test: string | null;
  readonly self_tested_at: number | null;
}

interface ProcessRow {
  readonly server: string;
  readonly process: string;
  readonly version: number | null;
  readonly up: boolean;
}

interface LoginRow {
  readonly server: string;
  readonly outcome: string;
  readonly attempts: number;
}

interface ConnectionRow {
  readonly server: string;
  readonly verb: DataVerb;
  readonly verdict: string;
  /** The class of time that they came about in; 0 for those that never did. */
  readonly within: number;
  readonly connections: number;
  readonly connect_ms: number;
  readonly strangers: number;
}

@Injectable()
export class MetricsService {
  constructor(private readonly database: DataSource) {}

  /** Every metric as it is at this moment. */
  async read(_actor: Actor): Promise<Metric[]> {
    const latencySeconds = await this.#latencySeconds();
    return [
      ...ofServers(await this.database.query<ServerRow[]>(servers)),
      ...ofProcesses(await this.database.query<ProcessRow[]>(processes)),
      ofLogins(await this.database.query<LoginRow[]>(logins)),
      ...ofConnections(await this.database.query<ConnectionRow[]>(connections)),
      gauge('portside_database_latency_seconds', 'How long the database took to answer this panel.', [
        { labels: {}, value: latencySeconds },
      ]),
    ];
  }

  async #latencySeconds(): Promise<number> {
    const askedAt = performance.now();
    await this.database.query('select 1');
    return (performance.now() - askedAt) / 1000;
  }
}

type Samples = readonly { readonly labels: Labels; readonly value: number }[];

function gauge(name: string, help: string, samples: Samples): Metric {
  return { name, help, type: 'gauge', samples };
}

function counter(name: string, help: string, samples: Samples): Metric {
  return { name, help, type: 'counter', samples };
}

function ofServers(rows: readonly ServerRow[]): Metric[] {
  const of = (value: (row: ServerRow) => number | null) =>
    rows.flatMap((row) => {
      const known = value(row);
      return known === null ? [] : [{ labels: { server: row.server }, value: known }];
    });
  return [
    gauge(
      'portside_sessions_open',
      'FTP sessions that are open.',
      of(({ sessions }) => sessions),
    ),
    gauge(
      'portside_policy_version',
      'The newest version of the mode policy.',
      of(({ version }) => version),
    ),
    gauge(
      'portside_passive_ports',
      'Ports in the passive range of the newest policy.',
      of(({ ports }) => ports),
    ),
    gauge(
      'portside_certificate_expiry_timestamp_seconds',
      'When the certificate ends that clients get which name no host.',
      of((row) => row.valid_until),
    ),
    gauge(
      'portside_self_test_failed',
      'Whether the newest self-test found a way that should work and does not; what only the server itself cannot reach is none.',
      of(({ self_test: outcome }) => (outcome === null ? null : outcome === 'failed' ? 1 : 0)),
    ),
    gauge(
      'portside_self_test_timestamp_seconds',
      'When the newest self-test was finished.',
      of((row) => row.self_tested_at),
    ),
  ];
}

function ofProcesses(rows: readonly ProcessRow[]): Metric[] {
  const labels = ({ server, process }: ProcessRow) => ({ server, process });
  return [
    gauge(
      'portside_process_up',
      'Whether the FTP process was heard from within 15 seconds.',
      rows.map((row) => ({ labels: labels(row), value: row.up ? 1 : 0 })),
    ),
    gauge(
      'portside_process_policy_version',
      'The version of the mode policy that the FTP process obeys.',
      rows.flatMap((row) => (row.version === null ? [] : [{ labels: labels(row), value: row.version }])),
    ),
  ];
}

function ofLogins(rows: readonly LoginRow[]): Metric {
  const samples = rows.map(({ server, outcome, attempts }) => ({ labels: { server, outcome }, value: attempts }));
  return counter('portside_logins_total', 'Tries to log in over FTP.', samples);
}

function ofConnections(rows: readonly ConnectionRow[]): Metric[] {
  const mode = (verb: DataVerb) => modeOf[verb];
  return [
    counter(
      'portside_data_connections_total',
      'Data connections by what became of them.',
      summed(rows, ({ server, verb, verdict }) => ({ server, mode: mode(verb), verb, verdict }), 'connections'),
    ),
    {
      name: 'portside_data_connect_seconds',
      help: 'From the reply or the command until the data connection was there; those that never came are left out.',
      type: 'histogram',
      samples: histograms(rows),
    },
    counter(
      'portside_strangers_total',
      'Connections to a passive port that came from elsewhere than the client it was promised to.',
      summed(rows, ({ server }) => ({ server }), 'strangers'),
    ),
  ];
}

function grouped(rows: readonly ConnectionRow[], labels: (row: ConnectionRow) => Labels) {
  const groups = new Map<string, { labels: Labels; rows: ConnectionRow[] }>();
  for (const row of rows) {
    const key = JSON.stringify(labels(row));
    const group = groups.get(key) ?? { labels: labels(row), rows: [] };
    groups.set(key, group);
    group.rows.push(row);
  }
  return [...groups.values()];
}

const sumOf = (rows: readonly ConnectionRow[], column: 'connections' | 'connect_ms' | 'strangers') =>
  rows.reduce((sum, row) => sum + row[column], 0);

function summed(
  rows: readonly ConnectionRow[],
  labels: (row: ConnectionRow) => Labels,
  column: 'connections' | 'strangers',
): Samples {
  return grouped(rows, labels).map((group) => ({ labels: group.labels, value: sumOf(group.rows, column) }));
}

function histograms(all: readonly ConnectionRow[]): HistogramSample[] {
  const came = all.filter(({ within }) => within > 0);
  return grouped(came, ({ server, verb }) => ({ server, mode: modeOf[verb], verb })).map(({ labels, rows }) => ({
    labels,
    counts: connectClassesMs.map((boundMs) => {
      const here = rows.filter(({ within }) => within === boundMs);
      return [boundMs > longestConnectMs ? Infinity : boundMs / 1000, sumOf(here, 'connections')] as const;
    }),
    sum: sumOf(rows, 'connect_ms') / 1000,
  }));
}
