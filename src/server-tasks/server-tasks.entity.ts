// The rows of server tasks: what the panel asks of a server's disk or live engine, and what came back.
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One question to a server. */
@Entity('server_tasks')
export class ServerTaskRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('uuid', { name: 'server_id' })
  serverId: string;

  @Column('uuid', { name: 'for_process_id', nullable: true })
  forProcessId: string | null;

  @Column('text')
  kind: string;

  @Column('jsonb')
  arguments: object;

  @Column('text', { name: 'asked_by' })
  askedBy: string;

  @Column('text', { default: 'waiting' })
  state: 'waiting' | 'running' | 'done' | 'failed';

  @Column('timestamptz', { name: 'deadline_at' })
  deadlineAt: Date;

  @Column('jsonb', { nullable: true })
  result: object | null;

  @Column('jsonb', { nullable: true })
  failure: object | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
