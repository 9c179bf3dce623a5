// Keeps a number of workers running: forks them, replaces those that die, stops them, and divides among them what they
// claim. It touches neither the database nor the disk and doesn't know what a worker does.
import cluster, { type Worker } from 'node:cluster';
import { backoffMs } from '../backoff.js';
import { SettingError } from '../config.js';
import type { Note } from './note.js';
import type { PassiveAsk, PassiveDesk, PassiveWord } from './passive-desk.js';
import { type PlaceAsk, PlaceDesk, type PlaceWord } from './place-desk.js';
import { ShareBook, type Claims, type Shares } from './share-book.js';

/** What a worker tells its supervisor: how its start went, once, and what it claims of what the workers share. */
export type WorkerMessage =
  | { readonly listening: true }
  | { readonly refused: string }
  | { readonly claims: Claims }
  | { readonly passive: PassiveAsk }
  | { readonly place: PlaceAsk };

/** What the supervisor tells a worker. */
export type WorkerOrder =
  | { readonly stop: true }
  | { readonly shares: Shares }
  | { readonly passive: PassiveWord }
  | { readonly place: PlaceWord };

export interface SupervisorOptions {
  readonly workers: number;
  /** The program that a worker runs; undefined: the one that runs here. */
  readonly program?: string;
  /** How long a worker may take to stop before it is killed. */
  readonly stopWithinMs: number;
  readonly note: Note;
  /** Holds the passive range for all workers; left out, nobody asks for it. */
  readonly passive?: PassiveDesk;
}

/** A worker that served this long has not failed at its start. */
const steadyAfterMs = 10_000;

interface Place {
  worker: Worker | undefined;
  failures: number;
  retry: NodeJS.Timeout | undefined;
}

/** The primary process of a cluster of equal workers. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #places: Place[];
  readonly #shares = new ShareBook<Worker>();
  readonly #sessions = new PlaceDesk();
  #stopping: Promise<void> | undefined;

  private constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#places = Array.from({ length: options.workers }, () => ({
      worker: undefined,
      failures: 0,
      retry: undefined,
    }));
    if (options.program !== undefined) cluster.setupPrimary({ exec: options.program });
  }

  /** Resolves when every worker listens. When one cannot, stops all and throws what it said, as SettingError. */
  static async start(options: SupervisorOptions): Promise<Supervisor> {
    const supervisor = new Supervisor(options);
    try {
      await Promise.all(supervisor.#places.map((place) => supervisor.#fork(place)));
      return supervisor;
    } catch (error) {
      await supervisor.stop();
      throw error;
    }
  }

  /** The processes that run now. */
  get pids(): number[] {
    return this.#places.flatMap(({ worker }) => worker?.process.pid ?? []);
  }

  /** Tells every worker to stop, and kills those that don't in time. */
  stop(): Promise<void> {
    this.#stopping ??= Promise.all(this.#places.map((place) => this.#end(place))).then(() =>
      this.#options.passive?.close(),
    );
    return this.#stopping;
  }

  /** Resolves when the worker listens; rejects when it ends before. From then on its end leads to another one. */
  #fork(place: Place): Promise<void> {
    const worker = cluster.fork();
    // Node keeps a listener here for each passive port whose connections were handed over, as many as the range has.
    worker.process.setMaxListeners(0);
    const startedAt = Date.now();
    let started = false;
    place.worker = worker;
    return new Promise((resolve, reject) => {
      let refusal: string | undefined;
      worker.on('message', (message: WorkerMessage) => {
        if ('passive' in message) void this.#options.passive?.hear(worker, message.passive);
        else if ('place' in message) void this.#sessions.hear(worker, message.place);
        else if ('claims' in message) this.#tell(this.#shares.claim(worker, message.claims));
        else if ('refused' in message) refusal = message.refused;
        else {
          started = true;
          resolve();
        }
      });
      worker.on('error', (error) => this.#options.note('warn', 'worker.channel-failed', { message: error.message }));
      worker.on('exit', (code, signal) => {
        place.worker = undefined;
        this.#tell(this.#shares.forget(worker));
        this.#options.passive?.forget(worker);
        this.#sessions.forget(worker);
        if (started)
          this.#lost(place, { workerPid: worker.process.pid, code, signal, livedMs: Date.now() - startedAt });
        else reject(startError(refusal, code, signal));
      });
    });
  }

  #lost(place: Place, facts: { workerPid: number | undefined; code: number; signal: string; livedMs: number }): void {
    if (this.#stopping !== undefined) return;
    this.#options.note('error', 'worker.died', facts);
    if (facts.livedMs > steadyAfterMs) place.failures = 0;
    this.#replace(place);
  }

  #replace(place: Place): void {
    const inMs = backoffMs(place.failures);
    place.failures += 1;
    place.retry = setTimeout(() => {
      this.#fork(place).then(
        () => this.#options.note('info', 'worker.replaced', { workerPid: place.worker?.process.pid }),
        (error: unknown) => this.#notReplaced(place, error),
      );
    }, inMs);
  }

  #notReplaced(place: Place, error: unknown): void {
    if (this.#stopping !== undefined) return;
    const message = error instanceof Error ? error.message : String(error);
    this.#options.note('error', 'worker.not-replaced', { message });
    this.#replace(place);
  }

  #tell(changed: Map<Worker, Shares>): void {
    for (const [worker, shares] of changed) order(worker, { shares });
  }

  async #end(place: Place): Promise<void> {
    clearTimeout(place.retry);
    const { worker } = place;
    if (worker === undefined) return;
    order(worker, { stop: true });
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const kill = setTimeout(() => worker.process.kill('SIGKILL'), this.#options.stopWithinMs);
    await gone;
    clearTimeout(kill);
  }
}

/** A worker whose channel is closed, or closes before the words are out, ends by itself. */
function order(worker: Worker, words: WorkerOrder): void {
  if (worker.isConnected()) worker.send(words, () => undefined);
}

function startError(refusal: string | undefined, code: number, signal: string | null): Error {
  if (refusal === undefined) {
    return new Error(`An FTP worker ended while it started (${signal ?? `exit code ${code}`}); the log says why.`);
  }
  const [setting = '', ...cure] = refusal.split(': ');
  return new SettingError(setting, cure.join(': '));
}
