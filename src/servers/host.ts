// The host name or address that customers connect to. Pure.
import { isIP } from 'node:net';

const name =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;

/** Why this cannot be a server's host, as a sentence; undefined where it can. */
export function whyHostRefused(written: unknown): string | undefined {
  if (typeof written === 'string' && (isIP(written) !== 0 || name.test(written))) return undefined;
  return 'Write a host name such as ftp.example.com, or an address.';
}
