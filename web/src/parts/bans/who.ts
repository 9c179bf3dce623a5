// Whom a ban is about, in a few words.
import type { Ban } from '../../api/types.js';

/** A network as people write it: a single address without its `/32` or `/128`. */
export function networkOf(clientNetwork: string): string {
  return clientNetwork.replace(/\/(32|128)$/, '');
}

/** The login at its network, or the network alone. */
export function whoIsBanned({ login, clientNetwork }: Pick<Ban, 'login' | 'clientNetwork'>): string {
  const network = networkOf(clientNetwork);
  return login === null ? network : `${login} (${network})`;
}
