// One host name and the address it has now: asked again when the answer's time to live is over, kept while the DNS is
// silent. Who is told which address is not its business.
import { backoffMs } from '../backoff.js';
import type { AddressFamily, LookUp } from './look-up.js';
import { errorFields, type Note } from './note.js';

/** What is known of a host name; the panel shows it as it is written here. */
export interface PublicAddress {
  readonly family: AddressFamily;
  readonly host: string;
  /** null: no answer has come yet. */
  readonly address: string | null;
  /** When the last answer came, in ISO 8601. */
  readonly resolvedAt: string | null;
  /** Why the last question failed (`ENOTFOUND` ...); null where it did not. */
  readonly failure: string | null;
}

export interface FollowedHostOptions {
  readonly family: AddressFamily;
  readonly host: string;
  readonly lookUp: LookUp;
  /** What another process found earlier: better than nothing while the DNS is silent. */
  readonly remembered?: PublicAddress | undefined;
  /** Told when something about it is different. */
  readonly changed: () => void;
  readonly note: Note;
  /** However short the answer's time to live. */
  readonly shortestMs?: number;
}

const shortestMs = 30_000;
const longestMs = 3_600_000;

/** Looks the host up, and goes on doing so until it is stopped. */
export class FollowedHost {
  readonly #options: FollowedHostOptions;
  /** Resolves when the first question was answered or has failed. */
  readonly asked: Promise<void>;
  #shown: PublicAddress;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: FollowedHostOptions) {
    this.#options = options;
    const { family, host, remembered } = options;
    const { address = null, resolvedAt = null } = remembered ?? {};
    this.#shown = { family, host, address, resolvedAt, failure: null };
    this.asked = this.#ask();
  }

  /** What is known now. */
  get shown(): PublicAddress {
    return this.#shown;
  }

  /** Asks no more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const { family, host, lookUp } = this.#options;
    let againInMs: number;
    try {
      const found = await lookUp(family, host);
      if (this.#stopped) return;
      this.#answered(found.map(({ address }) => address));
      againInMs = this.#lifeMs(found.map(({ ttlSeconds }) => ttlSeconds));
    } catch (error) {
      if (this.#stopped) return;
      this.#failed(error);
      againInMs = backoffMs(this.#failures);
      this.#failures += 1;
    }
    this.#timer = setTimeout(() => void this.#ask(), againInMs).unref();
  }

  /** Of several addresses the one that is used already, else the least: so every process takes the same. */
  #answered(addresses: readonly string[]): void {
    const { family, host, note } = this.#options;
    const was = this.#shown.address;
    const address = addresses.find((one) => one === was) ?? [...addresses].sort()[0] ?? was;
    this.#failures = 0;
    this.#show({ family, host, address, resolvedAt: new Date().toISOString(), failure: null });
    if (address !== was) note('info', 'address.found', { host, family, address });
  }

  #failed(error: unknown): void {
    const { family, host, note } = this.#options;
    const { code: failure = 'unknown' } = errorFields(error);
    if (this.#failures === 0) {
      note('warn', 'address.look-up-failed', { host, family, code: failure, kept: this.#shown.address });
    }
    if (failure !== this.#shown.failure) this.#show({ ...this.#shown, failure });
  }

  #show(next: PublicAddress): void {
    this.#shown = next;
    this.#options.changed();
  }

  #lifeMs(ttlsSeconds: readonly number[]): number {
    const lifeMs = Math.min(longestMs, ...ttlsSeconds.map((seconds) => seconds * 1000));
    return Math.max(this.#options.shortestMs ?? shortestMs, lifeMs);
  }
}
