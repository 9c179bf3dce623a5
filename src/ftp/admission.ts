// Who may connect: room for clients that have proven nothing is small, and a newcomer gets it from the one that has been
// silent longest. What a flood takes is taken from the flood. It doesn't touch sockets.
import { isIPv6 } from 'node:net';
import type { Limits } from './limits.js';

/** A client that is not logged in, as far as its place goes. */
export interface Waiting {
  readonly address: string;
  /** Asked to leave, with 421 and why. */
  giveWay(): void;
}

/** The places of clients that are not logged in. */
export class Admission {
  readonly #byNetwork = new Map<string, Set<Waiting>>();
  #count = 0;

  constructor(private readonly limits: Pick<Limits, 'maxUnauthenticated' | 'maxUnauthenticatedPerAddress'>) {}

  get count(): number {
    return this.#count;
  }

  /** Gives a place; where there is none, whoever has waited longest of the same network, else of the fullest, goes. */
  enter(client: Waiting): void {
    const network = networkOf(client.address);
    const neighbours = this.#byNetwork.get(network) ?? new Set();
    if (neighbours.size >= this.limits.maxUnauthenticatedPerAddress) this.#sendAway(neighbours);
    else if (this.#count >= this.limits.maxUnauthenticated) this.#sendAway(this.#fullest());
    this.#byNetwork.set(network, neighbours.add(client));
    this.#count += 1;
  }

  /** Takes the place back: the client has logged in or gone. Does nothing the second time. */
  leave(client: Waiting): void {
    const network = networkOf(client.address);
    const neighbours = this.#byNetwork.get(network);
    if (neighbours?.delete(client) !== true) return;
    this.#count -= 1;
    if (neighbours.size === 0) this.#byNetwork.delete(network);
  }

  #sendAway(neighbours: ReadonlySet<Waiting>): void {
    const [oldest] = neighbours;
    if (oldest === undefined) return;
    this.leave(oldest);
    oldest.giveWay();
  }

  #fullest(): ReadonlySet<Waiting> {
    let fullest: ReadonlySet<Waiting> = new Set();
    for (const clients of this.#byNetwork.values()) if (clients.size > fullest.size) fullest = clients;
    return fullest;
  }
}

/** An IPv4 address, or the /64 that one IPv6 customer commands. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(8 - front.length - back.length, 0)).fill('0');
  return [...front, ...zeros, ...back].slice(0, 4).join(':');
}
