// Ends trials: policies that were applied for some minutes and not confirmed, or under which too few data connections
// came about. It remembers nothing, so a panel that was restarted meanwhile ends them as well.
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Problem } from '../http/problems.js';
import { log } from '../log.js';
import { Rounds } from '../rounds.js';
import { PoliciesService } from './policies.service.js';

const lookEveryMs = 2_000;

/** A trial that runs, with what became of the data connections since it began. */
interface Trial {
  readonly server_id: string;
  readonly version: number;
  readonly minutes: number;
  readonly over: boolean;
  readonly revert_below_percent: number | null;
  readonly revert_after_attempts: number | null;
  readonly attempts: number;
  readonly succeeded: number;
}

// One attempt is a connection that somebody wanted and that came about or did not. Where nobody came, a session counts once
// for each verb: a monitor that says PASV and leaves, however often, is no reason to take a policy back. A verb that the policy denies is one
// only where the session then got nothing through by another verb either.
const running = `
  with newest as (
    select distinct on (server_id) * from server_policies order by server_id, version desc),
  trial as (select * from newest where expires_at is not null),
  connection as (
    select d.server_id, d.session_id, d.verb, d.outcome from data_connections d join trial t on t.server_id = d.server_id
     where d.at >= t.created_at and d.policy_version = t.version and t.revert_below_percent is not null),
  attempt as (
    select server_id, outcome = 'used' as succeeded from connection where outcome in
      ('used', 'came-from-other-address', 'unreachable', 'range-full', 'tls-failed', 'stalled')
    union all
    select server_id, false from connection where outcome = 'no-one-came' group by server_id, session_id, verb
    union all
    select server_id, false from connection group by server_id, session_id
    having bool_or(outcome = 'denied') and not bool_or(outcome = 'used'))
  select t.server_id, t.version, round(extract(epoch from t.expires_at - t.created_at) / 60)::integer as minutes,
    t.expires_at <= now() as over, t.revert_below_percent, t.revert_after_attempts,
    count(a)::integer as attempts, (count(a) filter (where a.succeeded))::integer as succeeded
  from trial t left join attempt a on a.server_id = t.server_id
  group by t.server_id, t.version, t.created_at, t.expires_at, t.revert_below_percent, t.revert_after_attempts`;

@Injectable()
export class PolicyTrialsService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #rounds = new Rounds(() => this.#look(), { everyMs: lookEveryMs, failed: 'policy-trials.failed' });

  constructor(
    private readonly database: DataSource,
    private readonly policies: PoliciesService,
  ) {}

  onApplicationBootstrap(): void {
    this.#rounds.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.#rounds.stop();
  }

  async #look(): Promise<void> {
    for (const trial of await this.database.query<Trial[]>(running)) {
      const why = whyOver(trial);
      if (why !== undefined) await this.#end(trial, why);
    }
  }

  async #end({ server_id: serverId, version }: Trial, why: string): Promise<void> {
    try {
      await this.policies.endTrial(serverId, { version, why });
      log.info({ serverId, version, why }, 'policy-trials.ended');
    } catch (error) {
      // Another panel, or an admin, was first; then the trial is over anyway.
      if (error instanceof Problem && error.code === 'changed-meanwhile') return;
      log.error({ err: error, serverId, version }, 'policy-trials.end-failed');
    }
  }
}

function whyOver(trial: Trial): string | undefined {
  const { attempts, succeeded, revert_below_percent: mark, revert_after_attempts: enough } = trial;
  if (mark !== null && attempts >= (enough ?? 1) && succeeded * 100 < mark * attempts) {
    return (
      `Version ${trial.version} was taken back, because ${succeeded} of ${attempts} data connections worked ` +
      `and at least ${mark} % were asked for.`
    );
  }
  return trial.over ? `Version ${trial.version} was tried for ${trial.minutes} minutes and not confirmed.` : undefined;
}
