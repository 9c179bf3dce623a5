// The rows of hand-over links.
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A link by which somebody makes a password themselves; only the SHA-256 of its secret is kept. */
@Entity('hand_over_links')
export class HandOverLinkRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('bytea', { name: 'secret_hash', select: false })
  secretHash: Buffer;

  @Column('uuid', { name: 'account_id', nullable: true })
  accountId: string | null;

  @Column('uuid', { name: 'panel_user_id', nullable: true })
  panelUserId: string | null;

  @Column('uuid', { name: 'customer_id', nullable: true })
  customerId: string | null;

  @Column('text', { name: 'made_by' })
  madeBy: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt: Date | null;

  @Column('inet', { name: 'used_from', nullable: true })
  usedFrom: string | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
}
