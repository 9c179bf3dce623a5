// Whom a ban is about, in a few words.
import type { Ban } from '../../api/types.js';

/** A network as people write it: a single address without its `/32` or `/128`. */
export function plainNetwork(network: string): string {
  return network.replace(/\/(32|128)$/, '');
}

/** The login at its network, or the network alone. */
export function whoIsBanned({ login, clientNetwork }: Pick<Ban, 'login' | 'clientNetwork'>): string {
  const network = plainNetwork(clientNetwork);
  return login === null ? network : `${login} (${network})`;
}
