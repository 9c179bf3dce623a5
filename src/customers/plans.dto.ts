// What plans look like on the wire, and what may be written about them.
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray } from 'class-validator';
import { NamedReference } from '../http/references.js';
import { PageQuery } from '../http/page.js';
import { type SortWord, sortWords } from '../http/sort.js';
import { Bandwidth, Bytes, Id, OneOf, Optional, OptionalOrNull, Rule, Text, Whole } from '../http/validation.js';
import { type PlanFeature, planFeatures } from './plan-features.js';

/** What a plan holds its customers to; null means without limit. */
export interface PlanLimits {
  readonly maxFtpAccounts: number | null;
  readonly quotaBytes: number | null;
  readonly quotaFiles: number | null;
  readonly maxSessions: number | null;
}

/** What a customer has booked; null means without limit. */
export class Plan implements PlanLimits {
  id: string;
  name: string;
  maxFtpAccounts: number | null;
  quotaBytes: number | null;
  quotaFiles: number | null;
  /** FTP sessions of all the customer's accounts together. */
  maxSessions: number | null;
  /** Bytes a second on each server, of all the customer's FTP accounts together. */
  bandwidthDownBytes: number | null;
  bandwidthUpBytes: number | null;
  /** What its customers may set themselves. */
  features: PlanFeature[];
  customerCount: number;
  createdAt: string;
  /** Grows with each change; in quotes it is the ETag. */
  revision: number;
}

/** One page of plans. */
export class PlanPage {
  items: Plan[];
  nextCursor: string | null;
}

export const planSortNames = ['name', 'customers', 'accounts', 'quota', 'created'] as const;
export type PlanSortName = (typeof planSortNames)[number];

/** Which plans to list, and in which order. */
export class PlanQuery extends PageQuery {
  /** Part of the name. */
  @Optional()
  @Text(0, 200)
  search?: string;

  /** From the least on, with `-` from the greatest; plans without a limit come last. Left out: newest first. */
  @Optional()
  @OneOf(sortWords(planSortNames))
  sort?: SortWord<PlanSortName>;
}

/** Everything about a plan but its name; what is left out stays, or has no limit in a new plan. */
class PlanWish {
  @OptionalOrNull()
  @Whole(0, 1_000_000)
  maxFtpAccounts?: number | null;

  @OptionalOrNull()
  @Bytes()
  quotaBytes?: number | null;

  @OptionalOrNull()
  @Whole(0, 1_000_000_000)
  quotaFiles?: number | null;

  /** FTP sessions of all the customer's accounts together. */
  @OptionalOrNull()
  @Whole(1, 1_000_000)
  maxSessions?: number | null;

  /** Bytes a second on each server, of all the customer's FTP accounts together. */
  @OptionalOrNull()
  @Bandwidth()
  bandwidthDownBytes?: number | null;

  /** The same for uploads. */
  @OptionalOrNull()
  @Bandwidth()
  bandwidthUpBytes?: number | null;

  /** What its customers may set themselves; a new plan has all of it. */
  @ApiPropertyOptional({ enum: planFeatures, enumName: 'PlanFeature', isArray: true })
  @Optional()
  @IsArray({ message: 'Write a list of features.' })
  @Rule('features', whyFeaturesRefused)
  features?: PlanFeature[];
}

function whyFeaturesRefused(written: unknown): string | undefined {
  const known: readonly unknown[] = planFeatures;
  const fit = Array.isArray(written) && written.every((word) => known.includes(word));
  return fit ? undefined : `Write a list of ${planFeatures.join(', ')}.`;
}

/** A new plan. */
export class NewPlan extends PlanWish {
  @Text(1, 100)
  name: string;
}

/** What to change about a plan; what is left out stays. */
export class PlanChange extends PlanWish {
  @Optional()
  @Text(1, 100)
  name?: string;
}

export type PlanLimitName = 'accounts' | 'bytes' | 'files' | 'sessions';

/** One limit that somebody is over. */
export class LimitPassed {
  limit: PlanLimitName;
  used: number;
  allowed: number;
}

/** A customer who has more than a plan would allow. */
export class PlanOffender {
  customer: NamedReference;
  over: LimitPassed[];
}

/** Who would have more than is allowed. They keep what they have and get nothing more until they are below. */
export class PlanPreview {
  /** By name; at most 100. */
  offenders: PlanOffender[];
}

/** Which plan somebody might get. */
export class PlanWanted {
  @Id()
  planId: string;
}

/** One's own plan, and how much of it is used. */
export class OwnPlan implements PlanLimits {
  name: string;
  maxFtpAccounts: number | null;
  accountCount: number;
  quotaBytes: number | null;
  usedBytes: number;
  quotaFiles: number | null;
  usedFiles: number;
  maxSessions: number | null;
  openSessions: number;
  /** Bytes a second on each server, of all one's FTP accounts together. */
  bandwidthDownBytes: number | null;
  bandwidthUpBytes: number | null;
  features: PlanFeature[];
}
