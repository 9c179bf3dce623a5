// The rows of FTP sessions, written by the FTP processes and only read here.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DataVerb } from '../ftp/policy.js';
import type { Verdict } from '../ftp/verdict.js';

/** What a session is moving at this moment, as the FTP process describes it. */
export interface RunningTransferColumn {
  readonly kind: string;
  readonly path: string;
  readonly bytes: number;
  readonly totalBytes: number | null;
  readonly startedAt: string;
  readonly mode: 'active' | 'passive' | null;
  readonly peer: { readonly address: string; readonly port: number } | null;
  readonly localPort: number | null;
  readonly secure: boolean;
}

/** The data connection that a session has now or had last, as the FTP process describes it. */
export interface LiveConnectionColumn {
  readonly id: string;
  readonly verb: DataVerb;
  readonly state: 'waiting' | 'dialling' | 'connected' | 'moving' | 'ended';
  readonly askedAt: string;
  readonly since: string;
  readonly offered: { readonly address: string; readonly port: number } | null;
  readonly localPort: number | null;
  readonly peer: { readonly address: string; readonly port: number } | null;
  readonly tlsVersion: string | null;
  readonly bytes: number;
  readonly verdict: Verdict | null;
  readonly reference: string | null;
}

/** One client's control connection. */
@Entity('ftp_sessions')
export class SessionRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'server_id' })
  serverId: string;

  @Column('uuid', { name: 'process_id', nullable: true })
  processId: string | null;

  @Column('uuid', { name: 'account_id', nullable: true })
  accountId: string | null;

  @Column('uuid', { name: 'customer_id', nullable: true })
  customerId: string | null;

  @Column('text', { nullable: true })
  login: string | null;

  @Column('inet', { name: 'client_address' })
  clientAddress: string;

  @Column('integer', { name: 'client_port' })
  clientPort: number;

  @Column('inet', { name: 'server_address' })
  serverAddress: string;

  @Column('integer', { name: 'server_port' })
  serverPort: number;

  @Column('text', { name: 'client_program', nullable: true })
  clientProgram: string | null;

  @Column('text', { name: 'tls_version', nullable: true })
  tlsVersion: string | null;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt: Date;

  @Column('timestamptz', { name: 'logged_in_at', nullable: true })
  loggedInAt: Date | null;

  @Column('timestamptz', { name: 'seen_at' })
  seenAt: Date;

  @Column('text', { name: 'working_folder' })
  workingFolder: string;

  @Column('jsonb', { nullable: true })
  transfer: RunningTransferColumn | null;

  @Column('jsonb', { name: 'data_connection', nullable: true })
  dataConnection: LiveConnectionColumn | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt: Date | null;

  @Column('text', { name: 'end_reason', nullable: true })
  endReason: string | null;
}
