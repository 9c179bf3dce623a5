// One act on many FTP accounts: what is asked, and what became of each.
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID } from 'class-validator';
import { Instant, OneOf, Optional } from '../http/validation.js';

export const bulkActs = ['enable', 'disable', 'set-expiry', 'clear-expiry', 'delete'] as const;
export type BulkAct = (typeof bulkActs)[number];

/** What to do with which FTP accounts. */
export class AccountBulk {
  @IsArray({ message: 'Write a list of ids.' })
  @ArrayMinSize(1, { message: 'Name at least one FTP account.' })
  @ArrayMaxSize(500, { message: 'Name at most 500 FTP accounts at once.' })
  @IsUUID('all', { each: true, message: 'Write ids as the API gave them out (UUIDs).' })
  ids: string[];

  /** `delete` takes the logins away; the files stay. Support may `enable` and `disable`. */
  @OneOf(bulkActs)
  act: BulkAct;

  /** For `set-expiry`: from this moment nobody can log in. */
  @Optional()
  @Instant()
  expiresAt?: Date;
}

/** What became of one of them. */
export class BulkResult {
  id: string;
  /** Null where there is no such FTP account for whoever asks. */
  login: string | null;
  result: 'done' | 'unchanged' | 'refused' | 'not-found';
  /** Why, or what to know about it; null where there is nothing to say. */
  sentence: string | null;
}

/** A result for each id, in the order they were named. */
export class BulkResults {
  results: BulkResult[];
}
