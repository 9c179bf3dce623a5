// What LIST, NLST and STAT are asked to show: a file, a folder's entries, or those that a pattern means.
import { JailError, type Entry, type Jail } from '../jail/jail.js';
import { folderOf, nameOf, type ByteString, type VirtualPath } from '../virtual-path.js';
import { isPattern, matcherOf, type Matcher } from '../glob.js';
import type { ListRequest } from './list-request.js';

/** Something that stands at a path. */
export interface Found {
  readonly path: VirtualPath;
  readonly entry: Entry;
}

/** What stands at the path of a request. */
export interface Top extends Found {
  /** Where the last name is a pattern: which entries of the folder are shown, each as itself. */
  readonly matches: Matcher | undefined;
}

/** Finds it. A name that is there is itself, whatever it looks like: `photo[1].jpg` is a file first. */
export async function findTop(jail: Jail, { path, itself, hidden }: ListRequest): Promise<Top> {
  try {
    const entry = itself ? await jail.statLink(path) : await jail.stat(path);
    return { path, entry, matches: undefined };
  } catch (error) {
    const pattern = nameOf(path);
    if (!(error instanceof JailError) || error.code === 'name-too-long' || !isPattern(pattern)) throw error;
    const folder = folderOf(path);
    const entry = await jail.stat(folder);
    if (entry.kind !== 'folder') throw new JailError('not-a-folder');
    return { path: folder, entry, matches: matcherOf(pattern, { hidden }) };
  }
}

/**
 * What stands before the names of a folder's entries, so that each is a path the client can use as it is (RFC 1123
 * §4.1.2.7): what the client wrote itself.
 */
export function prefixOf({ written }: ListRequest, { matches }: Top): ByteString {
  const folder =
    matches === undefined && written !== '' ? `${written}/` : written.slice(0, written.lastIndexOf('/') + 1);
  return folder.replace(/\/+$/, '/').replace(/^(?:\.\/+)+/, '');
}
