// What bans, and networks that none keeps out, look like on the wire.
import { whyBanNetworkRefused, whyExemptionRefused } from './ban-network.js';
import { PageQuery } from '../http/page.js';
import { NamedReference } from '../http/references.js';
import { type SortWord, sortWords } from '../http/sort.js';
import { Id, Instant, OneOf, Optional, OptionalOrNull, Rule, Text } from '../http/validation.js';

export const banStates = ['in-force', 'exempt', 'over'] as const;
/** `exempt`: it stands and keeps nobody out, because all of its network is one that is never kept out. */
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
  /** Networks in it for which it does not hold; staff alone see them. */
  exemptNetworks: string[];
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

/** A network that no ban keeps out. */
export class ExemptNetwork {
  network: string;
  note: string;
}

/** Whom a ban would hit. */
export class BanReach {
  /** Open FTP sessions that would end. */
  sessions: number;
  /** How many FTP accounts logged in from there within 30 days. */
  accountCount: number;
  /** Ten of them, the latest first. */
  accounts: ReachedAccount[];
  /** Never kept out, and all of this lies in it: such a ban is refused. */
  exemptAround: ExemptNetwork | null;
  /** Never kept out, and a part of this: the ban would hold for the rest. */
  exemptWithin: ExemptNetwork[];
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

/** A network that no ban keeps out, whoever made the ban. */
export class BanExemption extends ExemptNetwork {
  id: string;
  createdAt: string;
  createdBy: string;
}

/** All of them, by network. */
export class BanExemptions {
  items: BanExemption[];
}

/** Whom never to keep out. */
export class NewBanExemption {
  /** An address or a network in CIDR notation; of IPv4 at least a /8, of IPv6 at least a /16. */
  @Rule('ban-exemption', whyExemptionRefused)
  network: string;

  /** Whose it is. */
  @Text(1, 300)
  note: string;
}
