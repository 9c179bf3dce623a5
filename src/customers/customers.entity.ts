// The rows of plans and customers. Constraints and defaults live in the migrations.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { wholeNumber } from '../database/columns.js';
import type { VerbWishes } from '../ftp/policy.js';
import type { PlanFeature } from './plan-features.js';

/** What a customer has booked. */
@Entity('plans')
export class PlanRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('text')
  name: string;

  @Column('integer', { name: 'max_ftp_accounts', nullable: true })
  maxFtpAccounts: number | null;

  @Column('bigint', { name: 'quota_bytes', nullable: true, transformer: wholeNumber })
  quotaBytes: number | null;

  @Column('bigint', { name: 'quota_files', nullable: true, transformer: wholeNumber })
  quotaFiles: number | null;

  @Column('integer', { name: 'max_sessions', nullable: true })
  maxSessions: number | null;

  @Column('bigint', { name: 'bandwidth_down_bytes', nullable: true, transformer: wholeNumber })
  bandwidthDownBytes: number | null;

  @Column('bigint', { name: 'bandwidth_up_bytes', nullable: true, transformer: wholeNumber })
  bandwidthUpBytes: number | null;

  /** What it says about modes. */
  @Column('jsonb', { name: 'verb_rules', default: '{}' })
  verbRules: VerbWishes;

  @Column('text', { array: true, default: () => `'{expiry,networks,limits,modes,tokens}'` })
  features: PlanFeature[];

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}

/** Who owns web roots and FTP accounts. */
@Entity('customers')
export class CustomerRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('text')
  name: string;

  @Column('text', { name: 'external_ref', nullable: true })
  externalRef: string | null;

  @Column('uuid', { name: 'plan_id' })
  planId: string;

  @Column('text', { default: 'active' })
  status: 'active' | 'suspended' | 'terminating';

  @Column('text', { name: 'suspended_reason', nullable: true })
  suspendedReason: string | null;

  @Column('timestamptz', { name: 'suspended_at', nullable: true })
  suspendedAt: Date | null;

  @Column('text', { name: 'contained_reason', nullable: true })
  containedReason: string | null;

  @Column('timestamptz', { name: 'contained_at', nullable: true })
  containedAt: Date | null;

  @Column('boolean', { name: 'two_step_required', default: false })
  twoStepRequired: boolean;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}
