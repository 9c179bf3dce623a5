// Networks in CIDR notation, as policies and claims name them. Pure.
import { BlockList, isIPv6 } from 'node:net';
import { plainAddress } from './address.js';

/** The network that holds this address alone. */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  return `${plain}/${isIPv6(plain) ? 128 : 32}`;
}

/** How many leading bits of the network count. */
export function prefixOf(network: string): number {
  return Number(network.slice(network.indexOf('/') + 1));
}

/** Whether the address lies in the network. */
export function isInNetwork(address: string, network: string): boolean {
  const base = baseOf(network);
  const plain = plainAddress(address);
  if (isIPv6(base) !== isIPv6(plain)) return false;
  const family = isIPv6(plain) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(base, prefixOf(network), family);
  return list.check(plain, family);
}

/** Whether some address lies in both; one of two networks that overlap holds the other. */
export function overlap(one: string, other: string): boolean {
  return isInNetwork(baseOf(one), other) || isInNetwork(baseOf(other), one);
}

function baseOf(network: string): string {
  return network.slice(0, network.indexOf('/'));
}
