// Which FTP accounts a list holds and in which order, and how many there may be.
import { PageQuery } from '../http/page.js';
import { NamedReference } from '../http/references.js';
import { type SortWord, sortWords } from '../http/sort.js';
import { Id, OneOf, Optional, Text } from '../http/validation.js';
import type { EffectiveStatus } from './accounts.dto.js';

export const accountSortNames = ['login', 'created', 'lastLogin', 'used', 'expires'] as const;
export type AccountSortName = (typeof accountSortNames)[number];

/** Which FTP accounts to list, and in which order. */
export class AccountQuery extends PageQuery {
  /** Part of the login, the folder or the note; for staff also of the customer's name or the folder on the server. */
  @Optional()
  @Text(0, 200)
  search?: string;

  @Optional()
  @OneOf(['enabled', 'disabled', 'suspended', 'expired'])
  status?: EffectiveStatus;

  @Optional()
  @Id()
  customerId?: string;

  @Optional()
  @Id()
  webRootId?: string;

  /** Only those that have never logged in. */
  @Optional()
  @OneOf(['never'])
  lastLogin?: 'never';

  /** From the least on, with `-` from the greatest; accounts without a value come last. Left out: newest first. */
  @Optional()
  @OneOf(sortWords(accountSortNames))
  sort?: SortWord<AccountSortName>;
}

/** What of a query says which FTP accounts are meant. */
export type AccountFilter = Omit<AccountQuery, 'cursor' | 'limit' | 'sort'>;

/** How many FTP accounts a customer has, of how many. */
export class Allowance {
  customer: NamedReference;
  plan: NamedReference;
  used: number;
  /** Null: as many as they like. */
  max: number | null;
  /** Who can give more: the customer's host, for support an admin; null: whoever asks can. */
  whomToAsk: 'host' | 'admin' | null;
}

/** Whose allowance to tell; customers read their own. */
export class AllowanceQuery {
  @Optional()
  @Id()
  customerId?: string;
}
