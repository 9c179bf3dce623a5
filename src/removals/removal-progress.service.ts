// Carries removals on: asks the server, asks again where it stopped half-way, did not answer or went, and writes down what
// became of them. It remembers nothing, so that panels may come and go.
import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { PanelNudges } from '../database/panel-nudges.js';
import { log } from '../log.js';
import type { ServerTaskFailure, ServerTaskKinds } from '../server-tasks/server-tasks.service.js';

/** How often removals are looked at although nothing nudged. */
const lookEveryMs = 5_000;
/** After so long a server answers how far it came, and is asked for the rest. */
const taskSeconds = 600;

type RemovalAnswer = ServerTaskKinds['remove-folder']['result'];

interface DueRemoval {
  id: string;
  customer_id: string;
  web_root_id: string;
  server_id: string;
  folder: string;
  login: string | null;
  domain: string;
  asked_by: string;
  /** Null where the task is lost: never asked, gone with its process, or past its deadline. */
  task_state: 'done' | 'failed' | null;
  result: RemovalAnswer | null;
  failure: ServerTaskFailure | null;
}

const due = `
  select r.id, r.customer_id, r.web_root_id, w.server_id, r.folder, r.login, w.domain, r.asked_by, t.result, t.failure,
    case when t.state in ('done', 'failed') then t.state end as task_state
  from folder_removals r join web_roots w on w.id = r.web_root_id left join server_tasks t on t.id = r.task_id
  where r.state = 'removing' and (t.id is null or t.state in ('done', 'failed') or t.deadline_at < now() - interval '10 seconds'
    or t.state = 'running' and not exists (select from server_processes p where p.id = t.claimed_by
      and p.stopped_at is null and p.heartbeat_at > now() - interval '15 seconds'))
  order by r.created_at, r.id limit 1 for update of r skip locked`;

const askAgain = `
  with asked as (
    insert into server_tasks (id, server_id, kind, arguments, asked_by, deadline_at)
    values ($2, $3, 'remove-folder', $4, $5, now() + make_interval(secs => $6)) returning id
  )
  update folder_removals set task_id = asked.id from asked where folder_removals.id = $1`;

const settle = `
  update folder_removals set state = $2, finished_at = case when $2 <> 'removing' then now() end, failure = $3,
    removed_bytes = removed_bytes + $4, removed_files = removed_files + $5, removed_folders = removed_folders + $6,
    left_behind = $7, left_count = $8, task_id = null
  where id = $1`;

const nothing: RemovalAnswer = { bytes: 0, files: 0, folders: 0, complete: false, left: [], leftCount: 0 };

@Injectable()
export class RemovalProgress implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #askedAgain = false;
  #stopped = false;
  #forget: () => void = () => undefined;

  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
    private readonly nudges: PanelNudges,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.#look(), lookEveryMs);
    this.#forget = this.nudges.subscribe(({ topic }) => {
      if (topic === 'removal' || topic === 'resync') this.#look();
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#forget();
    await this.#looking;
  }

  /** One look at a time; what is asked for meanwhile is looked at afterwards. */
  #look(): void {
    this.#askedAgain = true;
    this.#looking ??= this.#lookOn().finally(() => (this.#looking = undefined));
  }

  async #lookOn(): Promise<void> {
    try {
      while (this.#askedAgain && !this.#stopped) {
        this.#askedAgain = false;
        while (!this.#stopped && (await this.#carryOnOne()));
      }
    } catch (error) {
      log.error({ err: error }, 'removals.not-carried-on');
    }
  }

  /** Says whether there may be more. */
  #carryOnOne(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [removal] = await tx.query<DueRemoval[]>(due);
      if (removal === undefined) return false;
      if (removal.task_state === null || removal.failure?.code === 'past-deadline') await ask(tx, removal);
      else await this.#settle(tx, removal);
      return true;
    });
  }

  async #settle(tx: EntityManager, removal: DueRemoval): Promise<void> {
    const { id, failure } = removal;
    const { bytes, complete, files, folders, left, leftCount } = removal.result ?? nothing;
    const state = stateOf(removal);
    const counts = [bytes, files, folders, JSON.stringify(complete ? left : []), complete ? leftCount : 0];
    await tx.query(settle, [id, state, failure?.sentence ?? null, ...counts]);
    if (state !== 'removing') await this.#record(tx, removal, state);
  }

  async #record(tx: EntityManager, removal: DueRemoval, state: 'done' | 'stuck'): Promise<void> {
    const [sum] = await tx.query<object[]>(
      `select removed_bytes::float8 as bytes, removed_files::float8 as files, removed_folders::float8 as folders,
         left_count as left, failure from folder_removals where id = $1`,
      [removal.id],
    );
    const { asked_by: askedBy, customer_id: customerId, domain, folder, login, web_root_id: subjectId } = removal;
    await this.audit.record(tx, 'Portside', {
      verb: state === 'done' ? 'files.removed' : 'files.left',
      subjectKind: 'files',
      subjectId,
      subject: `${domain}${folder}`,
      customerId,
      after: { ...sum, login, askedBy },
    });
  }
}

/** One that broke off is neither done nor stuck; it is asked for again. */
function stateOf({ failure, result }: DueRemoval): 'removing' | 'done' | 'stuck' {
  if (failure !== null) return 'stuck';
  if (result?.complete !== true) return 'removing';
  return result.leftCount === 0 ? 'done' : 'stuck';
}

async function ask(tx: EntityManager, removal: DueRemoval): Promise<void> {
  const { asked_by: askedBy, folder, id, server_id: serverId, web_root_id: webRootId } = removal;
  const args: ServerTaskKinds['remove-folder']['arguments'] = { webRootId, folder, contents: folder === '/' };
  await tx.query(askAgain, [id, randomUUID(), serverId, JSON.stringify(args), askedBy, taskSeconds]);
}
