// The end of a customer: what goes is told first; logins go at once; where files are to go too, the customer stays until the
// servers have removed them.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import type { FileFate } from '../removals/file-fate.js';
import { Problem } from '../http/problems.js';
import { RemovalsService } from '../removals/removals.service.js';
import { CustomerRow } from './customers.entity.js';
import type { Termination } from './terminations.dto.js';

const everything = `
  select jsonb_build_object('id', c.id, 'name', c.name) as customer, c.status,
    coalesce((select jsonb_agg(jsonb_build_object('id', w.id, 'domain', w.domain, 'path', w.path,
        'server', jsonb_build_object('id', s.id, 'name', s.name), 'bytes', coalesce(u.used_bytes, 0),
        'serverAnswers', exists (select from server_processes p where p.server_id = s.id and p.stopped_at is null
          and p.heartbeat_at > now() - interval '15 seconds'),
        'files', coalesce(u.used_files, 0), 'countedAt', to_char(u.counted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'logins', coalesce((select jsonb_agg(a.login order by a.login) from ftp_accounts a where a.web_root_id = w.id), '[]')
      ) order by w.domain) from web_roots w join servers s on s.id = w.server_id
      left join web_root_usage u on u.web_root_id = w.id where w.customer_id = c.id), '[]') as "webRoots",
    (select count(*)::integer from ftp_sessions s where s.customer_id = c.id and s.closed_at is null) as "openSessions",
    coalesce((select jsonb_agg(p.email order by p.email) from panel_users p where p.customer_id = c.id), '[]') as "panelLogins"
  from customers c where c.id = $1 and ($2::uuid is null or c.id = $2)`;

/** What became of asking for an end. */
export type Ending = 'terminated' | 'terminating';

@Injectable()
export class TerminationsService {
  constructor(
    private readonly database: DataSource,
    private readonly removals: RemovalsService,
    private readonly audit: AuditService,
  ) {}

  /** Everything that would go, or is going; nothing is changed by asking. Throws Problem `not-found`. */
  look(actor: Actor, id: string): Promise<Termination> {
    return read(this.database.manager, actor, id);
  }

  /**
   * Ends a customer; may be repeated. `keep` leaves the files and is done at once. `delete` goes on without whoever asked;
   * asked again, it tries again what could not be removed. Throws Problem `not-found` and `removal-under-way`.
   */
  async terminate(actor: Actor, id: string, files: FileFate): Promise<Ending> {
    return this.database.transaction(async (tx) => {
      await tx.query(`select 1 from customers where id = $1 for update`, [id]);
      if (await isGone(tx, id)) return 'terminated';
      const all = await read(tx, actor, id);
      if (all.status !== 'terminating') await this.#takeLogins(tx, actor, { all, files });
      else if (files === 'delete') await this.removals.retryAll(tx, actor, id);
      if (files === 'delete' && all.webRoots.length > 0) return 'terminating';
      await refuseWhileRemoving(tx, id);
      await this.#delete(tx, actor, all);
      return 'terminated';
    });
  }

  /** Ends one customer whose files are all gone. Says whether there was one. */
  async finishOne(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [ready] = await tx.query<{ id: string; name: string }[]>(
        `select c.id, c.name from customers c where c.status = 'terminating'
           and not exists (select from folder_removals r where r.customer_id = c.id and r.state <> 'done')
         limit 1 for update of c skip locked`,
      );
      if (ready === undefined) return false;
      await this.#delete(tx, 'Portside', { customer: ready });
      return true;
    });
  }

  /** From here on nobody logs in, at the panel or over FTP, and open sessions end. */
  async #takeLogins(
    tx: EntityManager,
    actor: Actor,
    { all, files }: { all: Termination; files: FileFate },
  ): Promise<void> {
    const { customer, ...before } = all;
    const { id: customerId } = customer;
    await tx.query(`delete from ftp_accounts where customer_id = $1`, [customerId]);
    await tx.query(`delete from panel_users where customer_id = $1`, [customerId]);
    await tx.update(
      CustomerRow,
      { id: customerId },
      { status: 'terminating', suspendedAt: null, suspendedReason: null, updatedAt: () => 'now()' },
    );
    if (files === 'delete') {
      for (const { id: webRootId } of all.webRoots) {
        await this.removals.begin(tx, actor, { customerId, webRootId, folder: '/' });
      }
    }
    await this.audit.record(tx, actor, {
      verb: 'customer.terminating',
      ...subjectOf(customer),
      before,
      after: { files },
    });
  }

  async #delete(
    tx: EntityManager,
    actor: Actor | 'Portside',
    { customer }: Pick<Termination, 'customer'>,
  ): Promise<void> {
    // Whoever terminates by reference and asks again is to find that it is done.
    const { externalRef } = await tx.findOneByOrFail(CustomerRow, { id: customer.id });
    const [removed] = await tx.query<object[]>(
      `select coalesce(sum(removed_bytes), 0)::float8 as "removedBytes", coalesce(sum(removed_files), 0)::float8 as "removedFiles"
       from folder_removals where customer_id = $1`,
      [customer.id],
    );
    await tx.query(`delete from web_roots where customer_id = $1`, [customer.id]);
    await tx.delete(CustomerRow, { id: customer.id });
    await this.audit.record(tx, actor, {
      verb: 'customer.terminated',
      ...subjectOf(customer),
      customerId: null,
      before: { externalRef },
      after: removed ?? null,
    });
  }
}

async function read(tx: EntityManager, actor: Actor, id: string): Promise<Termination> {
  const [all] = await tx.query<Termination[]>(everything, [id, ownCustomerId(actor) ?? null]);
  if (all === undefined) throw new Problem('not-found');
  return all;
}

/** Asked twice, the second time finds what the first has done. */
async function isGone(tx: EntityManager, id: string): Promise<boolean> {
  const [gone] = await tx.query<object[]>(
    `select from audit_events where subject_kind = 'customer' and subject_id = $1 and verb = 'customer.terminated' limit 1`,
    [id],
  );
  return gone !== undefined;
}

/** A server that is at work would go on with files that shall stay. */
async function refuseWhileRemoving(tx: EntityManager, id: string): Promise<void> {
  const [removing] = await tx.query<object[]>(
    `select from folder_removals r join server_tasks t on t.id = r.task_id
     where r.customer_id = $1 and r.state = 'removing' and t.state = 'running' limit 1`,
    [id],
  );
  if (removing !== undefined) throw new Problem('removal-under-way');
}

function subjectOf({ id, name }: Termination['customer']) {
  return { subjectKind: 'customer', subjectId: id, subject: name, customerId: id };
}
