// What a panel does again and again while it is up: one round after the other, never two at a time.
import { log } from './log.js';

interface RoundsOptions {
  /** Between the end of a round and the next. */
  readonly everyMs: number;
  /** The event that is logged where a round threw; the next comes all the same. */
  readonly failed: string;
}

/** Rounds of one kind of work. */
export class Rounds {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly round: () => Promise<void>,
    private readonly options: RoundsOptions,
  ) {}

  /** Whether no further work should be begun, also within a round. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** The first round at once. */
  begin(): void {
    this.#running = this.round()
      .catch((error: unknown) => log.error({ err: error }, this.options.failed))
      .then(() => this.beginLater());
  }

  /** The first round after one pause. */
  beginLater(): void {
    if (!this.#stopped) this.#timer = setTimeout(() => this.begin(), this.options.everyMs);
  }

  /** Resolves once the round that is on its way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }
}
