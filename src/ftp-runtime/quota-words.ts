// What a client reads when a quota refuses: one sentence for each way, with the numbers in it.
import { FtpError, reply } from '../ftp/index.js';
import type { LedgerFacts } from './quota-ledger.js';

/** What the database says of a ledger that has no room. */
export interface FullLedger {
  readonly used_bytes: number;
  readonly used_files: number;
  /** Of what there is too little. */
  readonly lacking: 'bytes' | 'files' | null;
}

const units = [
  ['TB', 1e12],
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
] as const;

/** 552, naming the limit that is in the way: `Quota: 950 of 1000 MB used.` */
export function quotaRefusal(facts: LedgerFacts, full: FullLedger): FtpError {
  const whose = facts.kind === 'account' ? 'Quota' : 'Quota of the hosting package';
  const numbers =
    full.lacking === 'files'
      ? `${full.used_files} of ${facts.limitFiles ?? 0} files and folders`
      : usedOf(full.used_bytes, facts.limitBytes ?? 0);
  return new FtpError(reply(552, `${whose}: ${numbers} used.`));
}

/** 452: how much is left cannot be asked now. */
export function quotaUnknown(): FtpError {
  return new FtpError(
    reply(452, 'Quota: how much is left cannot be known, because the database is away; try again in a moment.'),
  );
}

/** Both in the largest unit of which the limit has ten; what is used is never rounded up to the limit. */
function usedOf(usedBytes: number, limitBytes: number): string {
  const [unit, size] = units.find(([, bytes]) => limitBytes >= 10 * bytes) ?? ['bytes', 1];
  const inUnit = (bytes: number) => Math.trunc((bytes / size) * 1000) / 1000;
  return `${inUnit(usedBytes)} of ${inUnit(limitBytes)} ${unit}`;
}
