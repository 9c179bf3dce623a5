// By what lists of what happened are narrowed: when, whose, where and from where. What else a list asks for is its own.
import { normalNetwork } from './networks.js';
import { PageQuery } from './page.js';
import { Id, Instant, Optional, Rule } from './validation.js';

/** Why this is no network, as a sentence; undefined where it is one. */
export function whyNoNetwork(written: unknown): string | undefined {
  return normalNetwork(written) === undefined ? 'Write a network such as 203.0.113.0/24 or 2001:db8::/32.' : undefined;
}

/** A page of what happened in a span of time. */
export class PeriodQuery extends PageQuery {
  @Optional()
  @Instant()
  since?: Date;

  /** Those before this instant. */
  @Optional()
  @Instant()
  until?: Date;
}

/** Whose clients are meant, at which server, and from where. */
export class ClientFilter {
  @Optional()
  @Id()
  accountId?: string;

  @Optional()
  @Id()
  customerId?: string;

  @Optional()
  @Id()
  serverId?: string;

  /** Clients of this network only. */
  @Optional()
  @Rule('isNetwork', whyNoNetwork)
  network?: string;
}
