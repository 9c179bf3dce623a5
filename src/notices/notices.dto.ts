// What a customer is told about client programs that do not get through any more, as it looks on the wire.
import type { ForbiddenUse } from '../servers/client-settings.js';

/** `former-server`: it connects to the server on which the site was before it moved. */
export type NoticeUse = ForbiddenUse | 'former-server';

/** A client program of a customer that uses what is no longer allowed or no longer there, and has not got through since. */
export class Notice {
  accountId: string;
  login: string;
  /** On which it happens; for `former-server` the old one. */
  serverName: string;
  clientAddress: string;
  /** The name people know the program by; null where it does not say what it is. */
  program: string | null;
  use: NoticeUse;
  lastUsedAt: string;
  /** What happens and why, as a sentence. */
  sentence: string;
  /** The setting to change, as a sentence. */
  cure: string;
}

/** The notices of a customer, the latest use first, at most 50. */
export class NoticeList {
  items: Notice[];
}
