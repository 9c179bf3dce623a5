// Asks the DNS for the addresses of a host. What is done with the answer is followed-host.ts.
import { Resolver } from 'node:dns/promises';

export type AddressFamily = 'ipv4' | 'ipv6';

/** An address and for how long it may be used without asking again. */
export interface FoundAddress {
  readonly address: string;
  readonly ttlSeconds: number;
}

/** Rejects with the resolver's error (`ENOTFOUND`, `ENODATA`, `ETIMEOUT` ...) where there is no address. */
export type LookUp = (family: AddressFamily, host: string) => Promise<readonly FoundAddress[]>;

const patience = { timeout: 2_000, tries: 2 };

/** Asks these servers (`address:port`); none: those that the system is set up with at that moment. */
export function lookUpAt(servers: readonly string[] = []): LookUp {
  return async (family, host) => {
    const resolver = new Resolver(patience);
    if (servers.length > 0) resolver.setServers(servers);
    const found = await resolver[family === 'ipv4' ? 'resolve4' : 'resolve6'](host, { ttl: true });
    return found.map(({ address, ttl }) => ({ address, ttlSeconds: ttl }));
  };
}
