// How the jail refuses what concerns the home itself, and what is not there.
import type { Entry } from './entry.js';
import { asJailError, errnoOf, failedCall, JailError } from './jail-error.js';

/** The home cannot be opened, and why: what is missing is the home, not some file. */
export function asHomeError(error: unknown): unknown {
  const refusal = asJailError(error);
  if (!(refusal instanceof JailError)) return refusal;
  if (refusal.code === 'not-found') return new JailError('home-missing', refusal.errno);
  if (refusal.code === 'not-a-folder') return new JailError('home-not-a-folder', refusal.errno);
  return refusal;
}

/** What was looked for; rejects with `not-found` where nothing is. */
export async function there(looked: Promise<Entry | undefined>): Promise<Entry> {
  const entry = await looked;
  if (entry === undefined) throw failedCall('ENOENT');
  return entry;
}

/** Throws JailError where the home itself would be changed. */
export function refuseHome(isHome: boolean): void {
  if (isHome) throw new JailError('not-permitted', undefined, 'The home folder itself cannot be changed.');
}

/** Moving a folder into itself is EINVAL to the kernel. */
export function refuseIntoItself(error: unknown): never {
  throw errnoOf(error) === 'EINVAL' ? new JailError('into-itself') : error;
}
