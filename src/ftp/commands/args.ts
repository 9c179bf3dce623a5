// Every kind of argument: how HELP shows it and how it is read. Nothing here acts.
import { isIPv6 } from '../data/address.js';
import type { Endpoint } from '../facts.js';
import { FtpError, reply, replies } from '../replies.js';
import { resolvePath, type ByteString, type VirtualPath } from '../virtual-path.js';
import type { Arg } from './define.js';
import { readListRequest, type ListRequest } from './list-request.js';
import { readMlstFacts, timeValue, type MlstFact } from './mlst-facts.js';

const unreadable = () => new FtpError(replies.argumentUnreadable);
const unknownParameter = () => new FtpError(replies.parameterUnknown);

function required<A>(syntax: string, read: Arg<A>['read']): Arg<A> {
  return { syntax, presence: 'required', read };
}

function optional<A>(syntax: string, read: Arg<A>['read']): Arg<A> {
  return { syntax, presence: 'optional', read };
}

/** One of a few words, in either case. A word that is not among them is 504. */
function oneOf<W extends string>(...words: readonly W[]): Arg<W> {
  return required(words.join(' | '), (written) => {
    const found = words.find((word) => word === written.toUpperCase());
    if (found === undefined) throw unknownParameter();
    return found;
  });
}

function readText(written: ByteString): ByteString {
  if (written.includes('\0')) throw unreadable();
  return written;
}

function readPath(written: ByteString, workingFolder: VirtualPath): VirtualPath {
  const path = resolvePath(written, workingFolder);
  if (path === undefined) throw unreadable();
  return path;
}

export const none: Arg<undefined> = { syntax: '', presence: 'forbidden', read: () => undefined };

/** Any text without NUL. */
export const text = required('<text>', readText);
export const optionalText = optional('[<text>]', readText);

/** A DNS name, an IPv4 address, or an IPv6 address in brackets (RFC 7151 §3.1); given back in small letters. */
export const hostName: Arg<string> = required('<host>', (written) => {
  const name = written.toLowerCase().replace(/(?<=[a-z0-9])\.$/, '');
  const address = /^\[([0-9a-f:.]+)\]$/.exec(name)?.[1];
  const isName =
    name.length <= 253 && name.split('.').every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
  if (address === undefined ? !isName : !isIPv6(address)) throw unreadable();
  return name;
});

/** A path, read against the working folder. */
export const path = required('<path>', readPath);
export const optionalPath = optional('[<path>]', (written, workingFolder) =>
  written === '' ? undefined : readPath(written, workingFolder),
);

/** What LIST and NLST are asked for: options as `ls` has them, and a path. */
export const listRequest: Arg<ListRequest> = optional('[-<options>] [<path>]', readListRequest);

/** Which facts MLST and MLSD shall tell (RFC 3659 §7.9). */
export const mlstFacts: Arg<readonly MlstFact[]> = optional('[<fact>;...]', readMlstFacts);

/** A place in a file, in bytes from its start. */
export const byte: Arg<number> = required('<byte>', (written) => {
  const place = /^\d{1,16}$/.test(written) ? Number(written) : NaN;
  if (!Number.isSafeInteger(place)) throw unreadable();
  return place;
});

/** h1,h2,h3,h4,p1,p2 (RFC 959 §4.1.2). */
export const hostPort: Arg<Endpoint> = required('<h1,h2,h3,h4,p1,p2>', (written) => {
  const numbers = /^\d{1,3}(,\d{1,3}){5}$/.test(written) ? written.split(',').map(Number) : [];
  if (numbers.length !== 6 || numbers.some((number) => number > 255)) throw unreadable();
  const [high = 0, low = 0] = numbers.slice(4);
  return { address: numbers.slice(0, 4).join('.'), port: high * 256 + low };
});

/** What EPRT names: the network protocol's number (1 is IPv4, 2 is IPv6) and an endpoint. */
export interface ExtendedHostPort extends Endpoint {
  readonly protocol: number;
}

/** |1|132.235.1.2|6275| with any printable delimiter (RFC 2428 §2). */
export const extendedHostPort: Arg<ExtendedHostPort> = required('|<protocol>|<address>|<port>|', (written) => {
  const found = /^([!-~])(\d{1,5})\1([0-9A-Fa-f:.]{2,45})\1(\d{1,5})\1$/.exec(written);
  const port = Number(found?.[4]);
  if (found?.[3] === undefined || port > 65535) throw unreadable();
  return { protocol: Number(found[2]), address: found[3], port };
});

