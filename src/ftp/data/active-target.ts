// Where a client may ask us to dial: RFC 2577 §3's answer to the bounce attack. Pure, so that a refusal comes before any
// packet does.
import type { Endpoint } from '../facts.js';
import { reply, type Reply } from '../replies.js';
import { kindOfAddress, plainAddress, sameAddress, type AddressKind } from './address.js';

const lowestPort = 1024;

/** Why this target of PORT or EPRT is refused, as a 501; undefined where it may be dialled. */
export function checkActiveTarget(target: Endpoint, peer: Endpoint): Reply | undefined {
  if (!sameAddress(target.address, peer.address)) return reply(501, foreign(target, peer));
  if (target.port >= lowestPort && target.port <= 65535) return undefined;
  return reply(501, `Port ${target.port} is refused: this server dials ports from ${lowestPort} to 65535 only.`);
}

function foreign(target: Endpoint, peer: Endpoint): string {
  const asked = plainAddress(target.address);
  const own = plainAddress(peer.address);
  return reasons[kindOfAddress(asked)](asked, own);
}

const reasons: Readonly<Record<AddressKind, (asked: string, own: string) => string>> = {
  private: (asked, own) =>
    `Your client gave its private address ${asked}, but you reach this server from ${own} (NAT); ` +
    'use passive mode (EPSV or PASV).',
  public: (asked, own) => `This server dials ${own} only, where you are connected from, not ${asked}.`,
  loopback: (asked, own) => `${asked} is a loopback address; this server dials ${own} only, or use passive mode.`,
  multicast: (asked, own) => `${asked} is no address of one machine; this server dials ${own} only.`,
  unspecified: (asked, own) =>
    `Your client gave ${asked} in place of its address; set it to ${own} or use passive mode (EPSV or PASV).`,
};
