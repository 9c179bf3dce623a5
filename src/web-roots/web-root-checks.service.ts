// Has servers look at the web roots that nobody has checked yet, as those of an import: when a server is up, some at a
// time. It remembers nothing, so that panels may come and go.
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Problem } from '../http/problems.js';
import { ServerTaskFailed, ServerTasksService } from '../server-tasks/server-tasks.service.js';
import { Rounds } from '../rounds.js';

interface Unchecked {
  readonly id: string;
  readonly serverId: string;
  readonly plan: { customerId: string; path: string; systemUid: number; systemGid: number; umask: number };
}

const lookEveryMs = 10_000;
const atOnce = 5;

const unchecked = `
  select w.id, w.server_id as "serverId", json_build_object('customerId', w.customer_id, 'path', w.path,
    'systemUid', w.system_uid, 'systemGid', w.system_gid, 'umask', w.umask) as plan
  from web_roots w where w.checked_at is null and exists (
    select from server_processes p where p.server_id = w.server_id and p.stopped_at is null
      and p.heartbeat_at > now() - interval '15 seconds')
  order by w.created_at, w.id limit ${atOnce}`;

@Injectable()
export class WebRootChecks implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #rounds = new Rounds(() => this.#checkAll(), { everyMs: lookEveryMs, failed: 'web-roots.check-failed' });

  constructor(
    private readonly database: DataSource,
    private readonly tasks: ServerTasksService,
  ) {}

  onApplicationBootstrap(): void {
    this.#rounds.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Until none is left, or a server that counts as up does not answer. */
  async #checkAll(): Promise<void> {
    let answered = true;
    while (answered && !this.#rounds.stopped) {
      const found = await this.database.query<Unchecked[]>(unchecked);
      const answers = await Promise.all(found.map((webRoot) => this.#check(webRoot)));
      answered = answers.length > 0 && answers.every(Boolean);
    }
  }

  async #check({ id, serverId, plan }: Unchecked): Promise<boolean> {
    const problem = await this.#ask(serverId, plan);
    if (problem === undefined) return false;
    await this.database.query(
      `update web_roots set checked_at = now(), check_problem = $2 where id = $1 and checked_at is null`,
      [id, problem],
    );
    return true;
  }

  /** What the server finds fault with, null where all is well; undefined where it did not answer. */
  async #ask(serverId: string, plan: Unchecked['plan']): Promise<string | null | undefined> {
    try {
      const answer = await this.tasks.ask({ email: 'Portside' }, { serverId, kind: 'check-web-root', arguments: plan });
      return answer.ok ? null : answer.reason;
    } catch (error) {
      if (error instanceof ServerTaskFailed) return error.failure.sentence;
      if (error instanceof Problem && error.code === 'server-silent') return undefined;
      throw error;
    }
  }
}
