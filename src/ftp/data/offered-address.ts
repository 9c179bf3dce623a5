// Which address PASV names. Pure: it looks nothing up.
import type { ServerPolicy } from '../policy.js';
import { isInNetwork, prefixLength } from '../networks.js';
import { kindOfAddress } from './address.js';

/**
 * The IPv4 address a client at `peerAddress` is told to dial: that of the longest client network that names it, else the
 * policy's public address, else the address the client reached (`localAddress`). Where the policy wishes it, clients in
 * private networks, which no override names, are told the latter too.
 */
export function offeredIpv4(policy: ServerPolicy, peerAddress: string, localAddress: string): string {
  const { localForPrivatePeers, overrides, publicIpv4 } = policy.passive;
  const matching = overrides.filter(({ network }) => isInNetwork(peerAddress, network));
  const [longest] = matching.sort((one, other) => prefixLength(other.network) - prefixLength(one.network));
  if (longest !== undefined) return longest.ipv4 ?? localAddress;
  if (localForPrivatePeers && kindOfAddress(peerAddress) !== 'public') return localAddress;
  return publicIpv4 ?? localAddress;
}
