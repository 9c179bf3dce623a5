// The rows of web roots: a site's folder on one server, with the system identity its files belong to.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { wholeNumber } from '../database/columns.js';

/** Where one of a customer's sites lies. */
@Entity('web_roots')
export class WebRootRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('uuid', { name: 'customer_id' })
  customerId: string;

  @Column('uuid', { name: 'server_id' })
  serverId: string;

  @Column('text')
  domain: string;

  @Column('text')
  path: string;

  @Column('bigint', { name: 'system_uid', transformer: wholeNumber })
  systemUid: number;

  @Column('bigint', { name: 'system_gid', transformer: wholeNumber })
  systemGid: number;

  @Column('integer', { default: 18 })
  umask: number;

  /** What another panel calls it. */
  @Column('text', { name: 'external_ref', nullable: true })
  externalRef: string | null;

  /** When its server has looked at the folder; null: not yet, as after an import. */
  @Column('timestamptz', { name: 'checked_at', nullable: true, default: () => 'now()' })
  checkedAt: Date | null;

  /** What the server then found fault with. */
  @Column('text', { name: 'check_problem', nullable: true })
  checkProblem: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}
