// How data connections fared over time, out of what was counted as they were written; the records are not read.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { modeOf } from '../ftp/policy.js';
import { culpritOf } from '../ftp/verdict.js';
import { normalNetwork } from '../http/networks.js';
import { badField, Problem } from '../http/problems.js';
import { type Group, readGroup, tallyOf, type RawGroup, togetherOf } from './tally.js';
import type { DataConnectionSummary, SummaryQuery, TimeMark, TimeStep } from './summary.dto.js';
import { dataModes, verbsOf } from './connection-filter.js';

const stepMs = { hour: 3_600_000, day: 86_400_000 } as const satisfies Record<TimeStep, number>;
const mostSteps = 1_000;

/** One pass over the counts for every table of the summary; of programs and networks those of which most failed. */
const grouped = `
  with counted as (
    select c.at, c.server_id, c.verb, c.verdict, c.client_program as program, c.client_network as network,
      c.connect_within_ms as within, c.connections, case c.verdict when 'worked' then 'worked'
        when 'not-used' then 'not counted' when 'client-aborted' then 'not counted' else 'failed' end as fate
    from servers s join data_connection_counts c on c.server_id = s.id
    where ($1::uuid is null or s.id = $1) and c.step = $2 and c.at >= $3 and c.at < $4
      and ($5::text[] is null or c.verb = any($5)) and ($6::text is null or c.client_program = $6)
      and ($7::cidr is null or c.client_network && $7)),
  summed as (
    select case when grouping(at) = 0 then 'time' when grouping(verdict) = 0 then 'verdict'
        when grouping(verb) = 0 then 'verb' when grouping(server_id) = 0 then 'server'
        when grouping(program) = 0 then 'program' else 'network' end as kind,
      coalesce(extract(epoch from at)::bigint::text, verdict, verb, server_id::text, program, network::text) as key,
      fate, within, sum(connections) as connections
    from counted group by grouping sets ((at, fate, within), (verdict, fate, within), (verb, fate, within),
      (server_id, fate, within), (program, fate, within), (network, fate, within))),
  keyed as (
    select kind, key, coalesce(sum(connections) filter (where fate = 'worked'), 0)::float8 as worked,
      coalesce(sum(connections) filter (where fate = 'failed'), 0)::float8 as failed,
      coalesce(sum(connections) filter (where fate = 'not counted'), 0)::float8 as not_counted,
      jsonb_agg(jsonb_build_array(within, connections)) as within
    from summed group by kind, key),
  placed as (
    select *, row_number() over (partition by kind order by failed desc, worked + not_counted desc, key) as place from keyed)
  select kind, key, worked, failed, not_counted, within from placed
  where kind not in ('program', 'network') or place <= 20 order by kind, place`;

const marks = `
  select m.at, m.kind, s.id as server_id, s.name as server_name, m.version, m.by, m.note, m.fingerprint
  from servers s join (
    select server_id, created_at as at, 'policy' as kind, version, created_by as by, nullif(note, '') as note,
      null as fingerprint from server_policies
    union all
    select server_id, at, 'certificate', null, null, null, fingerprint from server_certificates) m on m.server_id = s.id
  where ($1::uuid is null or s.id = $1) and m.at >= $2 and m.at < $3 order by m.at, m.kind, s.name`;

interface RawMark {
  readonly at: Date;
  readonly kind: TimeMark['kind'];
  readonly server_id: string;
  readonly server_name: string;
  readonly version: number | null;
  readonly by: string | null;
  readonly note: string | null;
  readonly fingerprint: string | null;
}

/** From the beginning of one hour or day to the end of another, in milliseconds since 1970. */
interface Span {
  readonly step: TimeStep;
  readonly since: number;
  readonly until: number;
}

@Injectable()
export class SummaryService {
  constructor(private readonly database: DataSource) {}

