// What a customer uses, now and over time, as it looks on the wire. Bytes of disk are those of the quota ledgers.
import { NamedReference } from '../http/references.js';
import { Id, Optional, Rule } from '../http/validation.js';

/** What is used of what is allowed; null: no limit. */
export class UsageOf {
  usedBytes: number;
  usedFiles: number;
  quotaBytes: number | null;
  quotaFiles: number | null;
  /** Of the used bytes, those that were not written over FTP. */
  outsideBytes: number;
  /** When the files were counted last; null before the first time. */
  countedAt: string | null;
}

/** What a website takes up. */
export class WebRootUsage {
  id: string;
  domain: string;
  usedBytes: number;
  usedFiles: number;
  outsideBytes: number;
}

/** What an FTP account's folder takes up, of its own quota. */
export class AccountUsage {
  id: string;
  login: string;
  usedBytes: number;
  usedFiles: number;
  quotaBytes: number | null;
}

/** What a customer uses now. */
export class Usage {
  customer: NamedReference;
  planName: string;
  /** Of the plan's limit. */
  total: UsageOf;
  /** The 100 largest. */
  webRoots: WebRootUsage[];
  /** The 100 that use most; folders may lie within each other, so their sum says nothing. */
  accounts: AccountUsage[];
}

/** One day (UTC). */
export class UsageDay {
  /** Such as 2027-01-31. */
  day: string;
  /** At the end of the day, of today so far; null where nobody looked yet. */
  usedBytes: number | null;
  /** Bytes uploaded over FTP. */
  receivedBytes: number;
  /** Bytes downloaded over FTP. */
  sentBytes: number;
  uploads: number;
  downloads: number;
}

/** Day by day, oldest first, days without anything too. */
export class UsageDays {
  items: UsageDay[];
}

/** Whose usage. */
export class UsageQuery {
  /** For staff; customers see their own. */
  @Optional()
  @Id()
  customerId?: string;
}

/** Whose usage over which days. */
export class UsageDaysQuery extends UsageQuery {
  /** Of one website only. */
  @Optional()
  @Id()
  webRootId?: string;

  /** Of one FTP account only. */
  @Optional()
  @Id()
  accountId?: string;

  /** The first day (UTC); 29 days before the last if left out. */
  @Optional()
  @Rule('isDay', whyNoDay)
  since?: string;

  /** The last day (UTC); today if left out. */
  @Optional()
  @Rule('isDay', whyNoDay)
  until?: string;
}

/** Why this is no day, as a sentence; undefined where it is one. */
function whyNoDay(written: unknown): string | undefined {
  const sentence = 'Write a day such as 2027-01-31.';
  if (typeof written !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(written)) return sentence;
  const read = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== written ? sentence : undefined;
}
