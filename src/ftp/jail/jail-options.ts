// How a home is opened, beside where it is.
import type { NameRules } from '../name-rules.js';
import type { Backend } from './disk.js';
import type { PartObserver } from './kept-parts.js';
import type { Uploader } from './staging.js';

export interface JailOptions {
  /** For tests; left out, the best one that works here is taken. */
  readonly backend?: Backend;
  /** What the opener does not see and may not make. Left out: nothing is kept from it. */
  readonly names?: NameRules;
  /** `direct`: uploads write the file itself, and a broken one has cost the old content. Left out: `staged`. */
  readonly uploads?: 'staged' | 'direct';
  /** `file`: an upload counts as kept when it is on the disk, name and all. Left out: `none`. */
  readonly sync?: 'none' | 'file';
  /** Who opens it: only the same account at the same address is shown its parts. Left out: nobody who could have one. */
  readonly uploader?: Uploader;
  readonly observer?: PartObserver;
  /** Refuses to read or write files whose owner is not the customer, such as hard links to files of others. */
  readonly onlyOwnFiles?: boolean;
}

/** Who opens a home that is not opened for an account. */
export const nobody: Uploader = { accountId: '', clientAddress: '' };
