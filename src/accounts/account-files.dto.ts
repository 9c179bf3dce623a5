// What lies in an FTP account's folder, and what is said about it when the account is deleted.
import { OneOf, Optional } from '../http/validation.js';
import { type FileFate, fileFates } from '../removals/file-fate.js';

/** An FTP account that would lose its files. */
export class FolderSharer {
  id: string;
  login: string;
  /** Inside its web root. */
  folder: string;
}

/** What would go if an FTP account were deleted with its files; nothing is changed by asking. */
export class AccountFiles {
  /** Inside the web root. */
  folder: string;
  /** The same on the server; null for customers. */
  path: string | null;
  /** False where there is no such folder on the server. */
  exists: boolean;
  bytes: number;
  files: number;
  folders: number;
  /** False where there was too much to count in a few seconds, or some of it could not be read: there is more. */
  complete: boolean;
  /** Other FTP accounts whose folder is the same or lies in it. */
  sharedWith: FolderSharer[];
  /** Why these files cannot be deleted with the account, as a sentence; null where they can. */
  refusal: string | null;
}

/** What becomes of the files of an FTP account that is deleted. */
export class AccountDeletion {
  /** `delete` has the server remove the account's folder; see `GET /removals?accountId=`. */
  @Optional()
  @OneOf(fileFates)
  files?: FileFate;

  /** What becomes of other FTP accounts in the same folder: without `lose-their-files` they keep it from being removed. */
  @Optional()
  @OneOf(['keep-theirs', 'lose-their-files'])
  others?: 'keep-theirs' | 'lose-their-files';
}
