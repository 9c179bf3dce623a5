// The rows of bans and of the networks that none keeps out: written by the panel, obeyed by the FTP processes. A lifted ban
// stays as history.
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whom the FTP servers do not let in. */
@Entity('bans')
export class BanRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('cidr', { name: 'client_network' })
  clientNetwork: string;

  @Column('text', { nullable: true })
  login: string | null;

  @Column('text')
  reason: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('text', { name: 'created_by' })
  createdBy: string;

  @Column('timestamptz', { name: 'lifted_at', nullable: true })
  liftedAt: Date | null;

  @Column('text', { name: 'lifted_by', nullable: true })
  liftedBy: string | null;
}

/** A network that no ban keeps out. */
@Entity('ban_exemptions')
export class BanExemptionRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('cidr')
  network: string;

  @Column('text')
  note: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('text', { name: 'created_by' })
  createdBy: string;
}
