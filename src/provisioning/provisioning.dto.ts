// What billing systems ask for in one call, and what they are answered.
import { ArrayMaxSize, ArrayUnique, IsArray, IsObject, ValidateNested } from 'class-validator';
import { ConnectionCard } from '../accounts/connection-card.dto.js';
import { type NamedAccess, namedAccesses } from '../accounts/access.js';
import { whyFolderRefused } from '../accounts/folder.js';
import { whyNameRefused } from '../accounts/login.js';
import { whyEmailRefused } from '../auth/email.js';
import { whyNoPassword } from '../auth/password-policy.js';
import { PageQuery } from '../http/page.js';
import { NamedReference } from '../http/references.js';
import { Bytes, Id, Instant, Nested, OneOf, Optional, OptionalOrNull, Rule, Text, Whole } from '../http/validation.js';
import { SystemId, WebRootPath } from '../web-roots/place-fields.js';
import { whyDomainRefused } from '../web-roots/place.js';

/** How many customers one call may suspend. */
export const mostAtOnce = 500;

/** The panel login of a new customer. */
export class ProvisionedPanelUser {
  @Rule('email', whyEmailRefused)
  email: string;

  /** At most 72 bytes; 10 characters that are not easily guessed always pass. Left out: one is made and told once. */
  @Optional()
  @Rule('password', whyNoPassword)
  password?: string;
}

/** The first website of a new customer. */
export class ProvisionedWebRoot {
  /** Left out: the only server there is. */
  @Optional()
  @Id()
  serverId?: string;

  @Rule('domain', whyDomainRefused)
  domain: string;

  /** The folder on the server, absolute. */
  @WebRootPath()
  path: string;

  @SystemId()
  systemUid: number;

  @SystemId()
  systemGid: number;

  /** 18 is the usual octal 022. */
  @Optional()
  @Whole(0, 511)
  umask?: number;
}

/** The first FTP account of a new customer. */
export class ProvisionedAccount {
  /** The part of the login before the `@`. */
  @Rule('name', whyNameRefused)
  name: string;

  /** At most 72 bytes; 10 characters that are not easily guessed always pass. Left out: one is made and told once. */
  @Optional()
  @Rule('password', whyNoPassword)
  password?: string;

  /** Inside the web root; left out: the web root itself. */
  @Optional()
  @Rule('folder', whyFolderRefused)
  folder?: string;

  @Optional()
  @OneOf(namedAccesses)
  access?: NamedAccess;

  @OptionalOrNull()
  @Bytes()
  quotaBytes?: number | null;
}

/** A plan, by its id or its name. */
export class PlanChoice {
  @Optional()
  @Id()
  planId?: string;

  @Optional()
  @Text(1, 100)
  planName?: string;
}

/** A customer with everything they need to begin. Known again by `externalRef`. */
export class NewProvision extends PlanChoice {
  /** The billing system's own number for this customer. */
  @Text(1, 200)
  externalRef: string;

  @Text(1, 200)
  name: string;

  @Optional()
  @IsObject({ message: 'Write an object with email.' })
  @ValidateNested()
  @Nested(() => ProvisionedPanelUser)
  panelUser?: ProvisionedPanelUser;

  @IsObject({ message: 'Write an object with domain, path, systemUid and systemGid.' })
  @ValidateNested()
  @Nested(() => ProvisionedWebRoot)
  webRoot: ProvisionedWebRoot;

  @IsObject({ message: 'Write an object with name.' })
  @ValidateNested()
  @Nested(() => ProvisionedAccount)
  account: ProvisionedAccount;
}

/** A customer who can begin. Passwords that were made here are told in the first answer only. */
export class Provision {
  customerId: string;
  externalRef: string;
  webRootId: string;
  accountId: string;
  login: string;
  /** Made for the FTP account; null where the caller gave one, and in every later answer. */
  accountPassword: string | null;
  panelUserId: string | null;
  /** Made for the panel login; null where the caller gave one, and in every later answer. */
  panelPassword: string | null;
  card: ConnectionCard;
}

/** Which customers, by their ids or by the billing system's own numbers; up to 500 together. */
export class CustomerSelection {
  @Optional()
  @IsArray({ message: 'Write a list of ids.' })
  @ArrayUnique({ message: 'Write each id once.' })
  @ArrayMaxSize(mostAtOnce, { message: `Write at most ${mostAtOnce} ids.` })
  @Rule('ids', whyNoIds)
  ids?: string[];

  @Optional()
  @IsArray({ message: 'Write a list of references.' })
  @ArrayUnique({ message: 'Write each reference once.' })
  @ArrayMaxSize(mostAtOnce, { message: `Write at most ${mostAtOnce} references.` })
  @Rule('references', whyNoReferences)
  externalRefs?: string[];
}

/** Which customers to suspend, and why. */
export class SuspensionOfMany extends CustomerSelection {
  @Text(1, 500)
  reason: string;
}

export type ResultStatus = 'active' | 'suspended';

/** What became of one customer of a call about many. */
export class CustomerResult {
  /** Null where there is no customer of this reference. */
  id: string | null;
  externalRef: string | null;
  /** As the customer is now; null where nothing could be done. */
  status: ResultStatus | null;
  /** Why nothing could be done; null where it was. */
  detail: string | null;
}

/** What became of each, in the order in which they were asked for, ids first. */
export class CustomerResults {
  results: CustomerResult[];
}

/** The plan is changed. */
export class PlanChanged {
  customerId: string;
  plan: NamedReference;
  /** What the customer already has beyond the new plan, in sentences. It stays, and nothing can be added to it. */
  overLimit: string[];
}

/** A new password for a customer's first FTP account. */
export class FirstAccountPassword {
  /** At most 72 bytes; 10 characters that are not easily guessed always pass. Left out: one is made and told in the answer. */
  @Optional()
  @Rule('password', whyNoPassword)
  password?: string;
}

/** The password is set. */
export class FirstAccountPasswordSet {
  accountId: string;
  login: string;
  /** Null where the caller gave one. */
  password: string | null;
}

/** From when on transferred bytes are counted. */
export class CustomersUsageQuery extends PageQuery {
  /** Left out: the last 30 days. */
  @Optional()
  @Instant()
  since?: Date;

  /** Only the customer of exactly this external reference. */
  @Optional()
  @Text(1, 200)
  externalRef?: string;
}

/** What one customer uses. */
export class CustomerUsage {
  customerId: string;
  name: string;
  externalRef: string | null;
  planName: string;
  status: string;
  ftpAccounts: number;
  maxFtpAccounts: number | null;
  usedBytes: number;
  /** Null: no limit. */
  limitBytes: number | null;
  /** Uploaded since the moment that was asked for. */
  receivedBytes: number;
  /** Downloaded since then. */
  sentBytes: number;
}

/** One page of customers and what they use. */
export class CustomerUsagePage {
  since: string;
  items: CustomerUsage[];
  nextCursor: string | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function whyNoIds(written: unknown): string | undefined {
  const ids = Array.isArray(written) && written.every((id) => typeof id === 'string' && uuid.test(id));
  return ids ? undefined : 'Write ids as the API gave them out (UUIDs).';
}

function whyNoReferences(written: unknown): string | undefined {
  const fit = (entry: unknown) => typeof entry === 'string' && entry.length >= 1 && entry.length <= 200;
  return Array.isArray(written) && written.every(fit) ? undefined : 'Write references of 1 to 200 characters.';
}
