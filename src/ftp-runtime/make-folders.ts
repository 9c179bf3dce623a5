// Makes a folder with all that are missing above it, through the jail.
import { JailError, rootPath, type Entry, type Jail, type VirtualPath } from '../ftp/index.js';

/** Whether something had to be made. Throws JailError, `not-a-folder` where a file stands in the way. */
export async function makeFolders(jail: Jail, folder: VirtualPath): Promise<boolean> {
  let made = false;
  for (const path of pathsTo(folder)) {
    const there = await lookAt(jail, path);
    if (there === undefined) {
      await jail.makeFolder(path).catch(unlessThereNow);
      made = true;
    } else if (there.kind !== 'folder') {
      throw new JailError('not-a-folder');
    }
  }
  return made;
}

/** `/a`, `/a/b`, `/a/b/c`; none for the web root itself. */
function pathsTo(folder: VirtualPath): VirtualPath[] {
  if (folder === rootPath) return [];
  const parts = folder.split('/').slice(1);
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}` as VirtualPath);
}

async function lookAt(jail: Jail, path: VirtualPath): Promise<Entry | undefined> {
  try {
    return await jail.stat(path);
  } catch (error) {
    if (error instanceof JailError && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** Somebody else was faster, which is as good. */
function unlessThereNow(error: unknown): void {
  if (!(error instanceof JailError && error.code === 'exists')) throw error;
}