/** What EPSV may be followed by (RFC 2428 §3, §4). */
export const passiveProtocol: Arg<'ALL' | number | undefined> = optional('[<protocol> | ALL]', (written) => {
  if (written === '') return undefined;
  if (written.toUpperCase() === 'ALL') return 'ALL';
  if (!/^\d{1,5}$/.test(written)) throw unreadable();
  return Number(written);
});

/** A and I; `A N` and `L 8` are the same two (RFC 959 §3.1.1). */
export const typeCode: Arg<'A' | 'I'> = required('A [N] | I | L 8', (written) => {
  const asked = written.toUpperCase();
  if (asked === 'A' || asked === 'A N') return 'A';
  if (asked === 'I' || asked === 'L 8') return 'I';
  throw unknownParameter();
});

export const modeCode = oneOf('S');
export const structureCode = oneOf('F');
export const securityMechanism = oneOf('TLS', 'TLS-C');

/** A protection level of RFC 2228; one that TLS has no meaning for is 536, not 504. */
export const protectionLevel: Arg<'C' | 'P'> = required('C | P', (written) => {
  const level = written.toUpperCase();
  if (level === 'C' || level === 'P') return level;
  throw level === 'S' || level === 'E' ? new FtpError(replies.protectionUnknown) : unknownParameter();
});

/** `<bytes> [R <bytes>]` (RFC 959 §4.1.3). */
export const allocation: Arg<number> = required('<bytes> [R <bytes>]', (written) => {
  const bytes = Number(/^(\d{1,16})(?: R \d{1,16})?$/i.exec(written)?.[1]);
  if (!Number.isSafeInteger(bytes)) throw unreadable();
  return bytes;
});

export const onOff: Arg<'ON' | 'OFF'> = optional('[ON | OFF]', (written) => {
  const asked = written.toUpperCase();
  if (asked === '' || asked === 'ON') return 'ON';
  if (asked === 'OFF') return 'OFF';
  throw unreadable();
});

/** Octal permission bits and a path. */
export const modeAndPath: Arg<{ mode: number; path: VirtualPath }> = required(
  '<mode> <path>',
  (written, workingFolder) => {
    const found = /^([0-7]{3,4}) ([^]+)$/.exec(written);
    if (found?.[1] === undefined || found[2] === undefined) throw unreadable();
    return { mode: parseInt(found[1], 8), path: readPath(found[2], workingFolder) };
  },
);

/** How many seconds; undefined where nothing is written. */
export const optionalSeconds: Arg<number | undefined> = optional('[<seconds>]', (written) => {
  if (written === '') return undefined;
  if (!/^\d{1,9}$/.test(written)) throw unreadable();
  return Number(written);
});

/** The name of a digest's algorithm; undefined where nothing is written. */
export const hashName: Arg<'SHA-256' | undefined> = optional('[SHA-256]', (written) => {
  const asked = written.toUpperCase();
  if (asked === '') return undefined;
  if (asked !== 'SHA-256') throw new FtpError(replies.hashUnknown);
  return asked;
});

/** YYYYMMDDHHMMSS, perhaps with a fraction, in UTC (RFC 3659 §2.3), and a path. */
export const timeAndPath: Arg<{ time: Date; path: VirtualPath }> = required(
  '<YYYYMMDDHHMMSS> <path>',
  (written, workingFolder) => {
    const found = /^(\d{14})(?:\.\d{1,9})? ([^]+)$/.exec(written);
    if (found?.[1] === undefined || found[2] === undefined) throw unreadable();
    return { time: readTime(found[1]), path: readPath(found[2], workingFolder) };
  },
);

/**
 * Both forms of SITE UTIME that clients send: a time with or without seconds before the path, or behind it the times of
 * the last access, of the last change, which is the one that counts, and of the creation.
 */
export const utime: Arg<{ time: Date; path: VirtualPath }> = required(
  '<YYYYMMDDHHMM[SS]> <path> | <path> <accessed> <modified> <created> UTC',
  (written, workingFolder) => {
    const behind = /^([^]+) \d{14} (\d{14}) \d{14} UTC$/i.exec(written);
    const found = behind ?? /^(\d{12}(?:\d\d)?) ([^]+)$/.exec(written);
    const [digits, name] = behind === null ? [found?.[1], found?.[2]] : [behind[2], behind[1]];
    if (digits === undefined || name === undefined) throw unreadable();
    return { time: readTime(digits.padEnd(14, '0')), path: readPath(name, workingFolder) };
  },
);

/** A time that does not read back as it was written, such as the 31st of February, is none. */
function readTime(digits: string): Date {
  const time = new Date(digits.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!Number.isNaN(time.getTime()) && timeValue(time) === digits) return time;
  throw new FtpError(reply(501, 'That is no time; write YYYYMMDDHHMMSS in UTC.'));
}
