// From where the data connection of a passive session may come. Pure; the pool keeps to it.
import { neighbourhoodOf, networkOf } from '../networks.js';
import type { ServerPolicy } from '../policy.js';

/**
 * The networks (CIDR) whose connections are the session's of a client at this address, in its one spelling. Those that
 * sessions have in common come first: a port is promised to one of them at a time, and that is found out sooner.
 */
export function allowedPeers({ passive }: ServerPolicy, client: string): readonly string[] {
  if (passive.peerCheck === 'same-network') return [neighbourhoodOf(client)];
  return passive.peerCheck === 'list' ? [...passive.peerNetworks, networkOf(client)] : [networkOf(client)];
}
