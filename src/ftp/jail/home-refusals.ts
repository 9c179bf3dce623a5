// How the jail says that a home cannot be opened, or that nothing is there.
import type { Entry } from './entry.js';
import { asJailError, failedCall, JailError } from './jail-error.js';

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
