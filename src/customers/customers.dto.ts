// What customers look like on the wire, and what may be written about them. Plans are plans.dto.ts.
import { IsObject, ValidateNested } from 'class-validator';
import { NamedReference } from '../http/references.js';
import { PageQuery } from '../http/page.js';
import { Id, Nested, OneOf, Optional, OptionalOrNull, Rule, Text, YesOrNo } from '../http/validation.js';
import { type SortWord, sortWords } from '../http/sort.js';
import { whyNoPassword } from '../auth/password-policy.js';
import { whyEmailRefused } from '../auth/email.js';

/** `terminating`: gone as soon as the servers have removed the files. */
export type CustomerStatus = 'active' | 'suspended' | 'terminating';

/** Who owns web roots and FTP accounts. */
export class Customer {
  id: string;
  name: string;
  externalRef: string | null;
  plan: NamedReference;
  status: CustomerStatus;
  suspendedReason: string | null;
  suspendedAt: string | null;
  /** Whether this customer's panel logins must sign in in two steps. */
  twoStepRequired: boolean;
  accountCount: number;
  /** The plan's limit; null: none. */
  maxFtpAccounts: number | null;
  webRootCount: number;
  openSessions: number;
  /** In all web roots together, whoever wrote it. */
  usedBytes: number;
  /** The plan's limit; null: none. */
  quotaBytes: number | null;
  /** Files, links and folders together. */
  usedFiles: number;
  /** What of it PHP, SSH or others have written since the counting began; negative where they have removed more. */
  outsideBytes: number;
  createdAt: string;
  /** Grows with each change; in quotes it is the ETag. */
  revision: number;
}

/** One page of customers. */
export class CustomerPage {
  items: Customer[];
  nextCursor: string | null;
}

export const customerSortNames = ['name', 'plan', 'accounts', 'used', 'created'] as const;
export type CustomerSortName = (typeof customerSortNames)[number];

/** Which customers to list, and in which order. */
export class CustomerQuery extends PageQuery {
  /** Part of the name or the external reference. */
  @Optional()
  @Text(0, 200)
  search?: string;

  @Optional()
  @OneOf(['active', 'suspended', 'terminating'])
  status?: CustomerStatus;

  @Optional()
  @Id()
  planId?: string;

  /** Exactly this external reference; finds one customer or none. */
  @Optional()
  @Text(1, 200)
  externalRef?: string;

  /** From the least on, with `-` from the greatest. Left out: newest first. */
  @Optional()
  @OneOf(sortWords(customerSortNames))
  sort?: SortWord<CustomerSortName>;
}

/** The first panel login of a customer. */
export class NewPanelUser {
  @Rule('email', whyEmailRefused)
  email: string;

  /** As the password rules of the panel want it, and at most 72 bytes. */
  @Rule('password', whyNoPassword)
  password: string;
}

/** A new customer, with their first panel login where one is given. */
export class NewCustomer {
  @Text(1, 200)
  name: string;

  /** Left out: the oldest plan. */
  @Optional()
  @Id()
  planId?: string;

  @OptionalOrNull()
  @Text(1, 200)
  externalRef?: string | null;

  @Optional()
  @IsObject({ message: 'Write an object with email and password.' })
  @ValidateNested()
  @Nested(() => NewPanelUser)
  panelUser?: NewPanelUser;
}

/** What to change about a customer; what is left out stays. */
export class CustomerChange {
  @Optional()
  @Text(1, 200)
  name?: string;

  @Optional()
  @Id()
  planId?: string;

  @OptionalOrNull()
  @Text(1, 200)
  externalRef?: string | null;

  /** Whether this customer's panel logins must sign in in two steps. */
  @Optional()
  @YesOrNo()
  twoStepRequired?: boolean;
}

/** Why a customer is suspended. */
export class Suspension {
  @Text(1, 500)
  reason: string;
}
