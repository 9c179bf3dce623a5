// What an upload that stopped before its end looks like on the wire.
import { PageQuery } from '../http/page.js';
import { Id, Optional } from '../http/validation.js';

/** A part of a file that waits on the server for its rest; the file it was to replace is still the old one. */
export class UnfinishedUpload {
  id: string;
  accountId: string;
  login: string;
  serverName: string;
  /** Inside the account's folder; bytes that are no text are written as \xHH. */
  path: string;
  receivedBytes: number;
  /** From where it came; only there it can be continued. null after a crash of the FTP process. */
  clientAddress: string | null;
  /** Why it stopped, as a sentence. */
  reason: string;
  startedAt: string;
  endedAt: string;
  /** Until when the client can continue it. */
  continuableUntil: string;
}

/** One page of unfinished uploads. */
export class UnfinishedUploadPage {
  items: UnfinishedUpload[];
  nextCursor: string | null;
}

/** Which unfinished uploads to list. */
export class UnfinishedUploadQuery extends PageQuery {
  @Optional()
  @Id()
  accountId?: string;
}
