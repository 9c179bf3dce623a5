// Which backend jails of this process have, and how each opens a home. What a backend does stands in its own files.
import type { Home } from '../account.js';
import type { Backend, Disk } from './disk.js';
import { FsDisk } from './fs-disk.js';
import { findNative } from './native-addon.js';
import { NativeDisk } from './native-disk.js';
import { walkWorks } from './walk.js';

let chosen: Backend | undefined;

/** The backend that jails of this process use: the best that works here; found once, at first use. */
export function jailBackend(): Backend {
  chosen ??= workingBackends()[0] ?? 'portable';
  return chosen;
}

/** The backends that work on this machine, the best first. */
export function workingBackends(): Backend[] {
  const native: Backend[] = 'addon' in findNative() ? ['native'] : [];
  const walk: Backend[] = walkWorks() ? ['walk'] : [];
  return [...native, ...walk, 'portable'];
}

/** Makes all jails that are opened from now on use this backend, for tests of one that is not the best here. */
export function preferJailBackend(backend: Backend): void {
  chosen = backend;
}

/** Opens a home. Rejects with JailError; with Error where the backend does not work here. */
export function openDisk(home: Home, backend: Backend): Promise<Disk> {
  return backend === 'native' ? NativeDisk.open(home) : FsDisk.open(home, backend);
}
