// What bans look like on the wire.
import { whyBanNetworkRefused } from './ban-network.js';
import { PageQuery } from '../http/page.js';
import { NamedReference } from '../http/references.js';
import { type SortWord, sortWords } from '../http/sort.js';
import { Id, Instant, OneOf, Optional, OptionalOrNull, Rule, Text } from '../http/validation.js';

export const banStates = ['in-force', 'over'] as const;
export type BanState = (typeof banStates)[number];

/** Whom the FTP servers do not let in, and why. */
export class Ban {
  id: string;
  /** In CIDR notation; `/32` and `/128` are single addresses. */
  clientNetwork: string;
  /** Whose logins are refused there; null: nobody there is let in. */
  login: string | null;
  /** The FTP account of that login; null where there is none. */
  accountId: string | null;
  /** What whoever is kept out reads. */
  reason: string;
  state: BanState;
  createdAt: string;
  /** Who made it; null for customers, where it was staff. */
  createdBy: string | null;
  /** Null: until somebody lifts it. */
  expiresAt: string | null;
  liftedAt: string | null;
  liftedBy: string | null;
  /** Whether the one who asks may lift it. */
  mayLift: boolean;
}

/** One page of bans. */
export class BanPage {
  items: Ban[];
  nextCursor: string | null;
}

export const banSortNames = ['created', 'expires'] as const;
export type BanSortName = (typeof banSortNames)[number];

/** Which bans to list, and in which order. */
export class BanQuery extends PageQuery {
  @Optional()
  @OneOf(banStates)
  state?: BanState;

  /** Those about this FTP account, and those about everybody at an address that it was used from. */
  @Optional()
  @Id()
  accountId?: string;

  /** An address or a login, or a part of one. */
  @Optional()
  @Text(0, 255)
  search?: string;

  /** From the least on, with `-` from the greatest; bans without an end come last. Left out: newest first. */
  @Optional()
  @OneOf(sortWords(banSortNames))
  sort?: SortWord<BanSortName>;
}

/** Whom a ban would keep out. */
export class BanReachQuery {
  /** An address or a network in CIDR notation; of IPv4 at least a /8, of IPv6 at least a /16. */
  @Rule('ban-network', whyBanNetworkRefused)
  clientNetwork: string;

  /** Left out: everybody there. */
  @Optional()
  @Text(1, 255)
  login?: string;
}

/** An FTP account that was used from where nobody is to be let in. */
export class ReachedAccount {
  id: string;
  login: string;
  customer: NamedReference;
  /** From there. */
  lastLoginAt: string;
}

/** Whom a ban would hit. */
export class BanReach {
  /** Open FTP sessions that would end. */
  sessions: number;
  /** How many FTP accounts logged in from there within 30 days. */
  accountCount: number;
  /** Ten of them, the latest first. */
  accounts: ReachedAccount[];
}

/** Whom to keep out. */
export class NewBan {
  /** An address or a network in CIDR notation; of IPv4 at least a /8, of IPv6 at least a /16. */
  @Rule('ban-network', whyBanNetworkRefused)
  clientNetwork: string;

  /** Left out or null: nobody there is let in. */
  @OptionalOrNull()
  @Text(1, 255)
  login?: string | null;

  @Text(1, 300)
  reason: string;

  /** Left out or null: until somebody lifts it. */
  @OptionalOrNull()
  @Instant()
  expiresAt?: Date | null;
}
