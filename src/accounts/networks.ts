// Networks from which an account may log in, in CIDR notation. Pure.
import { isIP, isIPv4 } from 'node:net';

const mostNetworks = 100;

/** Why this list of networks cannot be used, as a sentence; undefined where it can. */
export function whyNetworksRefused(written: unknown): string | undefined {
  if (!Array.isArray(written)) return 'Write a list of addresses or networks.';
  if (written.length > mostNetworks) return `Write at most ${mostNetworks} networks.`;
  const bad: unknown = written.find((network) => normalNetwork(network) === undefined);
  if (bad === undefined) return undefined;
  return `${JSON.stringify(bad)} is no network; write 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.`;
}

/** The network with its host bits cleared, as Postgres's cidr wants it; undefined where it is none. */
export function normalNetwork(written: unknown): string | undefined {
  if (typeof written !== 'string') return undefined;
  const [address = '', length, ...rest] = written.trim().split('/');
  if (isIP(address) === 0 || address.includes('%') || rest.length > 0) return undefined;
  const bits = isIPv4(address) ? 32 : 128;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined;
  const prefix = length === undefined ? bits : Number(length);
  return prefix > bits ? undefined : `${address}/${prefix}`;
}
