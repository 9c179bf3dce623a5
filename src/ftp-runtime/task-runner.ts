// Claims the tasks that the panel wrote for this server and answers them. What a kind of task does is in server-task.ts.
import { Coalesced } from './coalesced.js';
import { errorFields, type Note } from './note.js';
import { TaskFailure, taskFailure, taskKinds, type TaskPace, type TaskTools } from './server-task.js';

/** What is left of a long task's time for its answer. */
const answerWithinMs = 1_000;
const progressEveryMs = 1_000;
/** How often tasks are looked for although nothing nudged. */
const lookEveryMs = 2_000;
const places: Readonly<Record<TaskPace, number>> = { quick: 4, slow: 1, waiting: 2 };

interface ClaimedTask {
  readonly id: string;
  readonly kind: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly ms_left: number;
}

const claim = `
  update server_tasks set state = 'running', claimed_by = $2, claimed_at = now()
  where id = (select id from server_tasks
    where server_id = $1 and state = 'waiting' and (for_process_id is null or for_process_id = $2) and kind <> all ($3::text[])
    order by created_at, id for update skip locked limit 1)
  returning id, kind, arguments, (extract(epoch from deadline_at - clock_timestamp()) * 1000)::float8 as ms_left`;

const answer = `
  update server_tasks set state = $3, result = $4::jsonb, failure = $5::jsonb, finished_at = now()
  where id = $1 and claimed_by = $2 and state = 'running'`;

const writeProgress = `update server_tasks set progress = $3::jsonb where id = $1 and claimed_by = $2 and state = 'running'`;

export interface TaskRunnerOptions extends TaskTools {
  readonly processId: string;
  readonly note: Note;
}

/** Runs this server's tasks, a few at a time; a slow one never makes a quick one wait. */
export class TaskRunner {
  readonly #options: TaskRunnerOptions;
  readonly #claiming: Coalesced;
  readonly #running: Readonly<Record<TaskPace, Set<Promise<void>>>> = {
    quick: new Set(),
    slow: new Set(),
    waiting: new Set(),
  };
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: TaskRunnerOptions) {
    this.#options = options;
    this.#claiming = new Coalesced({
      work: () => this.#claimAll(),
      onFailure: (error) => options.note('warn', 'task.claim-failed', errorFields(error)),
    });
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), lookEveryMs).unref();
  }

  /** There may be a task. */
  look(): void {
    this.#claiming.ask();
  }

  /** Waits for the tasks that run, of which the long ones break off; claims none any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stop.abort();
    await this.#claiming.stop();
    await Promise.all(Object.values(this.#running).flatMap((lane) => [...lane]));
  }

  async #claimAll(): Promise<void> {
    const { database, processId, serverId } = this.#options;
    while (this.#running.quick.size < places.quick) {
      const { rows } = await database.query<ClaimedTask>(claim, [serverId, processId, this.#tooMuch()]);
      if (rows[0] === undefined) return;
      this.#begin(rows[0]);
    }
  }

  /** The kinds of task that have no place now. */
  #tooMuch(): string[] {
    const full = ({ pace }: { pace: TaskPace }) => this.#running[pace].size >= places[pace];
    return Object.entries(taskKinds).flatMap(([name, kind]) => (full(kind) ? [name] : []));
  }

  #begin(task: ClaimedTask): void {
    const lane = this.#running[taskKinds[task.kind]?.pace ?? 'quick'];
    const running = this.#answer(task).finally(() => {
      lane.delete(running);
      this.look();
    });
    lane.add(running);
  }

  /** Never rejects. */
  async #answer(task: ClaimedTask): Promise<void> {
    const { database, note, processId } = this.#options;
    const written = await this.#run(task).then(
      (result) => ['done', JSON.stringify(result), null],
      (error: unknown) => ['failed', null, JSON.stringify(this.#explain(task, error))],
    );
    try {
      await database.query(answer, [task.id, processId, ...written]);
    } catch (error) {
      note('warn', 'task.answer-failed', { task: task.id, kind: task.kind, ...errorFields(error) });
    }
  }

  #explain(task: ClaimedTask, error: unknown): object {
    const failure = taskFailure(error);
    if (failure.code === 'failed') {
      this.#options.note('error', 'task.failed', { task: task.id, kind: task.kind, ...errorFields(error) });
    }
    return { code: failure.code, sentence: failure.message };
  }

  async #run(task: ClaimedTask): Promise<object> {
    const kind = taskKinds[task.kind];
    if (kind === undefined) {
      throw new TaskFailure('unknown-kind', `This server does not know the task ${task.kind}; update Portside there.`);
    }
    const late = new TaskFailure('past-deadline', 'The server could not do this in time; try again.');
    if (task.ms_left <= 0) throw late;
    const wrapUp = new AbortController();
    const wrapUpInMs = task.ms_left - Math.min(answerWithinMs, task.ms_left / 2);
    const wrapUpTimer = setTimeout(() => wrapUp.abort(), wrapUpInMs);
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(late), task.ms_left);
    });
    const signal = AbortSignal.any([this.#stop.signal, wrapUp.signal]);
    try {
      const running = kind.run(this.#options, task.arguments, { signal, progress: this.#progressOf(task) });
      return await Promise.race([running, deadline]);
    } finally {
      clearTimeout(timer);
      clearTimeout(wrapUpTimer);
    }
  }

  /** Writes down how far a task is, now and then. */
  #progressOf(task: ClaimedTask): (facts: object) => void {
    const { database, note, processId } = this.#options;
    let writtenAt = 0;
    return (facts) => {
      if (Date.now() - writtenAt < progressEveryMs) return;
      writtenAt = Date.now();
      database.query(writeProgress, [task.id, processId, JSON.stringify(facts)]).catch((error: unknown) => {
        note('warn', 'task.progress-failed', { task: task.id, ...errorFields(error) });
      });
    };
  }
}
