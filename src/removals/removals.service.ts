// Folders that servers remove for the panel: asked for in the transaction of what makes them needless, shown with their
// progress, tried again. How they go on is removal-progress.service.ts.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { mapPage, type Page, readPage } from '../http/page.js';
import { Problem } from '../http/problems.js';
import type { LeftBehind, Removal, RemovalQuery, RemovalState } from './removals.dto.js';

/** A folder that shall go. */
export interface NewRemoval {
  readonly customerId: string;
  readonly webRootId: string;
  /** Inside the web root; `/` means what lies in the web root. */
  readonly folder: string;
  /** The account whose folder it was. */
  readonly account?: { readonly id: string; readonly login: string };
}

interface RawRemoval {
  id: string;
  customer_id: string;
  customer_name: string;
  web_root_id: string;
  domain: string;
  server_id: string;
  server_name: string;
  server_answers: boolean;
  folder: string;
  path: string;
  login: string | null;
  state: RemovalState;
  removed_bytes: string;
  removed_files: string;
  removed_folders: string;
  progress: { bytes?: number; files?: number; folders?: number } | null;
  left_behind: LeftBehind[];
  left_count: number;
  failure: string | null;
  asked_by: string;
  created_at: Date;
  finished_at: Date | null;
}

@Injectable()
export class RemovalsService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** Removals, newest first. */
  async list(actor: Actor, { accountId, customerId, state, ...page }: RemovalQuery): Promise<Page<Removal>> {
    const found = removalQuery(this.database.manager, actor);
    if (customerId !== undefined) found.andWhere('r.customer_id = :customerId', { customerId });
    if (accountId !== undefined) found.andWhere('r.account_id = :accountId', { accountId });
    if (state !== undefined) found.andWhere('r.state = :state', { state });
    const rows = await readPage<RawRemoval>(found, { at: 'r.created_at', id: 'r.id' }, page);
    return mapPage(rows, (row) => toDto(actor, row));
  }

  /** One removal. Throws Problem `not-found`. */
  get(actor: Actor, id: string): Promise<Removal> {
    return read(this.database.manager, actor, id);
  }

  /** Asks for a folder to be removed; the server begins after the transaction. */
  async begin(tx: EntityManager, actor: Actor, { account, customerId, folder, webRootId }: NewRemoval): Promise<void> {
    await tx.query(
      `insert into folder_removals (customer_id, web_root_id, folder, account_id, login, asked_by)
       values ($1, $2, $3, $4, $5, $6)`,
      [customerId, webRootId, folder, account?.id ?? null, account?.login ?? null, actor.email],
    );
  }

  /**
   * Has the server try what it could not remove; changes nothing about a removal that is not stuck. Throws Problem
   * `not-found`, and `folder-shared` where an FTP account uses the folder.
   */
  async retry(actor: Actor, id: string): Promise<Removal> {
    return this.database.transaction(async (tx) => {
      const { customer, state } = await read(tx, actor, id);
      if (state === 'stuck') {
        await tx.query(`select 1 from customers where id = $1 for update`, [customer.id]);
        await refuseInUse(tx, id);
        await this.#tryAgain(tx, actor, { customerId: customer.id, id });
      }
      return read(tx, actor, id);
    });
  }

  /** The same for all of a customer's who is being terminated and has no FTP account any more. */
  async retryAll(tx: EntityManager, actor: Actor, customerId: string): Promise<void> {
    await this.#tryAgain(tx, actor, { customerId, id: null });
  }

  async #tryAgain(tx: EntityManager, actor: Actor, which: { customerId: string; id: string | null }): Promise<void> {
    const [tried] = await tx.query<[RetriedRemoval[], number]>(tryAgain, [which.customerId, which.id]);
    const entries = tried.map(({ domain, folder, web_root_id: subjectId }) => ({
      verb: 'files.tried-again' as const,
      ...{ subjectKind: 'files', subjectId, subject: `${domain}${folder}`, customerId: which.customerId },
    }));
    if (entries.length > 0) await this.audit.recordAll(tx, actor, entries);
  }
}

