// Networks in CIDR notation, as people write them and as Postgres keeps them. Pure.
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
  const [, address = '', length] = /^([^/%]*)(?:\/(\d{1,3}))?$/.exec(written.trim()) ?? [];
  if (isIP(address) === 0) return undefined;
  const kind = isIPv4(address) ? ipv4 : ipv6;
  const prefix = length === undefined ? kind.bits : Number(length);
  if (prefix > kind.bits) return undefined;
  const groupBits = kind.bits / kind.groups;
  const cleared = kind.read(address).map((group, at) => clearHostBits(group, groupBits, prefix - at * groupBits));
  return `${kind.write(cleared)}/${prefix}`;
}

const ipv4 = {
  bits: 32,
  groups: 4,
  read: (address: string) => address.split('.').map(Number),
  write: (groups: number[]) => groups.join('.'),
};

const ipv6 = {
  bits: 128,
  groups: 8,
  read: readIpv6,
  write: (groups: number[]) => compressed(`[${groups.map((group) => group.toString(16)).join(':')}]`),
};

/** Keeps the first `kept` bits of a group. */
function clearHostBits(group: number, groupBits: number, kept: number): number {
  if (kept >= groupBits) return group;
  return kept <= 0 ? 0 : (group >> (groupBits - kept)) << (groupBits - kept);
}

/** The URL parser writes any IPv6 address in one form: hexadecimal, the longest run of zeros as `::`. */
function compressed(bracketed: string): string {
  return new URL(`http://${bracketed}/`).hostname.slice(1, -1);
}

function readIpv6(address: string): number[] {
  const [head = '', tail] = compressed(`[${address}]`).split('::');
  const first = groupsOf(head);
  const last = groupsOf(tail ?? '');
  const zeros = tail === undefined ? 0 : ipv6.groups - first.length - last.length;
  return [...first, ...Array<number>(zeros).fill(0), ...last];
}

function groupsOf(part: string): number[] {
  return part === '' ? [] : part.split(':').map((group) => parseInt(group, 16));
}
