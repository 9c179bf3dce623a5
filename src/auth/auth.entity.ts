// The rows of panel users and their API tokens. Sessions belong to connect-pg-simple alone.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { wholeNumber } from '../database/columns.js';
import type { PanelRole } from './actor.js';
import type { Scope } from './scopes.js';

/** Who signs in to the panel. */
@Entity('panel_users')
export class PanelUserRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('text')
  email: string;

  @Column('text', { name: 'display_name', default: '' })
  displayName: string;

  // Selected by name only, so that no query that forgot about it can carry it out.
  @Column('text', { name: 'password_hash', select: false })
  passwordHash: string;

  @Column('text')
  role: PanelRole;

  @Column('uuid', { name: 'customer_id', nullable: true })
  customerId: string | null;

  @Column('text', { default: 'enabled' })
  status: 'enabled' | 'disabled';

  /** Locked with the panel secret. */
  @Column('bytea', { name: 'totp_secret', nullable: true, select: false })
  totpSecret: Buffer | null;

  /** The time step of the last code that was taken; it and those before are used up. */
  @Column('bigint', { name: 'totp_last_step', nullable: true, select: false, transformer: wholeNumber })
  totpLastStep: number | null;

  /** Since the last right one. */
  @Column('integer', { name: 'totp_wrong_codes', default: 0, select: false })
  totpWrongCodes: number;

  @Column('timestamptz', { name: 'totp_blocked_until', nullable: true, select: false })
  totpBlockedUntil: Date | null;

  /** Such as Europe/Berlin; null: the browser's. */
  @Column('text', { name: 'time_zone', nullable: true })
  timeZone: string | null;

  @Column('timestamptz', { name: 'last_sign_in_at', nullable: true })
  lastSignInAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}

/** A bearer token; only its SHA-256 is kept. */
@Entity('api_tokens')
export class ApiTokenRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('uuid', { name: 'panel_user_id' })
  panelUserId: string;

  @Column('text')
  name: string;

  @Column('bytea', { name: 'token_hash', select: false })
  tokenHash: Buffer;

  @Column('text', { array: true, default: () => `'{}'` })
  scopes: Scope[];

  @Column('cidr', { name: 'allowed_networks', array: true, default: () => `'{}'` })
  allowedNetworks: string[];

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
