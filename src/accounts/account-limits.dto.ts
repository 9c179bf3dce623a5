// What bounds an FTP account, as it looks on the wire.
import { NamedReference } from '../http/references.js';

/** A limit and how much of it is used; `limit` null: none. */
export class UsedOfLimit {
  used: number;
  limit: number | null;
}

/** What bounds an FTP account, its own limits and those of its customer's plan, which all FTP accounts share. */
export class AccountLimits {
  accountId: string;
  plan: NamedReference;
  bytes: UsedOfLimit;
  /** All web roots of the customer together, and the plan's limit. */
  planBytes: UsedOfLimit;
  files: UsedOfLimit;
  planFiles: UsedOfLimit;
  /** Sessions at once. */
  sessions: UsedOfLimit;
}
