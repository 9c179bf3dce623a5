// The rows of a tree of folders, as far as its levels are open and loaded. Pure.
import type { Folder } from '../../api/types.js';
import { folderAbove, folderInside } from './folder-path.js';

/** One folder in sight. */
export interface TreeRow {
  readonly folder: string;
  readonly name: string;
  /** From 1, which is the web root. */
  readonly level: number;
  /** `leaf`: open, and no folder is in it. */
  readonly state: 'open' | 'closed' | 'loading' | 'leaf';
  /** Its place among its neighbours, from 1. */
  readonly place: number;
  readonly of: number;
}

type Level = Pick<Folder, 'entries'> | undefined;

/** The web root and everything open below it; `levels` holds what was loaded. */
export function treeRows(open: readonly string[], levels: ReadonlyMap<string, Level>): TreeRow[] {
  const rowsOf = (row: Omit<TreeRow, 'state'>): TreeRow[] => {
    if (!open.includes(row.folder)) return [{ ...row, state: 'closed' }];
    const level = levels.get(row.folder);
    if (level === undefined) return [{ ...row, state: 'loading' }];
    const names = level.entries.filter(({ kind }) => kind === 'folder').map(({ name }) => name);
    const below = names.flatMap((name, at) =>
      rowsOf({ folder: folderInside(row.folder, name), name, level: row.level + 1, place: at + 1, of: names.length }),
    );
    return [{ ...row, state: names.length === 0 ? 'leaf' : 'open' }, ...below];
  };
  return rowsOf({ folder: '/', name: '/', level: 1, place: 1, of: 1 });
}

/** The folders that must be open for this one to be in sight, from the web root down. */
export function leadsTo(folder: string): string[] {
  const above: string[] = [];
  for (let at = folder.startsWith('/') ? folder : '/'; at !== '/'; at = folderAbove(at)) above.unshift(folderAbove(at));
  return above.length === 0 ? ['/'] : [...new Set(above)];
}
