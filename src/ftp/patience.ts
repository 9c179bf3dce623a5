// A clock that runs out unless its due time moves on. One timer a session, set anew only when it fires.

/** Calls `runOut` once the moment that `dueAt` names has passed; asks again where it has moved meanwhile. */
export class Patience {
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  constructor(
    /** When it runs out as things stand now, in ms since 1970. */
    private readonly dueAt: () => number,
    private readonly runOut: () => void,
  ) {}

  /** Sets the clock; to be called again when the due time may have come nearer. */
  watch(): void {
    clearTimeout(this.#timer);
    if (this.#over) return;
    this.#timer = setTimeout(() => this.#look(), Math.max(this.dueAt() - Date.now(), 1));
  }

  /** It will not run out any more. */
  stop(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  #look(): void {
    if (Date.now() >= this.dueAt()) this.runOut();
    this.watch();
  }
}
