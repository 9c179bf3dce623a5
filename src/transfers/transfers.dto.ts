// What the transfer log looks like on the wire.
import { IntersectionType } from '@nestjs/swagger';
import { ClientFilter, PeriodQuery } from '../http/narrowing.dto.js';
import { type SortWord, sortWords } from '../http/sort.js';
import { OneOf, Optional, Text } from '../http/validation.js';
import type { DataMode } from '../ftp/policy.js';
import { transferKinds, type TransferKind, transferOutcomes, type TransferOutcome } from './kinds.js';

/** One thing an FTP session did to the files. */
export class Transfer {
  id: string;
  at: string;
  login: string;
  accountId: string | null;
  clientAddress: string;
  kind: TransferKind;
  /** Inside the account's folder; bytes that are no text are written as \xHH. */
  path: string;
  toPath: string | null;
  bytes: number;
  durationMs: number;
  mode: DataMode | null;
  tls: boolean;
  outcome: TransferOutcome;
  /** The reply the client got. */
  reply: string;
  serverName: string;
}

/** One page of the transfer log. */
export class TransferPage {
  items: Transfer[];
  nextCursor: string | null;
}

export const transferSortNames = ['at', 'bytes'] as const;
export type TransferSortName = (typeof transferSortNames)[number];

/** Which part of the transfer log to list, and in which order. */
export class TransferQuery extends IntersectionType(PeriodQuery, ClientFilter) {
  @Optional()
  @OneOf(transferKinds)
  kind?: TransferKind;

  @Optional()
  @OneOf(transferOutcomes)
  outcome?: TransferOutcome;

  /** Part of the path. */
  @Optional()
  @Text(0, 1000)
  search?: string;

  /** Part of the login. */
  @Optional()
  @Text(0, 255)
  login?: string;

  /** From the least on, with `-` from the greatest. Left out: newest first. */
  @Optional()
  @OneOf(sortWords(transferSortNames))
  sort?: SortWord<TransferSortName>;
}
