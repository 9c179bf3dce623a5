// The hashes that crypt(3) writes and other panels keep: MD5-crypt ($1$), SHA-256-crypt ($5$), SHA-512-crypt ($6$). Only
// ever verified, never made. Each is a thousand rounds and more of one digest, so the work is done in small slices between
// which the process serves its sockets. bcrypt is password.ts's.
import { hash, timingSafeEqual } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';

type Digest = 'md5' | 'sha256' | 'sha512';

/** One family of hashes: its digest, what precedes the salt, and in which order the digest's bytes are written. */
interface Scheme {
  readonly digest: Digest;
  readonly shape: RegExp;
  readonly usualRounds: number;
  /** Three bytes become four characters; the last group is shorter and says how many it becomes. */
  readonly order: readonly (readonly [number, number, number])[];
  readonly lastCharacters: number;
}

interface Parts {
  readonly scheme: Scheme;
  readonly rounds: number;
  readonly salt: Buffer;
  readonly written: string;
}

/** More rounds than this take longer than a bcrypt comparison and would tell by their time that the login exists. */
export const mostCryptRounds = 20_000;

/** About half a millisecond of one core. */
const roundsPerSlice = 250;
const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** A byte that is not there: its group is the short one at the end. */
const none = -1;

const groups = (written: string): [number, number, number][] =>
  written.split(' ').map((group) => group.split(',').map(Number) as [number, number, number]);

// The salt may hold whatever crypt(3) takes: printable, but neither "$" nor ":".
const schemes: readonly Scheme[] = [
  {
    digest: 'md5',
    shape: /^\$1\$()([!-#%-9;-~]{1,8})\$([./0-9A-Za-z]{22})$/,
    usualRounds: 1000,
    order: [...groups('0,6,12 1,7,13 2,8,14 3,9,15 4,10,5'), [none, none, 11]],
    lastCharacters: 2,
  },
  {
    digest: 'sha256',
    shape: /^\$5\$(?:rounds=(\d{4,9})\$)?([!-#%-9;-~]{1,16})\$([./0-9A-Za-z]{43})$/,
    usualRounds: 5000,
    order: [
      ...groups('0,10,20 21,1,11 12,22,2 3,13,23 24,4,14 15,25,5 6,16,26 27,7,17 18,28,8 9,19,29'),
      [none, 31, 30],
    ],
    lastCharacters: 3,
  },
  {
    digest: 'sha512',
    shape: /^\$6\$(?:rounds=(\d{4,9})\$)?([!-#%-9;-~]{1,16})\$([./0-9A-Za-z]{86})$/,
    usualRounds: 5000,
    order: [
      ...groups('0,21,42 22,43,1 44,2,23 3,24,45 25,46,4 47,5,26 6,27,48 28,49,7 50,8,29 9,30,51 31,52,10'),
      ...groups('53,11,32 12,33,54 34,55,13 56,14,35 15,36,57 37,58,16 59,17,38 18,39,60 40,61,19 62,20,41'),
      [none, none, 63],
    ],
    lastCharacters: 2,
  },
];

/** Whether this is a hash that `verifyCrypt` reads. */
export function isCrypt(stored: string): boolean {
  return partsOf(stored) !== undefined;
}

/** The rounds that a hash of crypt(3) asks for; undefined for what is none. */
export function cryptRounds(stored: string): number | undefined {
  return partsOf(stored)?.rounds;
}

/** Whether the password belongs to the hash; never for what `isCrypt` does not know. */
export async function verifyCrypt(password: string, stored: string): Promise<boolean> {
  const parts = partsOf(stored);
  if (parts === undefined) return false;
  const written = await cryptOf(Buffer.from(password), parts);
  return timingSafeEqual(Buffer.from(written), Buffer.from(parts.written));
}

function partsOf(stored: string): Parts | undefined {
  for (const scheme of schemes) {
    const [, rounds, salt, written] = scheme.shape.exec(stored) ?? [];
    if (salt === undefined || written === undefined) continue;
    const asked = rounds === undefined || rounds === '' ? scheme.usualRounds : Number(rounds);
    return { scheme, rounds: asked, salt: Buffer.from(salt), written };
  }
  return undefined;
}

async function cryptOf(password: Buffer, { scheme, rounds, salt }: Parts): Promise<string> {
  const digest = (...parts: readonly Buffer[]) => hash(scheme.digest, Buffer.concat(parts), 'buffer');
  const start = scheme.digest === 'md5' ? md5Start(digest, password, salt) : shaStart(digest, password, salt);
  const last = await stretched(digest, start, rounds);
  return scheme.order.map((group) => charactersOf(last, group, scheme)).join('');
}

type Digesting = (...parts: readonly Buffer[]) => Buffer;

/** What the rounds begin with and mix in. */
interface Start {
  readonly first: Buffer;
  readonly password: Buffer;
  readonly salt: Buffer;
}

function md5Start(digest: Digesting, password: Buffer, salt: Buffer): Start {
  const inner = digest(password, salt, password);
  const bits = bitsOf(password.length).map((bit) => (bit ? Buffer.alloc(1) : password.subarray(0, 1)));
  const first = digest(password, Buffer.from('$1$'), salt, filledWith(inner, password.length), ...bits);
  return { first, password, salt };
}

function shaStart(digest: Digesting, password: Buffer, salt: Buffer): Start {
  const inner = digest(password, salt, password);
  const bits = bitsOf(password.length).map((bit) => (bit ? inner : password));
  const first = digest(password, salt, filledWith(inner, password.length), ...bits);
  const times = (part: Buffer, count: number) => digest(...Array.from({ length: count }, () => part));
  return {
    first,
    password: filledWith(times(password, password.length), password.length),
    salt: filledWith(times(salt, 16 + (first[0] ?? 0)), salt.length),
  };
}

/** The digest of the digest of the digest, each time mixed with password and salt in another order. */
async function stretched(digest: Digesting, { first, password, salt }: Start, rounds: number): Promise<Buffer> {
  let last = first;
  for (let round = 0; round < rounds; round += 1) {
    if (round % roundsPerSlice === 0) await nextTurn();
    const odd = round % 2 === 1;
    const middle = [...(round % 3 === 0 ? [] : [salt]), ...(round % 7 === 0 ? [] : [password])];
    last = digest(odd ? password : last, ...middle, odd ? last : password);
  }
  return last;
}

/** As many bytes of the source as asked for, over and over again. */
function filledWith(source: Buffer, length: number): Buffer {
  return length === 0 ? Buffer.alloc(0) : Buffer.alloc(length, source);
}

/** The bits of a length, lowest first. */
function bitsOf(length: number): boolean[] {
  const bits: boolean[] = [];
  for (let rest = length; rest > 0; rest >>= 1) bits.push((rest & 1) === 1);
  return bits;
}

function charactersOf(bytes: Buffer, group: readonly number[], { lastCharacters }: Scheme): string {
  const [high = 0, middle = 0, low = 0] = group.map((at) => (at === none ? 0 : (bytes[at] ?? 0)));
  const value = (high << 16) | (middle << 8) | low;
  const count = group.includes(none) ? lastCharacters : 4;
  return Array.from({ length: count }, (_, at) => alphabet[(value >> (6 * at)) & 63]).join('');
}
