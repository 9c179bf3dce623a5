// The only file that knows bcrypt: hashes and compares passwords, never more at once than this machine can bear. Hashes of
// other kinds, which an import brought, are compared by crypt.ts. It doesn't know whose password it is, nor which one may
// be chosen.
import { availableParallelism } from 'node:os';
import bcrypt from 'bcrypt';
import { cryptRounds, isCrypt, mostCryptRounds, verifyCrypt } from './crypt.js';

/** bcrypt's cost: 2^10 rounds, about 50 to 100 ms of one core. */
export const hashCost = 10;

/** bcrypt ignores what comes after. */
export const longestPasswordBytes = 72;

// bcrypt shares libuv's thread pool with the disk: one core is left for everything else.
const atOnce = Math.max(1, availableParallelism() - 1);
const longestQueue = 64;

// What an unknown name is compared with, so that the answer takes as long as for a known one. Nobody knows its password.
const nobodysHash = '$2b$10$pSc0EOY2hQXhExw9QYt/FeA3zb879xByZdVbcflCD52VIKex1rH4W';

/** Too many passwords are being checked already; the caller answers "try again in a moment". */
export class PasswordQueueFull extends Error {
  constructor() {
    super('Too many passwords are being checked at this moment.');
    this.name = 'PasswordQueueFull';
  }
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= longestQueue) throw new PasswordQueueFull();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    // A waiting turn inherits this place, so the count stays as it is.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** The bcrypt hash of a password. Throws PasswordQueueFull. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => bcrypt.hash(password, hashCost));
}

/**
 * Whether the password belongs to the hash; an undefined hash (an unknown name) takes as long and is never right.
 * Throws PasswordQueueFull.
 */
export function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  return inTurn(() => isOf(password, hash));
}

/**
 * Which password of an account this is. Whatever is not the current one costs two comparisons, with or without an
 * account and a previous password, so that the time tells nothing. Throws PasswordQueueFull.
 */
export function matchPassword(
  password: string,
  hashes: { readonly current: string | undefined; readonly previous: string | undefined },
): Promise<'current' | 'previous' | 'neither'> {
  return inTurn(async () => {
    if (await isOf(password, hashes.current)) return 'current';
    return (await isOf(password, hashes.previous)) ? 'previous' : 'neither';
  });
}

async function isOf(password: string, hash: string | undefined): Promise<boolean> {
  if (hash !== undefined && isCrypt(hash)) {
    // Beside the comparison that an unknown name costs, so that the time tells nothing; bcrypt works in another thread.
    const [right] = await Promise.all([verifyCrypt(password, hash), bcrypt.compare(password, nobodysHash)]);
    return right;
  }
  // PHP and htpasswd write `$2y$` for what bcrypt calls `$2b$`.
  const right = await bcrypt.compare(password, (hash ?? nobodysHash).replace(/^\$2y\$/, '$2b$'));
  return right && hash !== undefined;
}

/** Whether a login that proves the password shall replace its hash: one of another kind than this panel's own. */
export function isImportedHash(hash: string): boolean {
  return hash.startsWith('$2y$') || isCrypt(hash);
}

const bcryptShape = /^\$2[aby]\$(\d\d)\$[./0-9A-Za-z]{53}$/;
const [leastCost, mostCost] = [4, 13];

const otherHash =
  'Use a hash that begins with $2a$, $2b$, $2y$, $1$, $5$ or $6$, written whole; with another kind of hash the account needs a new password.';

/** Why a hash from elsewhere cannot be stored, as a sentence; undefined where a login can be compared with it. */
export function whyHashRefused(hash: unknown): string | undefined {
  if (typeof hash !== 'string' || hash === '') return 'Write the hash of the password.';
  const [, cost] = bcryptShape.exec(hash) ?? [];
  if (cost !== undefined) {
    const bearable = Number(cost) >= leastCost && Number(cost) <= mostCost;
    return bearable
      ? undefined
      : `Use a bcrypt hash of cost ${leastCost} to ${mostCost}; this one has ${Number(cost)}.`;
  }
  const rounds = cryptRounds(hash);
  if (rounds === undefined) return otherHash;
  if (rounds >= 1000 && rounds <= mostCryptRounds) return undefined;
  return `Use a hash of 1000 to ${mostCryptRounds} rounds; this one has ${rounds}. Set a new password instead.`;
}
