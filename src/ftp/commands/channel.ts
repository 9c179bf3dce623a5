// Agreeing on a data connection: PASV EPSV PORT EPRT (RFC 959 §4.1.2, RFC 2428), and on how the bytes look there: TYPE
// MODE STRU. Which of the four verbs are allowed is a column and a gate; whom to dial is data/active-target.ts.
import { armActive } from '../data/active.js';
import { isIPv4, isIPv6 } from '../data/address.js';
import { offeredIpv4 } from '../data/offered-address.js';
import { armPassive } from '../data/passive.js';
import type { Endpoint } from '../facts.js';
import { FtpError, reply, replies, type Reply } from '../replies.js';
import type { Session } from '../session.js';
import type { ExtendedHostPort } from './args.js';

/** PASV: can name IPv4 addresses only. */
export async function pasv(session: Session): Promise<Reply> {
  const { local, peer } = session.transport;
  if (!isIPv4(local.address)) throw new FtpError(replies.pasvIsIpv4);
  const address = offeredIpv4(session.policy, peer.address, local.address);
  const port = await listen(session, 'PASV', address);
  const numbers = [...address.split('.'), port >> 8, port & 255].join(',');
  return reply(227, `Entering Passive Mode (${numbers}).`);
}

/** EPSV: names a port; the client knows the address. `EPSV ALL` promises that nothing else will be used. */
export async function epsv(session: Session, asked: 'ALL' | number | undefined): Promise<Reply> {
  if (asked === 'ALL') {
    session.epsvAll = true;
    return reply(200, 'Only EPSV is accepted from now on.');
  }
  if (asked !== undefined) refuseOtherProtocol(session, asked);
  const port = await listen(session, 'EPSV', session.transport.local.address);
  return reply(229, `Entering Extended Passive Mode (|||${port}|)`);
}

/** PORT: the client listens at an IPv4 address. */
export function port(session: Session, target: Endpoint): Reply {
  return dial(session, 'PORT', target);
}

/** EPRT: the client listens at an address of either family. */
export function eprt(session: Session, { protocol, address, port: targetPort }: ExtendedHostPort): Reply {
  refuseOtherProtocol(session, protocol);
  const written = protocol === 1 ? isIPv4(address) : isIPv6(address);
  if (!written) throw new FtpError(replies.argumentUnreadable);
  return dial(session, 'EPRT', { address, port: targetPort });
}

/** TYPE: A turns line ends into CRLF on the wire and back, I leaves the bytes alone (RFC 959 §3.1.1). */
export function type(session: Session, code: 'A' | 'I'): Reply {
  session.type = code;
  return reply(200, code === 'A' ? 'Lines end in CRLF on the wire now.' : 'Bytes are sent as they are now.');
}

/** MODE and STRU: stream and file are the only ones. */
export function accepted(): Reply {
  return replies.okay;
}

async function listen(session: Session, verb: 'PASV' | 'EPSV', offeredAddress: string): Promise<number> {
  // The old claim goes first: a session never holds two ports of the range.
  session.disarm('replaced');
  const tls = () => (session.protection === 'P' ? session.tls?.tls : undefined);
  const channel = await armPassive({
    ...session.armOptions(verb),
    ports: session.host.passivePorts,
    verb,
    offeredAddress,
    tls,
  });
  if (session.ended === undefined) session.arm(channel);
  else channel.close('unused');
  return channel.port;
}

function dial(session: Session, verb: 'PORT' | 'EPRT', target: Endpoint): Reply {
  session.disarm('replaced');
  const sourcePortRefused = (sourcePort: number, errno: string) =>
    session.host.observer.noted('warn', 'active.source-port-refused', { sessionId: session.id, sourcePort, errno });
  session.arm(armActive({ ...session.armOptions(verb), verb, target, sourcePortRefused }));
  return replies.okay;
}

/** RFC 2428 §2: 522 names the protocols that would do; data connections take the control connection's own. */
function refuseOtherProtocol(session: Session, protocol: number): void {
  const own = isIPv4(session.transport.local.address) ? 1 : 2;
  if (protocol !== own) throw new FtpError(reply(522, `Network protocol not supported, use (${own})`));
}
