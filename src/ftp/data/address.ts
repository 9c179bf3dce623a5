// Which addresses are the same and which cannot be dialled from outside. Pure: nothing here opens a socket.
import { BlockList, isIPv4, isIPv6, SocketAddress } from 'node:net';

// For commands, which see no socket and so don't import node:net.
export { isIPv4, isIPv6 };

/** An address in its one spelling: IPv4-mapped IPv6 as IPv4, IPv6 shortened and without zone. */
export function plainAddress(address: string): string {
  const [withoutZone = address] = address.split('%');
  if (!isIPv6(withoutZone)) return withoutZone;
  const short = new SocketAddress({ address: withoutZone, family: 'ipv6' }).address;
  const mapped = short.startsWith('::ffff:') ? short.slice('::ffff:'.length) : '';
  return isIPv4(mapped) ? mapped : short;
}

/** Whether two spellings name the same address. */
export function sameAddress(one: string, other: string): boolean {
  return plainAddress(one) === plainAddress(other);
}

/** What is special about an address, as far as dialling it goes. */
export type AddressKind = 'public' | 'private' | 'loopback' | 'multicast' | 'unspecified';

type Subnet = readonly [network: string, prefix: number];

const kinds: readonly (readonly [Exclude<AddressKind, 'public'>, BlockList])[] = [
  ['unspecified', listOf([['0.0.0.0', 8]], [['::', 128]])],
  ['loopback', listOf([['127.0.0.0', 8]], [['::1', 128]])],
  [
    'multicast',
    listOf(
      [
        ['224.0.0.0', 4],
        ['255.255.255.255', 32],
      ],
      [['ff00::', 8]],
    ),
  ],
  [
    // RFC 1918, RFC 6598 (carrier NAT), RFC 3927 and RFC 4193, RFC 4291 link-local
    'private',
    listOf(
      [
        ['10.0.0.0', 8],
        ['172.16.0.0', 12],
        ['192.168.0.0', 16],
        ['100.64.0.0', 10],
        ['169.254.0.0', 16],
      ],
      [
        ['fc00::', 7],
        ['fe80::', 10],
      ],
    ),
  ],
];

/** Says what kind of address this is. */
export function kindOfAddress(address: string): AddressKind {
  const plain = plainAddress(address);
  const family = isIPv6(plain) ? 'ipv6' : 'ipv4';
  return kinds.find(([, list]) => list.check(plain, family))?.[0] ?? 'public';
}

function listOf(ipv4: readonly Subnet[], ipv6: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ipv4) list.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of ipv6) list.addSubnet(network, prefix, 'ipv6');
  return list;
}
