// A copy of what the roles run from, for users that cannot reach the checkout: a clone in root's home, a 0700 folder, a
// umask of 077. Made of hard links where the file system allows it, so it costs next to nothing.
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureFolder, type Owner } from './folders.js';
import { canReach } from './system-users.js';

/** From where the roles run, and with which Node. */
export interface Program {
  readonly root: string;
  readonly node: string;
}

/** What of the checkout a role reads at run time, beside its packages. */
const parts = ['dist', 'web/dist', 'package.json', 'openapi.json'];

/** The checkout itself where each user can read all of it; otherwise a mirror at `target`, refreshed when it is stale. */
export function reachableProgram(checkout: Program, target: string, users: readonly Owner[]): Program {
  const needed = [checkout.node, ...neededPaths(checkout.root)];
  if (users.every((user) => canReach(user, needed))) return checkout;
  const mirror = { root: target, node: join(target, 'bin', 'node') };
  const stamp = join(target, '.mirror-of');
  const state = fingerprint(checkout);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === state) return mirror;
  mirrorProgram(checkout, `${target}.new`);
  fs.writeFileSync(join(`${target}.new`, '.mirror-of'), state);
  fs.rmSync(`${target}.old`, { recursive: true, force: true });
  if (fs.existsSync(target)) fs.renameSync(target, `${target}.old`);
  fs.renameSync(`${target}.new`, target);
  fs.rmSync(`${target}.old`, { recursive: true, force: true });
  return mirror;
}

/** Every package folder the product needs at run time, relative to the checkout; development packages left out. */
export function runtimePackages(root: string): string[] {
  const lock = join(root, 'package-lock.json');
  if (!fs.existsSync(lock)) return ['node_modules'];
  const { packages } = JSON.parse(fs.readFileSync(lock, 'utf8')) as {
    packages: Record<string, { dev?: boolean; link?: boolean }>;
  };
  const names = Object.entries(packages).filter(([, entry]) => entry.dev !== true && entry.link !== true);
  return names
    .map(([name]) => name)
    .filter((name) => name.startsWith('node_modules/') && fs.existsSync(join(root, name)));
}

function neededPaths(root: string): string[] {
  const files = ['dist/src/main.js', 'package.json', 'web/dist/index.html'].map((name) => join(root, name));
  const manifests = runtimePackages(root).map((name) => join(root, name, 'package.json'));
  return [...files, ...manifests].filter((path) => fs.existsSync(path));
}

/** Changes whenever what would be mirrored changes: a new build, other packages, another Node. */
function fingerprint({ root, node }: Program): string {
  const hash = createHash('sha256');
  for (const path of [
    node,
    ...['dist/src/main.js', 'web/dist/index.html', 'package-lock.json'].map((p) => join(root, p)),
  ]) {
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    hash.update(`${path} ${stat?.ino ?? 0} ${stat?.size ?? 0} ${stat?.mtimeMs ?? 0}\n`);
  }
  return hash.digest('hex');
}

/** Makes the mirror, in place of whatever is at `target`. */
export function mirrorProgram({ root, node }: Program, target: string): void {
  fs.rmSync(target, { recursive: true, force: true });
  ensureFolder(target, 0o755);
  for (const part of parts) if (fs.existsSync(join(root, part))) mirror(join(root, part), join(target, part), false);
  for (const name of runtimePackages(root)) mirror(join(root, name), join(target, name), name !== 'node_modules');
  mirror(fs.realpathSync(node), join(target, 'bin', 'node'), false);
}

/** A package's own node_modules are packages of the list themselves, or not needed at run time. */
function mirror(from: string, to: string, skipNested: boolean): void {
  const stat = fs.lstatSync(from);
  if (stat.isDirectory()) {
    ensureFolder(to, 0o755);
    for (const name of fs.readdirSync(from)) {
      if (!skipNested || name !== 'node_modules') mirror(join(from, name), join(to, name), false);
    }
    return;
  }
  ensureFolder(dirname(to), 0o755);
  if (stat.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(from), to);
  else if (stat.isFile()) linkOrCopy(from, to, stat.mode);
}

/** A link shares its file's mode, so what others may not read is copied. */
function linkOrCopy(from: string, to: string, mode: number): void {
  const executable = (mode & 0o100) !== 0;
  const open = executable ? 0o755 : 0o644;
  if ((mode & (executable ? 0o005 : 0o004)) === (executable ? 0o005 : 0o004)) {
    try {
      fs.linkSync(from, to);
      return;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP'].includes(code)) throw error;
    }
  }
  fs.copyFileSync(from, to);
  fs.chmodSync(to, open);
}
