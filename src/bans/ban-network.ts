// How wide a network may be that is kept out, or never kept out. Pure.
import { normalNetwork } from '../http/networks.js';

/** A wider one is a part of the world, as a rule by a slip of the finger. */
const shortestPrefix = { ipv4: 8, ipv6: 16 } as const;

/** Why a ban cannot be about this network, as a sentence; undefined where it can. */
export function whyBanNetworkRefused(written: unknown): string | undefined {
  return whyRefused(written, 'to be kept out');
}

/** Why this network cannot be one that is never kept out, as a sentence; undefined where it can. */
export function whyExemptionRefused(written: unknown): string | undefined {
  return whyRefused(written, 'to be let in whatever happens');
}

function whyRefused(written: unknown, forWhat: string): string | undefined {
  const network = normalNetwork(written);
  if (network === undefined) return 'Write an address or a network: 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.';
  const shortest = shortestPrefix[network.includes(':') ? 'ipv6' : 'ipv4'];
  if (Number(network.split('/')[1]) >= shortest) return undefined;
  return `This network is too wide ${forWhat}; write one of /${shortest} or smaller.`;
}
