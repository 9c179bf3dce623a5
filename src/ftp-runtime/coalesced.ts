// Work that is asked for more often than it must be done. It doesn't know what the work is.
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '../backoff.js';

export interface CoalescedOptions {
  readonly work: () => Promise<void>;
  /** Called each time the work failed; it is tried again with a growing pause. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Runs the work once at a time: asking while it runs leads to exactly one more run, and a run that failed is repeated
 * until it succeeds or this is stopped.
 */
export class Coalesced {
  readonly #options: CoalescedOptions;
  readonly #stop = new AbortController();
  #asked = false;
  #running: Promise<void> | undefined;

  constructor(options: CoalescedOptions) {
    this.#options = options;
  }

  /** Asks for a run that begins after this moment. */
  ask(): void {
    if (this.#stop.signal.aborted) return;
    this.#asked = true;
    this.#running ??= this.#run();
  }

  /** Resolves when what runs has ended; nothing runs afterwards. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    let failures = 0;
    while (this.#asked && !signal.aborted) {
      this.#asked = false;
      try {
        await this.#options.work();
        failures = 0;
      } catch (error) {
        this.#asked = true;
        if (signal.aborted) break;
        this.#options.onFailure(error);
        await pause(backoffMs(failures), signal);
        failures += 1;
      }
    }
    this.#running = undefined;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined); // the only rejection is the abort
}
