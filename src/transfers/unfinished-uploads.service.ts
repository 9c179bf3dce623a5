// Uploads that stopped before their end, as the FTP processes wrote them down. What is on the disk is theirs to remove.
import { Injectable } from '@nestjs/common';
import { DataSource, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { mapPage, type Page, readPage } from '../http/page.js';
import { Problem } from '../http/problems.js';
import { ServerTaskFailed, ServerTasksService } from '../server-tasks/server-tasks.service.js';
import type { UnfinishedUpload, UnfinishedUploadQuery } from './unfinished-uploads.dto.js';

interface RawUpload {
  id: string;
  account_id: string;
  customer_id: string;
  login: string;
  server_id: string;
  server_name: string;
  path: string;
  received_bytes: string;
  client_address: string | null;
  reason: string;
  started_at: Date;
  ended_at: Date;
}

/** As long as the jail shows a part to whoever sent it. */
const continuableMs = 60 * 60 * 1000;

@Injectable()
export class UnfinishedUploadsService {
  constructor(
    private readonly database: DataSource,
    private readonly tasks: ServerTasksService,
    private readonly audit: AuditService,
  ) {}

  /** Those of the last day, newest first. */
  async list(actor: Actor, query: UnfinishedUploadQuery): Promise<Page<UnfinishedUpload>> {
    const found = this.#query(actor).andWhere(`u.ended_at > now() - interval '1 day'`);
    const { accountId } = query;
    if (accountId !== undefined) found.andWhere('u.account_id = :accountId', { accountId });
    return mapPage(await readPage<RawUpload>(found, { at: 'u.ended_at', id: 'u.id' }, query), toDto);
  }

  /** Has the server remove what arrived. Throws Problem `not-found`, `server-silent` or `server-refused`. */
  async discard(actor: Actor, id: string): Promise<void> {
    const upload = await this.#query(actor).andWhere('u.id = :id', { id }).getRawOne<RawUpload>();
    if (upload === undefined) throw new Problem('not-found');
    await this.#ask(actor, upload);
    await this.database.transaction((tx) =>
      this.audit.record(tx, actor, {
        verb: 'unfinished-upload.discarded',
        subjectKind: 'account',
        subjectId: upload.account_id,
        subject: upload.login,
        customerId: upload.customer_id,
        before: { path: upload.path, receivedBytes: Number(upload.received_bytes) },
      }),
    );
  }

  async #ask(actor: Actor, { id, server_id: serverId }: RawUpload): Promise<void> {
    try {
      await this.tasks.ask(actor, { serverId, kind: 'discard-upload', arguments: { uploadId: id } });
    } catch (error) {
      if (!(error instanceof ServerTaskFailed)) throw error;
      throw new Problem('server-refused', { detail: error.failure.sentence });
    }
  }

  #query(actor: Actor): SelectQueryBuilder<ObjectLiteral> {
    const query = this.database
      .createQueryBuilder()
      .select('u.id', 'id')
      .addSelect('u.account_id', 'account_id')
      .addSelect('a.customer_id', 'customer_id')
      .addSelect('a.login', 'login')
      .addSelect('u.server_id', 'server_id')
      .addSelect('s.name', 'server_name')
      .addSelect('u.path', 'path')
      .addSelect('u.received_bytes', 'received_bytes')
      .addSelect('host(u.client_address)', 'client_address')
      .addSelect('u.reason', 'reason')
      .addSelect('u.started_at', 'started_at')
      .addSelect('u.ended_at', 'ended_at')
      .from('unfinished_uploads', 'u')
      .innerJoin('ftp_accounts', 'a', 'a.id = u.account_id')
      .innerJoin('servers', 's', 's.id = u.server_id')
      .where('true');
    return onlyOwn(query, actor, 'a.customer_id');
  }
}

function toDto(row: RawUpload): UnfinishedUpload {
  return {
    id: row.id,
    accountId: row.account_id,
    login: row.login,
    serverName: row.server_name,
    path: row.path,
    receivedBytes: Number(row.received_bytes),
    clientAddress: row.client_address,
    reason: row.reason,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at.toISOString(),
    continuableUntil: new Date(row.ended_at.getTime() + continuableMs).toISOString(),
  };
}
