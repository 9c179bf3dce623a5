// What an FTP account looks like on the wire, and what may be written about one.
import { NamedReference } from '../http/references.js';
import { PageQuery } from '../http/page.js';
import { Bytes, Id, Instant, OneOf, Optional, OptionalOrNull, Rule, Text, Whole } from '../http/validation.js';
import { whyPasswordRefused } from '../auth/password.js';
import type { DataVerb } from '../ftp/policy.js';
import type { Permission } from '../ftp/account.js';
import { type AccountAccess, type NamedAccess, namedAccesses } from './access.js';
import { whyFolderRefused } from './folder.js';
import { whyNameRefused } from './login.js';
import { whyNetworksRefused } from '../http/networks.js';

export type AccountStatus = 'enabled' | 'disabled';
export type EffectiveStatus = 'enabled' | 'disabled' | 'suspended' | 'expired';

/** The web root an account lies in. */
export class AccountWebRoot {
  id: string;
  domain: string;
  serverId: string;
  serverName: string;
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
  /** Shown beside what is used; uploads are not stopped at it yet. */
  quotaBytes: number | null;
  usedBytes: number;
  maxSessions: number | null;
  allowedNetworks: string[];
  expiresAt: string | null;
  note: string;
  lastLoginAt: string | null;
  openSessions: number;
  createdAt: string;
  updatedAt: string;
  /** Grows with each change; a change names the revision it was made from. */
  revision: number;
}

/** One page of FTP accounts. */
export class AccountPage {
  items: Account[];
  nextCursor: string | null;
}

/** Which FTP accounts to list. */
export class AccountQuery extends PageQuery {
  /** Part of the login, the folder or the note. */
  @Optional()
  @Text(0, 200)
  search?: string;

  @Optional()
  @OneOf(['enabled', 'disabled', 'suspended', 'expired'])
  status?: EffectiveStatus;

  @Optional()
  @Id()
  customerId?: string;

  @Optional()
  @Id()
  webRootId?: string;
}

/** What can be set when an FTP account is made and changed later. */
class AccountSettings {
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
  @Whole(1, 10_000)
  maxSessions?: number | null;

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

  /** At least 10 characters, at most 72 bytes. */
  @Rule('password', (value) => (typeof value === 'string' ? whyPasswordRefused(value) : 'Write text.'))
  password: string;
}

/** What to change about an FTP account; what is left out stays. */
export class AccountChange extends AccountSettings {
  /** The revision this change was made from; another one in the meantime is a 409 `account-changed`. */
  @Whole(1, 2_147_483_647)
  revision: number;
}

/** A new password for an FTP account. */
export class AccountPassword {
  /** At least 10 characters, at most 72 bytes. */
  @Rule('password', (value) => (typeof value === 'string' ? whyPasswordRefused(value) : 'Write text.'))
  password: string;
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
}

export type EncryptionRule = 'off' | 'allowed' | 'required-login' | 'required-data';
export type RecommendedMode = 'passive' | 'active';

/** Whether to encrypt. */
export class ConnectionEncryption {
  rule: EncryptionRule;
  sentence: string;
}

/** Which data connections work. */
export class ConnectionMode {
  allowed: DataVerb[];
  recommended: RecommendedMode;
  sentence: string;
}

/** Everything an FTP client wants to know, from the policy in effect. Never a password. */
export class ConnectionCard {
  host: string;
  port: number;
  /** The port where TLS begins at once; null where there is none. */
  tlsPort: number | null;
  login: string;
  folder: string;
  encryption: ConnectionEncryption;
  mode: ConnectionMode;
  certificateFingerprint: string | null;
  /** A line for a shell; it asks for the password. */
  curl: string;
  /** A line for a shell; it asks for the password. */
  lftp: string;
  serverName: string;
}
