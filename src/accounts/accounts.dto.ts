// What an FTP account looks like on the wire, and what may be written about one.
import { NamedReference } from '../http/references.js';
import {
  Bandwidth,
  Bytes,
  Id,
  Instant,
  OneOf,
  Optional,
  OptionalOrNull,
  Rule,
  Text,
  Whole,
  YesOrNo,
} from '../http/validation.js';
import { whyNoPassword } from '../auth/password-policy.js';
import { type Permission, type UploadMode, uploadModes } from '../ftp/account.js';
import { type AccountAccess, type NamedAccess, namedAccesses } from './access.js';
import { whyFolderRefused } from './folder.js';
import { whyNameRefused } from './login.js';
import { whyPatternsRefused } from './name-patterns.js';
import { whyNetworksRefused } from '../http/networks.js';
import { VerbWishesBody } from '../http/verb-wishes.dto.js';
import { whyWishesRefused } from '../http/verb-wishes.js';

export type AccountStatus = 'enabled' | 'disabled';
export type LimitSource = 'account' | 'plan';
export type EffectiveStatus = 'enabled' | 'disabled' | 'suspended' | 'expired';

/** The web root an account lies in. */
export class AccountWebRoot {
  id: string;
  domain: string;
  serverId: string;
  serverName: string;
}

/** How fast an account may be, and whose rule that is. */
export class BandwidthInForce {
  bytesPerSecond: number;
  from: LimitSource;
}

/** One FTP login. */
export class Account {
  id: string;
  login: string;
  customer: NamedReference;
  webRoot: AccountWebRoot;
  /** Inside the web root; `/` is the web root itself. */
  folder: string;
  access: AccountAccess;
  permissions: Permission[];
  status: AccountStatus;
  /** What a login would find now: its own status, its customer's and its expiry together. */
  effectiveStatus: EffectiveStatus;
  /** Uploads stop at it; what lies under the folder counts, whoever wrote it. */
  quotaBytes: number | null;
  usedBytes: number;
  /** Files, links and folders together. */
  quotaFiles: number | null;
  usedFiles: number;
  /** What of it PHP, SSH or others have written since the counting began; negative where they have removed more. */
  outsideBytes: number;
  /** When the server has last looked at the disk itself; null: not yet. */
  countedAt: string | null;
  maxSessions: number | null;
  /** Bytes a second of all its downloads together, within the plan's; null: no limit but the plan's. */
  bandwidthDownBytes: number | null;
  /** The same for uploads. */
  bandwidthUpBytes: number | null;
  /** What holds for downloads; null: no limit. */
  downBandwidth: BandwidthInForce | null;
  /** What holds for uploads; null: no limit. */
  upBandwidth: BandwidthInForce | null;
  uploadMode: UploadMode;
  /** Patterns of names that this login does not see. */
  hiddenNames: string[];
  /** Patterns of names that this login may not upload, make or rename to. */
  refusedNames: string[];
  onlyOwnFiles: boolean;
  allowedNetworks: string[];
  expiresAt: string | null;
  note: string;
  lastLoginAt: string | null;
  openSessions: number;
  createdAt: string;
  updatedAt: string;
  /** Grows with each change; in quotes it is the ETag. */
  revision: number;
}

/** One page of FTP accounts. */
export class AccountPage {
  items: Account[];
  nextCursor: string | null;
}

/** What can be set when an FTP account is made and changed later. */
export class AccountSettings {
  @Optional()
  @Rule('folder', whyFolderRefused)
  folder?: string;

  @Optional()
  @OneOf(namedAccesses)
  access?: NamedAccess;

  @OptionalOrNull()
  @Bytes()
  quotaBytes?: number | null;

  @OptionalOrNull()
  @Whole(0, 1_000_000_000)
  quotaFiles?: number | null;

  @OptionalOrNull()
  @Whole(1, 10_000)
  maxSessions?: number | null;

  /** Bytes a second of all downloads together; null: the plan's. A customer stays within the plan's. */
  @OptionalOrNull()
  @Bandwidth()
  bandwidthDownBytes?: number | null;

  /** The same for uploads. */
  @OptionalOrNull()
  @Bandwidth()
  bandwidthUpBytes?: number | null;

  /** `staged`: only a complete upload replaces a file. `direct`: the file itself is written. */
  @Optional()
  @OneOf(uploadModes)
  uploadMode?: UploadMode;

  /**
   * Names such as `*.php`, which count in every folder, and paths from the account's folder such as `/private/*`; `*`
   * stands for any characters, `?` for one, `[a-z]` for one of these, `**` for any number of folders.
   */
  @Optional()
  @Rule('patterns', whyPatternsRefused)
  hiddenNames?: string[];

  /** Written as `hiddenNames`. */
  @Optional()
  @Rule('patterns', whyPatternsRefused)
  refusedNames?: string[];

  /** Refuses files that do not belong to the web root's system user. */
  @Optional()
  @YesOrNo()
  onlyOwnFiles?: boolean;

  /** Addresses or networks in CIDR notation; none means from anywhere. */
  @Optional()
  @Rule('networks', whyNetworksRefused)
  allowedNetworks?: string[];

  @OptionalOrNull()
  @Instant()
  expiresAt?: Date | null;

  @Optional()
  @Text(0, 1000)
  note?: string;
}

/** A new FTP account. Its login is `name@domain of the web root`. */
export class NewAccount extends AccountSettings {
  @Id()
  webRootId: string;

  /** The part of the login before the `@`. */
  @Rule('name', whyNameRefused)
  name: string;

  /** As the password rules of the panel want it, and at most 72 bytes. */
  @Rule('password', whyNoPassword)
  password: string;

  /** What it says about modes; a customer may only deny, and only where the plan includes it. */
  @Optional()
  @Rule('verbs', whyWishesRefused)
  verbs?: VerbWishesBody;
}

/** What to change about an FTP account; what is left out stays. */
export class AccountChange extends AccountSettings {}

/** A new password for an FTP account. */
export class AccountPassword {
  /** As the password rules of the panel want it, and at most 72 bytes. */
  @Rule('password', whyNoPassword)
  password: string;

  /** Whether open sessions, which logged in with the old one, end. */
  @Optional()
  @YesOrNo()
  endSessions?: boolean = true;
}

/** Which login somebody would like to have. */
export class AvailabilityQuery {
  @Id()
  webRootId: string;

  @Text(0, 200)
  name: string;
}

/** Whether a login can be had, and if not, why. */
export class Availability {
  login: string;
  available: boolean;
  reason: string | null;
  /** A name like it that is free; null where the name is, or where none was found. */
  proposal: string | null;
}
