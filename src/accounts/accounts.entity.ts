// The rows of FTP accounts, and of their usage, which only the FTP processes write.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { wholeNumber } from '../database/columns.js';
import type { Permission, UploadMode } from '../ftp/account.js';
import type { VerbWishes } from '../ftp/policy.js';

/** One FTP login. */
@Entity('ftp_accounts')
export class AccountRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('uuid', { name: 'customer_id' })
  customerId: string;

  @Column('uuid', { name: 'web_root_id' })
  webRootId: string;

  @Column('text')
  login: string;

  // Written only: nothing but an export reads it back.
  @Column('text', { name: 'password_hash', select: false })
  passwordHash: string;

  // What it replaced; only the FTP processes read it, to tell that somebody still uses it.
  @Column('text', { name: 'previous_password_hash', nullable: true, select: false })
  previousPasswordHash: string | null;

  /** What another panel calls it. */
  @Column('text', { name: 'external_ref', nullable: true })
  externalRef: string | null;

  // Of the hash that an import brought: a later run changes the password only where it brings another one.
  @Column('bytea', { name: 'imported_hash_sha256', nullable: true })
  importedHashSha256: Buffer | null;

  @Column('timestamptz', { name: 'password_changed_at', default: () => 'now()' })
  passwordChangedAt: Date;

  // The change of password that left open sessions alone; each of them is compared with what that one replaced.
  @Column('timestamptz', { name: 'sessions_kept_at', nullable: true })
  sessionsKeptAt: Date | null;

  @Column('text', { default: '/' })
  folder: string;

  @Column('text', { array: true })
  permissions: Permission[];

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

  /** What it says about modes itself. */
  @Column('jsonb', { name: 'verb_rules', default: '{}' })
  verbRules: VerbWishes;

  @Column('boolean', { name: 'clear_text_allowed', default: false })
  clearTextAllowed: boolean;

  @Column('text', { name: 'upload_mode', default: 'staged' })
  uploadMode: UploadMode;

  @Column('text', { name: 'hidden_names', array: true, default: '{}' })
  hiddenNames: string[];

  @Column('text', { name: 'refused_names', array: true, default: '{}' })
  refusedNames: string[];

  @Column('boolean', { name: 'only_own_files', default: false })
  onlyOwnFiles: boolean;

  @Column('cidr', { name: 'allowed_networks', array: true, default: '{}' })
  allowedNetworks: string[];

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('text', { default: 'enabled' })
  status: 'enabled' | 'disabled';

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;

  @Column('text', { default: '' })
  note: string;

  @Column('integer', { default: 1 })
  revision: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}
