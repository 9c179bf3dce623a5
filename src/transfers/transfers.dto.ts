// What the transfer log looks like on the wire.
import { PageQuery } from '../http/page.js';
import { whyNoNetwork } from '../data-connections/connection-filter.js';
import { Id, Instant, OneOf, Optional, Rule, Text } from '../http/validation.js';
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

/** Which part of the transfer log to list. */
export class TransferQuery extends PageQuery {
  @Optional()
  @Id()
  accountId?: string;

  @Optional()
  @Id()
  customerId?: string;

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

  @Optional()
  @Id()
  serverId?: string;

  /** Part of the login. */
  @Optional()
  @Text(0, 255)
  login?: string;

  /** Clients of this network only. */
  @Optional()
  @Rule('isNetwork', whyNoNetwork)
  network?: string;

  @Optional()
  @Instant()
  since?: Date;

  /** Those before this instant. */
  @Optional()
  @Instant()
  until?: Date;
}
