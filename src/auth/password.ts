// The only file that knows bcrypt: hashes and compares passwords, never more at once than this machine can bear. It
// doesn't know whose password it is, nor which one may be chosen.
import { availableParallelism } from 'node:os';
import bcrypt from 'bcrypt';

/** bcrypt's cost: 2^10 rounds, about 50 to 100 ms of one core. */
export const hashCost = 10;

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
  // PHP and htpasswd write `$2y$` for what bcrypt calls `$2b$`.
  const right = await bcrypt.compare(password, (hash ?? nobodysHash).replace(/^\$2y\$/, '$2b$'));
  return right && hash !== undefined;
}
