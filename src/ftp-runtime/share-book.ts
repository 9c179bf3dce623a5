// Divides what a server has once among its workers, by what each of them claims. Pure; it doesn't know what is divided.

/** How many parts of each named thing a worker claims; 0: none any more. */
export type Claims = Readonly<Record<string, number>>;

/** Which share of each named thing is a worker's, from 0 to 1. */
export type Shares = Readonly<Record<string, number>>;

interface Held {
  parts: number;
  share: number;
}

/** Who claims how much of what. */
export class ShareBook<Holder> {
  readonly #things = new Map<string, Map<Holder, Held>>();

  /** Writes down what a holder claims from now on. Gives the shares that changed by it, for each holder that must know. */
  claim(holder: Holder, claims: Claims): Map<Holder, Shares> {
    const changed = new Map<Holder, Record<string, number>>();
    for (const [name, parts] of Object.entries(claims)) {
      const holders = this.#things.get(name) ?? new Map<Holder, Held>();
      if (parts > 0) holders.set(holder, { share: 0, ...holders.get(holder), parts });
      else holders.delete(holder);
      if (holders.size > 0) this.#things.set(name, holders);
      else this.#things.delete(name);
      for (const [other, share] of divide(holders)) {
        changed.set(other, { ...changed.get(other), [name]: share });
      }
    }
    return changed;
  }

  /** The holder is gone, and what it had is the others'. */
  forget(holder: Holder): Map<Holder, Shares> {
    const held = [...this.#things].filter(([, holders]) => holders.has(holder));
    return this.claim(holder, Object.fromEntries(held.map(([name]) => [name, 0])));
  }
}

/** Gives each its part of the whole; says for whom that is another one than before. */
function divide<Holder>(holders: Map<Holder, Held>): (readonly [Holder, number])[] {
  const all = [...holders.values()].reduce((sum, { parts }) => sum + parts, 0);
  return [...holders].flatMap(([holder, held]) => {
    const share = held.parts / all;
    if (share === held.share) return [];
    held.share = share;
    return [[holder, share] as const];
  });
}
