// Self-tests of servers: begun by a person or when one is due, seen by every server that is up, written down. What is
// looked at, and how, is src/ftp-runtime/probe.ts.
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { mapPage, type Page, readPage } from '../http/page.js';
import { Problem } from '../http/problems.js';
import { log } from '../log.js';
import { ServerTaskFailed, ServerTasksService } from '../server-tasks/server-tasks.service.js';
import { findingOf } from './self-test-outcome.js';
import type { SelfTest, SelfTestQuery, SelfTestReason, SelfTestView } from './self-tests.dto.js';

/** A probe gives up by itself after about half of this. */
const deadlineMs = 60_000;
/** How many tests of a server are kept: about two days of them. */
const keptPerServer = 200;

type RawTest = Omit<SelfTest, 'startedAt' | 'finishedAt'> & { startedAt: Date; finishedAt: Date | null };

interface Looker {
  readonly id: string;
  readonly name: string;
}

const columns: Readonly<Record<keyof SelfTest, string>> = {
  id: 't.id',
  serverId: 't.server_id',
  reason: 't.reason',
  askedBy: 't.asked_by',
  policyVersion: 't.policy_version',
  startedAt: 't.started_at',
  finishedAt: 't.finished_at',
  outcome: 't.outcome',
  sentence: 't.sentence',
  views: 't.views',
};

const giveUpLost = `
  update self_tests set finished_at = now(), outcome = 'unclear',
    sentence = 'The panel was stopped during this test; the next one says more.'
  where finished_at is null and started_at < now() - interval '2 minutes'`;

// Those of a policy that is not yet everywhere in force would test the one before.
const due = `
  with policy as (
    select distinct on (server_id) server_id, version from server_policies order by server_id, version desc),
  up as (
    select p.server_id, bool_and(p.applied_version is not distinct from policy.version) as in_force
      from server_processes p join policy on policy.server_id = p.server_id
     where p.stopped_at is null and p.heartbeat_at > now() - interval '15 seconds' group by p.server_id),
  newest as (select distinct on (server_id) * from self_tests order by server_id, started_at desc, id desc)
  select s.id, case when t.policy_version <> policy.version then 'policy'
      when t.id is not null and t.certificate_fingerprint is distinct from s.certificate_fingerprint then 'certificate'
      else 'schedule' end as reason
  from servers s join policy on policy.server_id = s.id join up on up.server_id = s.id and up.in_force
  left join newest t on t.server_id = s.id
  where t.id is null or (t.finished_at is not null and (t.policy_version <> policy.version
    or t.certificate_fingerprint is distinct from s.certificate_fingerprint
    or t.started_at < now() - interval '15 minutes'))
  order by t.policy_version is not distinct from policy.version, t.started_at nulls first limit 1`;

const begin = `
  insert into self_tests (server_id, reason, asked_by, policy_version, certificate_fingerprint)
  select s.id, $2, $3, (select max(version) from server_policies p where p.server_id = s.id), s.certificate_fingerprint
  from servers s where s.id = $1 returning id`;

const forget = `
  delete from self_tests where server_id = $1 and id not in (
    select id from self_tests where server_id = $1 order by started_at desc, id desc limit ${keptPerServer})`;

const lookers = `
  select s.id, s.name from servers s where exists (select from server_processes p where p.server_id = s.id
    and p.stopped_at is null and p.heartbeat_at > now() - interval '15 seconds') order by s.id <> $1, s.name, s.id`;

@Injectable()
export class SelfTestsService implements OnModuleDestroy {
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly database: DataSource,
    private readonly tasks: ServerTasksService,
    private readonly audit: AuditService,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** The tests of a server, newest first. Throws Problem `not-found`. */
  async list(_actor: Actor, serverId: string, query: SelfTestQuery): Promise<Page<SelfTest>> {
    await this.#nameOf(serverId);
    const found = this.#select().where('t.server_id = :serverId', { serverId });
    const { items, nextCursor } = await readPage<RawTest>(found, { at: 't.started_at', id: 't.id' }, query);
    return mapPage({ items, nextCursor }, toDto);
  }

