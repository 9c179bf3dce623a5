// Counting what lies under a folder, for the panel's "measure". Links are counted as files and never followed.
import { joinPath, type VirtualPath } from '../virtual-path.js';
import type { Entry } from './entry.js';
import { JailError } from './jail-error.js';

/** What lies under a folder, the folder itself not counted. Sizes are logical; a hard link counts once. */
export interface Usage {
  readonly bytes: number;
  readonly files: number;
  readonly folders: number;
  /** False where a folder could not be read or the walk reached its bound. */
  readonly complete: boolean;
}

/** The largest number of entries that one count looks at. */
export const maxCountedEntries = 5_000_000;

export interface UsageOptions {
  /** How many entries are looked at; five million unless told. */
  readonly maxEntries?: number;
  /** Ends the count where it is. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (soFar: Usage) => void;
}

/** Lists a folder; the jail's own way of reading one. */
export type ListFolder = (path: VirtualPath) => AsyncIterable<Entry>;

/** Walks everything under `path`. Rejects with JailError where `path` itself cannot be read. */
export async function countUsage(list: ListFolder, path: VirtualPath, options: UsageOptions = {}): Promise<Usage> {
  const count = new Count(options);
  await count.addFolder(list(path), path);
  for (let next = count.waiting.pop(); next !== undefined; next = count.waiting.pop()) {
    try {
      await count.addFolder(list(next), next);
    } catch (error) {
      if (!(error instanceof JailError)) throw error;
      count.complete = false;
    }
    options.onProgress?.(count.usage);
  }
  return count.usage;
}

class Count {
  readonly waiting: VirtualPath[] = [];
  bytes = 0;
  files = 0;
  folders = 0;
  complete = true;
  readonly #hardLinked = new Set<string>();

  constructor(private readonly options: UsageOptions) {}

  get usage(): Usage {
    const { bytes, complete, files, folders } = this;
    return { bytes, files, folders, complete };
  }

  async addFolder(entries: AsyncIterable<Entry>, path: VirtualPath): Promise<void> {
    for await (const entry of entries) {
      if (this.#isEnough()) {
        this.complete = false;
        this.waiting.length = 0;
        return;
      }
      if (entry.kind === 'folder') {
        this.folders += 1;
        this.waiting.push(joinPath(path, entry.name));
      } else if (this.#isNew(entry)) {
        this.files += 1;
        this.bytes += entry.kind === 'file' ? entry.sizeBytes : 0;
      }
    }
  }

  #isEnough(): boolean {
    const { maxEntries = maxCountedEntries, signal } = this.options;
    return signal?.aborted === true || this.files + this.folders >= maxEntries;
  }

  #isNew(entry: Entry): boolean {
    if (entry.linkCount < 2) return true;
    if (this.#hardLinked.has(entry.unique)) return false;
    this.#hardLinked.add(entry.unique);
    return true;
  }
}
