// How many sessions a server has, in all and by address, and whether one more has a place. It ends no session: who is
// there stays, also where the bounds have become smaller.
import { networkOf } from './admission.js';
import type { ServerPolicy } from './policy.js';

/** How many there may be; what is undefined has no bound. */
export type PlaceBounds = Pick<ServerPolicy, 'maxSessions' | 'maxSessionsPerAddress'>;

export type PlaceAnswer = 'given' | 'server-full' | 'address-full';

/** Where the sessions of a server are counted; several processes of one server ask the same. */
export interface Places {
  /** A client has connected from this address. */
  take(address: string, bounds: PlaceBounds): Promise<PlaceAnswer>;
  /** One that was given a place has gone. */
  giveBack(address: string): void;
}

/** Counts them in this process. */
export class SessionPlaces implements Places {
  readonly #byNetwork = new Map<string, number>();
  #count = 0;

  take(address: string, { maxSessions, maxSessionsPerAddress }: PlaceBounds): Promise<PlaceAnswer> {
    const network = networkOf(address);
    const neighbours = this.#byNetwork.get(network) ?? 0;
    if (neighbours >= (maxSessionsPerAddress ?? Infinity)) return Promise.resolve('address-full');
    if (this.#count >= (maxSessions ?? Infinity)) return Promise.resolve('server-full');
    this.#byNetwork.set(network, neighbours + 1);
    this.#count += 1;
    return Promise.resolve('given');
  }

  giveBack(address: string): void {
    const network = networkOf(address);
    const neighbours = this.#byNetwork.get(network) ?? 0;
    if (neighbours === 0) return;
    if (neighbours === 1) this.#byNetwork.delete(network);
    else this.#byNetwork.set(network, neighbours - 1);
    this.#count -= 1;
  }
}

/** What a client is told who got no place; undefined where it did. */
export function fullSentence(
  answer: PlaceAnswer,
  { maxSessions, maxSessionsPerAddress }: PlaceBounds,
): string | undefined {
  if (answer === 'given') return undefined;
  return answer === 'server-full'
    ? `Sessions on this server are limited to ${maxSessions}; try again in a moment.`
    : `Sessions from your address are limited to ${maxSessionsPerAddress}; close one and connect again.`;
}
