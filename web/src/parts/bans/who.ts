// Whom a ban is about, in a few words.
import type { Ban } from '../../api/types.js';

/** The login at its network, or the network alone; a single address without its `/32`. */
export function whoIsBanned({ login, clientNetwork }: Pick<Ban, 'login' | 'clientNetwork'>): string {
  const network = clientNetwork.replace(/\/(32|128)$/, '');
  return login === null ? network : `${login} (${network})`;
}
