// Where the embedded Postgres lies under a base folder, and whom it runs as there.
import { createHash } from 'node:crypto';
import { existsSync, lstatSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresPlace } from './embedded-postgres.js';
import type { Owner } from './folders.js';
import { isRoot, postgresUser } from './system-users.js';

/** A socket's whole path fits in 107 bytes; Postgres appends 14. */
const longestSocketFolder = 90;

/** The place of the embedded Postgres of this base folder; the owner must be able to reach both. */
export function placePostgres(base: string, binaries: string): PostgresPlace {
  const folder = join(base, 'postgres');
  const owner = isRoot() ? ownerOf(join(folder, 'data')) : undefined;
  return { folder, socketFolder: socketFolder(base, owner), binaries, owner };
}

/** Postgres serves only data that are its own user's: those of an earlier start decide. */
function ownerOf(data: string): Owner {
  if (!existsSync(data)) return postgresUser();
  const { uid, gid } = lstatSync(data);
  return { uid, gid };
}

function socketFolder(base: string, owner: Owner | undefined): string {
  const near = join(base, 'sock');
  if (Buffer.byteLength(near) <= longestSocketFolder) return near;
  const name = `portside-${createHash('sha256').update(base).digest('hex').slice(0, 12)}`;
  const short = join(isRoot() ? '/run' : tmpdir(), name);
  // In a folder where everybody may write, somebody else's folder of that name would be a trap.
  if (existsSync(short) && lstatSync(short).uid !== (owner?.uid ?? process.getuid?.())) {
    throw new Error(`${short} belongs to somebody else; choose a DATA_DIR with a shorter path.`);
  }
  return short;
}
