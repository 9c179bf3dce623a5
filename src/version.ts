// Which Portside this is. The only reader of package.json at run time.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version in package.json, such as `0.1.0`. */
export const version = readVersion(import.meta.dirname);

/** The sources lie one folder below package.json, the built files two. */
function readVersion(folder: string): string {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return readVersion(dirname(folder));
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return manifest.version;
}
