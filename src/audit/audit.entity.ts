// The rows of audit events: who changed what. Only ever added to.
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One change made in the panel. */
@Entity('audit_events')
export class AuditEventRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('timestamptz', { default: () => 'now()' })
  at: Date;

  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId: string | null;

  @Column('text')
  actor: string;

  @Column('inet', { name: 'client_address', nullable: true })
  clientAddress: string | null;

  @Column('uuid', { name: 'customer_id', nullable: true })
  customerId: string | null;

  @Column('text')
  verb: string;

  @Column('text', { name: 'subject_kind' })
  subjectKind: string;

  @Column('text', { name: 'subject_id', nullable: true })
  subjectId: string | null;

  @Column('text')
  subject: string;

  @Column('jsonb', { nullable: true })
  before: object | null;

  @Column('jsonb', { nullable: true })
  after: object | null;
}
