// The addresses that a server gives out: what an admin may write, and what of it clients on the internet cannot reach.
// Pure; the names are looked up by the FTP processes.
import { isIPv4, isIPv6 } from 'node:net';
import { isHost } from '../config.js';
import { isInNetwork } from '../ftp/networks.js';
import { normalNetwork } from '../http/networks.js';
import type { PolicyTerms } from './policy-rules.js';

export type AddressFamily = 'ipv4' | 'ipv6';

/** What one FTP process found behind the host name of a policy. */
export interface PublicAddressFound {
  readonly family: AddressFamily;
  readonly host: string;
  /** What clients are told; null while no answer has come yet. */
  readonly address: string | null;
  /** When the last answer came. */
  readonly resolvedAt: string | null;
  /** Why the last question failed, such as ENOTFOUND or ETIMEOUT; null where it did not. */
  readonly failure: string | null;
}

/** Why this is no IPv4 address that clients can be told, as a sentence; undefined where it is one. */
export function whyIpv4Refused(written: unknown): string | undefined {
  if (typeof written === 'string' && isIPv4(written) && written !== '0.0.0.0') return undefined;
  return 'Write an IPv4 address such as 203.0.113.7, or nothing for the address the client reached.';
}

/** Why this cannot be the server's public IPv4 address, as a sentence; undefined where it can. */
export function whyPublicIpv4Refused(written: unknown): string | undefined {
  if (whyIpv4Refused(written) === undefined || isName(written)) return undefined;
  return 'Write an IPv4 address such as 203.0.113.7, a host name such as ftp.example.com, or nothing for the address the client reached.';
}

/** Why this cannot be the server's public IPv6 address, as a sentence; undefined where it can. */
export function whyPublicIpv6Refused(written: unknown): string | undefined {
  const isAddress = typeof written === 'string' && isIPv6(written) && !/^[0:]+$|[%.]/.test(written);
  if (isAddress || isName(written)) return undefined;
  return 'Write an IPv6 address such as 2001:db8::7, a host name such as ftp.example.com, or nothing for the address the client reached.';
}

/** A full host name; the last label of what is meant as an IPv4 address is a number. */
function isName(written: unknown): written is string {
  return typeof written === 'string' && isHost(written) && /\.[a-z][a-z0-9-]*$/i.test(written);
}

/** A public address as the policy keeps it. */
export function normalPublicAddress(written: string): string {
  return normalNetwork(written)?.replace(/\/\d+$/, '') ?? written.toLowerCase();
}

/** Parts a public address into the literal and the host name: one of the two, or neither. */
export function addressAndHost(written: string | undefined): readonly [address: string | null, host: string | null] {
  if (written === undefined) return [null, null];
  return isIPv4(written) || isIPv6(written) ? [written, null] : [null, written];
}

/** What clients on the internet cannot reach of what this policy tells them, in sentences. */
export function addressWarnings(terms: PolicyTerms, found: readonly PublicAddressFound[]): string[] {
  const { passive, publicIpv6 } = terms;
  const literals = [passive.publicIpv4, publicIpv6].flatMap((address) => literalWarning(address) ?? []);
  const overrides = passive.overrides.flatMap(({ network, ipv4 }) => {
    const kind = kindOf(ipv4);
    if (kind === undefined || kindOf(network.split('/')[0]) !== undefined) return [];
    return `Clients from ${network} are told ${ipv4}, ${kind}; they cannot reach it over the internet.`;
  });
  const named = (['ipv4', 'ipv6'] as const).flatMap((family) => {
    const host = family === 'ipv4' ? passive.publicIpv4 : publicIpv6;
    return found.filter((one) => one.family === family && one.host === host).flatMap((one) => foundWarnings(one));
  });
  return [...literals, ...overrides, ...new Set(named)];
}

function literalWarning(address: string | undefined): string | undefined {
  const kind = kindOf(address);
  return kind && `${address} is ${kind}; clients on the internet cannot reach it. Write the public one.`;
}

function foundWarnings({ family, host, address, failure }: PublicAddressFound): string[] {
  const kind = kindOf(address ?? undefined);
  const unreachable = kind && `${host} has the address ${address}, ${kind}; clients on the internet cannot reach it.`;
  const name = family === 'ipv4' ? 'IPv4' : 'IPv6';
  const instead =
    address === null
      ? 'until it can, clients use the address that they reached.'
      : `${address}, which it had last, is still used.`;
  const failed = failure && `The ${name} address of ${host} could not be looked up (${failure}); ${instead}`;
  return [failed, unreachable].filter((sentence) => typeof sentence === 'string');
}

/** What keeps the internet from reaching this address; undefined where nothing does, and for host names. */
export function kindOf(address: string | undefined): string | undefined {
  if (address === undefined || !(isIPv4(address) || isIPv6(address))) return undefined;
  return unroutable.find(({ networks }) => networks.some((network) => isInNetwork(address, network)))?.kind;
}

/** Blocks that nobody reaches over the internet (RFC 6890). */
const unroutable: readonly { readonly kind: string; readonly networks: readonly string[] }[] = [
  {
    kind: 'a private address',
    networks: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'],
  },
  { kind: 'an address of this machine alone', networks: ['0.0.0.0/8', '127.0.0.0/8', '::/127'] },
  { kind: 'a link-local address', networks: ['169.254.0.0/16', 'fe80::/10'] },
  {
    kind: 'an address kept for examples',
    networks: ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'],
  },
  {
    kind: 'no address of a single machine',
    networks: ['198.18.0.0/15', '224.0.0.0/4', '240.0.0.0/4', 'ff00::/8', '100::/64'],
  },
];