interface RetriedRemoval {
  readonly web_root_id: string;
  readonly domain: string;
  readonly folder: string;
}

const tryAgain = `
  update folder_removals r set state = 'removing', task_id = null, finished_at = null, failure = null, left_behind = '[]', left_count = 0
  from web_roots w where w.id = r.web_root_id and r.state = 'stuck' and r.customer_id = $1 and ($2::uuid is null or r.id = $2)
  returning r.web_root_id, w.domain, r.folder`;

/** The folder may have been given to somebody since the removal was asked for. */
async function refuseInUse(tx: EntityManager, id: string): Promise<void> {
  const [user] = await tx.query<{ login: string }[]>(
    `select a.login from folder_removals r join ftp_accounts a on a.web_root_id = r.web_root_id and folder_holds(r.folder, a.folder)
     where r.id = $1 order by a.login limit 1`,
    [id],
  );
  if (user === undefined) return;
  const detail = `${user.login} uses this folder now, so its files stay. Delete over FTP what is left, or delete that FTP account first.`;
  throw new Problem('folder-shared', { detail });
}

const serverAnswers = `exists (select from server_processes o where o.server_id = s.id and o.stopped_at is null
  and o.heartbeat_at > now() - interval '15 seconds')`;

const columns: Readonly<Record<keyof RawRemoval, string>> = {
  id: 'r.id',
  customer_id: 'c.id',
  customer_name: 'c.name',
  web_root_id: 'w.id',
  domain: 'w.domain',
  server_id: 's.id',
  server_name: 's.name',
  server_answers: serverAnswers,
  folder: 'r.folder',
  path: `w.path || case r.folder when '/' then '' else r.folder end`,
  login: 'r.login',
  state: 'r.state',
  removed_bytes: 'r.removed_bytes',
  removed_files: 'r.removed_files',
  removed_folders: 'r.removed_folders',
  progress: `case when t.state = 'running' then t.progress end`,
  left_behind: 'r.left_behind',
  left_count: 'r.left_count',
  failure: 'r.failure',
  asked_by: 'r.asked_by',
  created_at: 'r.created_at',
  finished_at: 'r.finished_at',
};

function removalQuery(tx: EntityManager, actor: Actor): SelectQueryBuilder<ObjectLiteral> {
  const query = tx
    .createQueryBuilder()
    .select([])
    .from('folder_removals', 'r')
    .innerJoin('customers', 'c', 'c.id = r.customer_id')
    .innerJoin('web_roots', 'w', 'w.id = r.web_root_id')
    .innerJoin('servers', 's', 's.id = w.server_id')
    .leftJoin('server_tasks', 't', 't.id = r.task_id')
    .where('true');
  for (const [name, expression] of Object.entries(columns)) query.addSelect(expression, name);
  return onlyOwn(query, actor, 'r.customer_id');
}

async function read(tx: EntityManager, actor: Actor, id: string): Promise<Removal> {
  const row = await removalQuery(tx, actor).andWhere('r.id = :id', { id }).getRawOne<RawRemoval>();
  if (row === undefined) throw new Problem('not-found');
  return toDto(actor, row);
}

function toDto(actor: Actor, row: RawRemoval): Removal {
  const { progress } = row;
  return {
    id: row.id,
    customer: { id: row.customer_id, name: row.customer_name },
    webRootId: row.web_root_id,
    domain: row.domain,
    server: { id: row.server_id, name: row.server_name },
    serverAnswers: row.server_answers,
    folder: row.folder,
    path: actor.role === 'customer' ? null : row.path,
    login: row.login,
    state: row.state,
    removedBytes: Number(row.removed_bytes) + (progress?.bytes ?? 0),
    removedFiles: Number(row.removed_files) + (progress?.files ?? 0),
    removedFolders: Number(row.removed_folders) + (progress?.folders ?? 0),
    left: row.left_behind,
    leftCount: row.left_count,
    failure: row.failure,
    askedBy: row.asked_by,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