  /** Begins a test and gives it as it begins; where one runs already, that one. Throws Problem `not-found`. */
  async start(actor: Actor, serverId: string): Promise<SelfTest> {
    const subject = await this.#nameOf(serverId);
    const { id, isNew } = await this.database.transaction(async (tx) => {
      await oneAtATime(tx);
      const [running] = await tx.query<{ id: string }[]>(
        `select id from self_tests where server_id = $1 and finished_at is null`,
        [serverId],
      );
      if (running !== undefined) return { id: running.id, isNew: false };
      await this.audit.record(tx, actor, {
        verb: 'server.tested',
        subjectKind: 'server',
        subjectId: serverId,
        subject,
        customerId: null,
      });
      return { id: await this.#begin(tx, serverId, { reason: 'asked', askedBy: actor.email }), isNew: true };
    });
    if (isNew) this.#runInBackground({ id, serverId, askedBy: actor.email });
    const row = await this.#select().where('t.id = :id', { id }).getRawOne<RawTest>();
    if (row === undefined) throw new Problem('not-found');
    return toDto(row);
  }

  /** Runs the test that has been due longest, to its end; false where none is. Several panels share the work. */
  async runDue(): Promise<boolean> {
    const askedBy = 'Portside';
    const begun = await this.database.transaction(async (tx) => {
      await oneAtATime(tx);
      const [next] = await tx.query<{ id: string; reason: SelfTestReason }[]>(due);
      return next && { serverId: next.id, id: await this.#begin(tx, next.id, { reason: next.reason, askedBy }) };
    });
    if (begun === undefined) return false;
    await this.#run({ ...begun, askedBy });
    return true;
  }

  async #begin(tx: EntityManager, serverId: string, why: { reason: SelfTestReason; askedBy: string }): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>(begin, [serverId, why.reason, why.askedBy]);
    if (row === undefined) throw new Problem('not-found');
    await tx.query(forget, [serverId]);
    return row.id;
  }

  #runInBackground(test: RunningTest): void {
    const running = this.#run(test)
      .catch((error: unknown) => log.error({ err: error, selfTest: test.id }, 'self-tests.failed'))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #run({ id, serverId, askedBy }: RunningTest): Promise<void> {
    const looking = await this.database.query<Looker[]>(lookers, [serverId]);
    const views = await Promise.all(looking.map((from) => this.#look(from, serverId, askedBy)));
    const { outcome, sentence } = findingOf(views);
    await this.database.query(
      `update self_tests set finished_at = now(), outcome = $2, sentence = $3, views = $4::jsonb
        where id = $1 and finished_at is null`,
      [id, outcome, sentence, JSON.stringify(views)],
    );
  }

  /** What one server sees; that it could not look is a finding. */
  async #look(from: Looker, serverId: string, askedBy: string): Promise<SelfTestView> {
    const about = { fromServerId: from.id, fromServerName: from.name, own: from.id === serverId };
    try {
      const question = { serverId: from.id, kind: 'probe-server' as const, arguments: { serverId }, deadlineMs };
      return { ...about, problem: null, steps: await this.tasks.ask({ email: askedBy }, question) };
    } catch (error) {
      if (!(error instanceof ServerTaskFailed || error instanceof Problem)) throw error;
      return { ...about, problem: error.message, steps: null };
    }
  }

  #select() {
    const query = this.database.createQueryBuilder().select([]).from('self_tests', 't');
    for (const [name, expression] of Object.entries(columns)) query.addSelect(expression, name);
    return query;
  }

  async #nameOf(serverId: string): Promise<string> {
    const [server] = await this.database.query<{ name: string }[]>(`select name from servers where id = $1`, [
      serverId,
    ]);
    if (server === undefined) throw new Problem('not-found');
    return server.name;
  }
}

interface RunningTest {
  readonly id: string;
  readonly serverId: string;
  readonly askedBy: string;
}

/** Only one panel at a time decides what runs next. */
async function oneAtATime(tx: EntityManager): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('self-tests'))`);
  await tx.query(giveUpLost);
}

function toDto(row: RawTest): SelfTest {
  const { id, serverId, reason, askedBy, policyVersion, startedAt, finishedAt, outcome, sentence, views } = row;
  return {
    ...{ id, serverId, reason, askedBy, policyVersion, outcome, sentence, views },
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
