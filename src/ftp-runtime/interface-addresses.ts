// The addresses on this machine's network interfaces, for an admin who has to know whether it stands behind NAT.
import { networkInterfaces } from 'node:os';

/** One address on one interface. */
export interface InterfaceAddress {
  readonly interface: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly address: string;
}

/** A machine full of containers has hundreds; whoever reads needs to know the first. */
const mostNamed = 50;

/** Those that another machine could dial: neither the loop nor link-local ones. */
export function interfaceAddresses(): InterfaceAddress[] {
  const all = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.map(({ address, family, internal }) => ({ name, address, family, internal })),
  );
  return all
    .filter(({ address, internal }) => !internal && !/^fe[89ab]|^169\.254\./i.test(address))
    .map(
      ({ name, address, family }) =>
        ({ interface: name, family: family === 'IPv6' ? 'ipv6' : 'ipv4', address }) as const,
    )
    .slice(0, mostNamed);
}
