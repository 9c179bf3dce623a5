// A limit in time on top of an abort signal. The timer is gone once `clear` was called.

/** Aborts with the outer signal's reason, or with `expired()` after `afterMs`, whichever comes first. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #outerAborted: () => void;

  constructor(
    afterMs: number,
    expired: () => unknown,
    private readonly outer?: AbortSignal,
  ) {
    this.#timer = setTimeout(() => this.#controller.abort(expired()), afterMs);
    this.#outerAborted = () => this.#controller.abort(outer?.reason);
    if (outer?.aborted === true) this.#outerAborted();
    else outer?.addEventListener('abort', this.#outerAborted, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Takes timer and listener away; the signal stays as it is. */
  clear(): void {
    clearTimeout(this.#timer);
    this.outer?.removeEventListener('abort', this.#outerAborted);
  }
}