  /** Data connections of one server. Throws Problem `not-found`. */
  async ofServer(_actor: Actor, serverId: string, query: SummaryQuery): Promise<DataConnectionSummary> {
    const known = await this.database.query<object[]>('select from servers where id = $1', [serverId]);
    if (known.length === 0) throw new Problem('not-found');
    return this.#read(serverId, query);
  }

  /** Data connections of all servers. */
  ofAll(_actor: Actor, query: SummaryQuery): Promise<DataConnectionSummary> {
    return this.#read(null, query);
  }

  async #read(serverId: string | null, query: SummaryQuery): Promise<DataConnectionSummary> {
    const span = spanOf(query);
    const between = [new Date(span.since), new Date(span.until)];
    const network = query.network === undefined ? null : (normalNetwork(query.network) ?? null);
    const asked = [serverId, span.step, ...between, verbsOf(query) ?? null, query.program ?? null, network];
    const groups = (await this.database.query<RawGroup[]>(grouped, asked)).map(readGroup);
    const names = await this.database.query<{ id: string; name: string }[]>('select id, name from servers');
    return {
      ...summaryOf(groups, span, new Map(names.map(({ id, name }) => [id, name]))),
      marks: (await this.database.query<RawMark[]>(marks, [serverId, ...between])).map(toMark),
    };
  }
}

/** Throws Problem `bad-input` for a span that is empty or too long to be told step by step. */
function spanOf({ since, step = 'hour', until = new Date() }: SummaryQuery): Span {
  const width = stepMs[step];
  const last = Math.floor(until.getTime() / width) * width + width;
  const asked = since ?? new Date(until.getTime() - stepMs.day);
  const first = Math.floor(asked.getTime() / width) * width;
  if (first >= last) throw badField('since', 'Choose a time before `until`.');
  if (last - first > mostSteps * width) throw badField('since', `Choose at most ${mostSteps} ${step}s at once.`);
  return { step, since: first, until: last };
}

function summaryOf(
  groups: readonly Group[],
  { since, step, until }: Span,
  serverNames: ReadonlyMap<string, string>,
): Omit<DataConnectionSummary, 'marks'> {
  const of = (kind: Group['kind']) => groups.filter((group) => group.kind === kind);
  const byVerb = of('verb').map((group) => ({ verb: verbOf(group), group }));
  const byTime = new Map(of('time').map((group) => [Number(group.key) * 1000, group]));
  const steps = Array.from({ length: (until - since) / stepMs[step] }, (_, at) => since + at * stepMs[step]);
  return {
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    step,
    total: tallyOf(togetherOf(of('verb'))),
    overTime: steps.map((at) => ({ at: new Date(at).toISOString(), ...tallyOf(byTime.get(at) ?? togetherOf([])) })),
    byVerdict: of('verdict')
      .map(({ key, worked, failed, notCounted }) => ({
        verdict: key,
        culprit: culpritOf(key),
        connections: worked + failed + notCounted,
      }))
      .sort((one, other) => other.connections - one.connections),
    byServer: of('server').map((group) => ({
      serverId: group.key,
      serverName: serverNames.get(group.key) ?? '',
      ...tallyOf(group),
    })),
    byMode: dataModes.flatMap((mode) => {
      const ofMode = byVerb.filter(({ verb }) => modeOf[verb] === mode).map(({ group }) => group);
      return ofMode.length === 0 ? [] : [{ mode, ...tallyOf(togetherOf(ofMode)) }];
    }),
    byVerb: byVerb.map(({ verb, group }) => ({ verb, mode: modeOf[verb], ...tallyOf(group) })),
    byProgram: of('program').map((group) => ({ program: group.key, ...tallyOf(group) })),
    byNetwork: of('network').map((group) => ({ network: group.key, ...tallyOf(group) })),
  };
}

/** The table of records lets no other verb in. */
const verbOf = ({ key }: Group) => key as keyof typeof modeOf;

function toMark({ at, server_id, server_name, ...mark }: RawMark): TimeMark {
  return { at: at.toISOString(), serverId: server_id, serverName: server_name, ...mark };
}
