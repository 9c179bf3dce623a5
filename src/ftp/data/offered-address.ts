// Which address PASV names. Pure: it looks nothing up.
import type { ServerPolicy } from '../policy.js';
import { isInNetwork, prefixOf } from './network.js';

/**
 * The IPv4 address a client at `peerAddress` is told to dial: that of the longest client network that names it, else the
 * policy's public address, else the address the client reached (`localAddress`).
 */
export function offeredIpv4(policy: ServerPolicy, peerAddress: string, localAddress: string): string {
  const { overrides, publicIpv4 } = policy.passive;
  const matching = overrides.filter(({ network }) => isInNetwork(peerAddress, network));
  const [longest] = matching.sort((one, other) => prefixOf(other.network) - prefixOf(one.network));
  if (longest !== undefined) return longest.ipv4 ?? localAddress;
  return publicIpv4 ?? localAddress;
}
