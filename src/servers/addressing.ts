// Whether a server stands behind NAT, and whether clients are told an address that they can dial. Pure: it judges what the
// FTP processes find on their machine against what a policy tells clients.
import { isIP } from 'node:net';
import { type AddressFamily, kindOf, type PublicAddressFound } from './public-address.js';

/** One address on one interface of a server's machine. */
export interface InterfaceAddress {
  readonly interface: string;
  readonly family: AddressFamily;
  readonly address: string;
}

/** `direct`: the internet reaches the machine itself; `behind-nat`: it has private IPv4 addresses only. */
export type Situation = 'direct' | 'behind-nat' | 'unknown';

/** What a draft makes of it. */
export interface Addressing {
  readonly situation: Situation;
  /** Whether nothing has to be changed. */
  readonly fine: boolean;
  readonly sentence: string;
}

export interface Told {
  /** What the draft writes: an address, a host name, or nothing for the address that each client dialled. */
  readonly written: string | undefined;
  /** What the processes found behind host names. */
  readonly found: readonly PublicAddressFound[];
}

/** Judges; `interfaces` is undefined where no process is up. */
export function addressing(interfaces: readonly InterfaceAddress[] | undefined, told: Told): Addressing {
  if (interfaces === undefined) {
    return unknown('No FTP process of this server is up, so nobody can say which addresses its machine has.');
  }
  const [own, reachable] = [
    ofIpv4(interfaces),
    ofIpv4(interfaces).filter(({ address }) => kindOf(address) === undefined),
  ];
  const [first] = own;
  if (first === undefined) return withoutIpv4(interfaces);
  return reachable.length > 0 ? direct(reachable, toldAddress(told)) : behindNat(first, toldAddress(told));
}

const ofIpv4 = (interfaces: readonly InterfaceAddress[]) => interfaces.filter(({ family }) => family === 'ipv4');

/** The address, or the name where nobody has looked it up yet. */
function toldAddress({ written, found }: Told): string | undefined {
  const known = found.find(({ family, host }) => family === 'ipv4' && host === written);
  return known?.address ?? written;
}

function withoutIpv4(interfaces: readonly InterfaceAddress[]): Addressing {
  const six = interfaces.find(({ address }) => kindOf(address) === undefined);
  if (six === undefined) {
    return unknown('The machine names no address that another machine could dial; only its own programs reach it.');
  }
  const sentence = `The machine has no IPv4 address; over IPv6 clients dial ${six.address}, and EPSV names no other.`;
  return { situation: 'direct', fine: true, sentence };
}

function direct(reachable: readonly InterfaceAddress[], told: string | undefined): Addressing {
  const [first] = reachable;
  const has = `The machine itself has the public address ${first?.address ?? ''} (${first?.interface ?? ''}), so no NAT is in between`;
  const situation = 'direct';
  if (told === undefined) {
    return {
      situation,
      fine: true,
      sentence: `${has}. Clients are told the address that they dialled, which is right.`,
    };
  }
  if (isIP(told) === 0 || reachable.some(({ address }) => address === told)) {
    return { situation, fine: true, sentence: `${has}. Clients are told ${told}.` };
  }
  const sentence =
    `${has}, but clients are told ${told}, which is none of its own. Leave the field empty, ` +
    `unless a router with that address forwards all ports to this machine.`;
  return { situation, fine: false, sentence };
}

function behindNat({ address, interface: name }: InterfaceAddress, told: string | undefined): Addressing {
  const has = `The machine has private addresses only, such as ${address} (${name}), so it is behind NAT`;
  const situation = 'behind-nat';
  if (told === undefined) {
    const sentence =
      `${has}. Clients would be told ${address}, which nobody outside can dial: ` +
      `write the address by which the internet reaches you.`;
    return { situation, fine: false, sentence };
  }
  const kind = kindOf(told);
  if (kind !== undefined) {
    const sentence = `${has}. Clients would be told ${told}, which is ${kind}; write the public one.`;
    return { situation, fine: false, sentence };
  }
  const sentence =
    `${has}. Clients are told ${told}; the router that has this address must forward the FTP port and ` +
    `all passive ports to ${address}.`;
  return { situation, fine: true, sentence };
}

const unknown = (sentence: string): Addressing => ({ situation: 'unknown', fine: false, sentence });
