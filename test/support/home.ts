// A home for an FTP account on the real disk, under an identity that the jail accepts: the tests' own user, or, where
// they run as root, a customer without a name.
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Home, HostPath, Identity } from '../../src/ftp/account.js';
import { rootPath } from '../../src/ftp/virtual-path.js';

/** Whether the tests may switch to other identities and change owners. */
export const isRoot = process.geteuid?.() === 0;

/** The uid and gid of the customer that the tests play as root. */
export const customerId = 23_456;

/** The identity that homes of tests belong to. */
export function testIdentity(umask = 0o022): Identity {
  const own = { uid: process.geteuid?.() ?? customerId, gid: process.getegid?.() ?? customerId };
  return isRoot ? { uid: customerId, gid: customerId, umask } : { ...own, umask };
}

export interface TestHome {
  readonly home: Home;
  /** Where it is on the machine. */
  readonly path: string;
  /** Writes a file as the customer would, with the folders on the way. */
  write(name: string, content: string | Buffer): void;
  remove(): void;
}

/** Makes an empty web root in the machine's folder for temporary files. */
export function makeHome(options: { readonly umask?: number } = {}): TestHome {
  const identity = testIdentity(options.umask);
  const path = mkdtempSync(join(tmpdir(), 'portside-home-'));
  chmodSync(path, 0o755);
  const own = (target: string) => (isRoot ? chownSync(target, identity.uid, identity.gid) : undefined);
  own(path);
  const makeFolders = (parts: readonly string[]) => {
    let folder = path;
    for (const part of parts) {
      folder = join(folder, part);
      mkdirSync(folder, { recursive: true });
      own(folder);
    }
  };
  return {
    home: { webRoot: path as HostPath, folder: rootPath, identity },
    path,
    write(name, content) {
      makeFolders(name.split('/').filter(Boolean).slice(0, -1));
      writeFileSync(join(path, name), content);
      own(join(path, name));
    },
    remove() {
      rmSync(path, { recursive: true, force: true });
    },
  };
}
