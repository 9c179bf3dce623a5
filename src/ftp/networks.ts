// Networks in CIDR notation and the addresses in them, written in their one spelling. Pure: it looks nothing up and knows
// no list of networks.
import { BlockList, isIPv6 } from 'node:net';

/** How many bits of a network in CIDR notation are its own: 24 of 203.0.113.0/24. */
export function prefixLength(network: string): number {
  return Number(network.slice(network.indexOf('/') + 1));
}

/** Whether the address lies in the network (CIDR); one of the other family never does. */
export function isInNetwork(address: string, network: string): boolean {
  const [base = ''] = network.split('/');
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (isIPv6(base) !== isIPv6(address)) return false;
  const list = new BlockList();
  list.addSubnet(base, prefixLength(network), family);
  return list.check(address, family);
}

/** The network that holds this address alone. */
export function networkOf(address: string): string {
  return `${address}/${isIPv6(address) ? 128 : 32}`;
}

/** The /24 (IPv4) or /64 (IPv6) that an address in its one spelling lies in: as a rule one household or one site. */
export function neighbourhoodOf(address: string): string {
  if (!isIPv6(address)) return `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const groups = [...head, ...Array<string>(Math.max(8 - head.length - tail.length, 0)).fill('0'), ...tail];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** Whether some address lies in both: of two networks that overlap, one holds the other. */
export function overlap(one: string, other: string): boolean {
  return one === other || isInNetwork(baseOf(one), other) || isInNetwork(baseOf(other), one);
}

function baseOf(network: string): string {
  return network.slice(0, network.indexOf('/'));
}
