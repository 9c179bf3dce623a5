// A password on its way from the wire to the Authenticator. It doesn't hash or compare anything.
import { inspect } from 'node:util';

/** Text that cannot be logged, printed or serialised by accident; only `reveal()` gives it out. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself, for the one comparison it was made for. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
