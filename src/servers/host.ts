// The host name or address that customers connect to, as an admin may write it. Pure.
import { isHost } from '../config.js';

/** Why this cannot be a server's host, as a sentence; undefined where it can. */
export function whyHostRefused(written: unknown): string | undefined {
  if (typeof written === 'string' && isHost(written)) return undefined;
  return 'Write a host name such as ftp.example.com, or an address.';
}
