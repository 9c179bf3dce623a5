// What the jail refuses on its own account, before the disk is asked: staged and ruled names, the home itself, a folder
// into itself. What a name pattern means is ../name-rules.ts.
import type { NameRules } from '../name-rules.js';
import { partsOf, type ByteString, type VirtualPath } from '../virtual-path.js';
import type { Place } from './disk.js';
import { errnoOf, failedCall, JailError } from './jail-error.js';
import { isStagedName } from './staging.js';

/** Staged files do not exist for clients. */
export function refuseStaged(path: VirtualPath): void {
  if (partsOf(path).some(isStagedName)) throw failedCall('ENOENT');
}

/** Throws JailError `name-refused` where nothing may be made; a hidden name could replace what is not seen. */
export function refuseMaking(names: NameRules, path: VirtualPath): void {
  const pattern = names.refuses(path);
  if (pattern !== undefined) throw refused(`This account may not make names like ${asBytes(pattern)}; choose another.`);
  if (names.hides(path)) throw refused();
}

/** Throws JailError `name-refused` where a folder's rename would lead around a rule for what lies in it. */
export function refuseMovingFolder(names: NameRules, from: VirtualPath, to: VirtualPath): void {
  if (!names.pins(from) && !names.pins(to)) return;
  throw refused('A rule for names in this folder counts for this account, so it keeps its name.');
}

/** Throws JailError `not-permitted` for the home itself. */
export function refuseHome(isHome: boolean): void {
  if (isHome) throw new JailError('not-permitted', undefined, 'The home folder itself cannot be changed.');
}

/** Throws JailError `not-a-folder` where a link has led to a place; `written` is its path from the web root. */
export function refuseLinkedPath({ found, name, realFolder }: Place, written: ByteString): void {
  const [from, to] = [partsOf(written as VirtualPath), partsOf(`${realFolder}/${name}` as VirtualPath)];
  if (found?.kind === 'link' || from.join('/') !== to.join('/'))
    throw new JailError('not-a-folder', undefined, 'A symbolic link leads to this folder; name the folder itself.');
}

/** Moving a folder into itself is EINVAL to the kernel. */
export function refuseIntoItself(error: unknown): never {
  throw errnoOf(error) === 'EINVAL' ? new JailError('into-itself') : error;
}

function refused(sentence?: string): JailError {
  return new JailError('name-refused', undefined, sentence);
}

function asBytes(pattern: string): string {
  return Buffer.from(pattern, 'utf8').toString('latin1');
}
