// Under whose uid and gid the disk is touched. Work inside a window is synchronous: an asynchronous fs call would run
// after the window has closed, under the process's own identity. It opens no file of a customer.
import { readFileSync, writeSync } from 'node:fs';
import type { Identity } from '../account.js';
import { JailError } from './jail-error.js';

/**
 * `customer`: file work runs under the web root's uid and gid. `process`: the process lacks the capabilities, and
 * everything runs as the process's own user.
 */
export type IdentityMode = 'customer' | 'process';

let minSystemUid = 1000;
let probed: IdentityMode | undefined;
let open = false;

/** Sets the smallest uid and gid that file work may run under; 1000 until told otherwise. Throws RangeError below 1. */
export function configureIdentity(options: { readonly minSystemUid: number }): void {
  if (!Number.isSafeInteger(options.minSystemUid) || options.minSystemUid < 1) {
    throw new RangeError('The smallest system uid must be a whole number of at least 1: nothing runs as root.');
  }
  minSystemUid = options.minSystemUid;
}

/** The smallest uid and gid that file work may run under. */
export function smallestSystemUid(): number {
  return minSystemUid;
}

/** What this process can do about identities; found once, at first use. */
export function identityMode(): IdentityMode {
  probed ??= maySwitch() ? 'customer' : 'process';
  return probed;
}

const capSetgid = 1n << 6n;
const capSetuid = 1n << 7n;

function maySwitch(): boolean {
  if (process.platform !== 'linux') return process.geteuid?.() === 0;
  const status = readFileSync('/proc/self/status', 'latin1');
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  return (effective & capSetgid) !== 0n && (effective & capSetuid) !== 0n;
}

/** The uid that what this process makes for the customer belongs to; undefined where files have no owners. */
export function ownUid(identity: Identity): number | undefined {
  return identityMode() === 'customer' ? identity.uid : process.geteuid?.();
}

/** Throws JailError `not-permitted` for an identity that no file work may run under. */
export function checkIdentity(identity: Identity): void {
  const own = { uid: process.geteuid?.(), gid: process.getegid?.() };
  if (own.uid === undefined) return;
  if (own.uid === identity.uid && own.gid === identity.gid && own.uid !== 0) return;
  const tooSmall = [identity.uid, identity.gid].find((id) => !Number.isSafeInteger(id) || id < minSystemUid);
  if (tooSmall === undefined) return;
  throw new JailError(
    'not-permitted',
    undefined,
    `File work never runs under the system id ${tooSmall}: the smallest allowed is ${minSystemUid}.`,
  );
}

/**
 * Runs synchronous work under the customer's uid, gid and umask, without supplementary groups, and returns to the
 * process's own identity. Throws JailError `not-permitted` for an identity below the minimum or one the kernel refuses;
 * ends the process when it cannot return, because everything after would run as the customer.
 */
export function asCustomer<T>(identity: Identity, work: () => T): T {
  if (open) throw new Error('An identity window was opened inside another one.');
  checkIdentity(identity);
  open = true;
  try {
    const result = identityMode() === 'customer' ? switched(identity, work) : withUmask(identity, work);
    if (result instanceof Promise) throw new Error('Work in an identity window must be synchronous.');
    return result;
  } finally {
    open = false;
  }
}

function withUmask<T>(identity: Identity, work: () => T): T {
  const own = process.umask(identity.umask);
  try {
    return work();
  } finally {
    process.umask(own);
  }
}

function switched<T>(identity: Identity, work: () => T): T {
  const own = { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
  dropSupplementaryGroups();
  if (own.uid === identity.uid && own.gid === identity.gid) return withUmask(identity, work);
  try {
    become(identity);
    return withUmask(identity, work);
  } finally {
    returnTo(own);
  }
}

/** The group first: without the uid's capabilities it could no longer be changed. */
function become(identity: Identity): void {
  try {
    process.setegid?.(identity.gid);
    process.seteuid?.(identity.uid);
  } catch {
    throw new JailError(
      'not-permitted',
      'EPERM',
      `The system does not let this process work as uid ${identity.uid} and gid ${identity.gid}.`,
    );
  }
}

function returnTo(own: { readonly uid: number; readonly gid: number }): void {
  try {
    process.seteuid?.(own.uid);
    process.setegid?.(own.gid);
  } catch {
    writeSync(
      2,
      'The process could not return to its own system identity and ends, so that nothing runs as a customer.\n',
    );
    process.abort();
  }
}

let groupsDropped = false;

function dropSupplementaryGroups(): void {
  if (groupsDropped) return;
  try {
    process.setgroups?.([]);
  } catch {
    throw new JailError(
      'not-permitted',
      'EPERM',
      'The system does not let this process drop its supplementary groups.',
    );
  }
  groupsDropped = true;
}
