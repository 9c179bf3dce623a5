// What a piece of work changed in what is stored, for whoever keeps count outside the engine. It counts nothing itself.
import type { ByteString } from '../virtual-path.js';
import type { Entry } from './entry.js';

/** How much more lies in one folder than before; negative where something went. Folders and links count as files. */
export interface Change {
  /** The folder's real path inside the web root, links resolved; every account whose folder holds it is concerned. */
  readonly realFolder: ByteString;
  readonly addedBytes: number;
  readonly addedFiles: number;
}

/** A renaming: as a change, what had to go at the new name. What `moved` holds now counts at `realFolder`. */
export interface Move extends Change {
  readonly moved: Entry;
  /** The real path of the folder that it came from. */
  readonly fromFolder: ByteString;
}

/** What going of a thing adds, below zero; nothing while another hard link holds it. An entry as it was before. */
export function lossOf(gone: Entry | undefined): { readonly addedBytes: number; readonly addedFiles: number } {
  if (gone === undefined) return { addedBytes: 0, addedFiles: 0 };
  if (gone.kind === 'folder') return { addedBytes: 0, addedFiles: -1 };
  if (gone.linkCount > 1) return { addedBytes: 0, addedFiles: 0 };
  return { addedBytes: gone.kind === 'file' && gone.sizeBytes > 0 ? -gone.sizeBytes : 0, addedFiles: -1 };
}
