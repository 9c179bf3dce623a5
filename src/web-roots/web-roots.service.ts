// Web roots: written only after the server itself has looked at the folder; browsed by the server, never by the panel.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { type Conditional, refuseStale } from '../http/etag.js';
import { mapPage, type Page, readPage } from '../http/page.js';
import { badField, Problem } from '../http/problems.js';
import { orderOf } from '../http/sort.js';
import { SETTINGS, type Settings } from '../http/settings.js';
import { refuseWhileRemoving } from '../removals/under-way.js';
import { ServerTaskFailed, type ServerTaskFailure, ServerTasksService } from '../server-tasks/server-tasks.service.js';
import { whyOverlapRefused } from './overlap.js';
import { normalPath, whyIdRefused } from './place.js';
import {
  narrowWebRoots,
  type RawWebRoot,
  readWebRoot,
  toWebRoot,
  webRootOrders,
  webRootQuery,
} from './web-root-view.js';
import type { FolderListing, NewWebRoot, WebRoot, WebRootChange, WebRootQuery } from './web-roots.dto.js';
import { WebRootRow } from './web-roots.entity.js';

type Place = Pick<WebRootRow, 'serverId' | 'customerId' | 'path' | 'systemUid' | 'systemGid' | 'umask'>;

/** A web root whose folder the server has looked at. */
export type ExaminedWebRoot = Place & Pick<WebRootRow, 'domain'>;

const usualUmask = 0o022;

@Injectable()
export class WebRootsService {
  constructor(
    private readonly database: DataSource,
    private readonly tasks: ServerTasksService,
    private readonly audit: AuditService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Web roots, newest first unless another order is asked for. */
  async list(actor: Actor, query: WebRootQuery): Promise<Page<WebRoot>> {
    const found = webRootQuery(this.database.manager, actor);
    narrowWebRoots(found, actor, query);
    const order = orderOf(webRootOrders, query.sort ?? '-created', 'w.id');
    return mapPage(await readPage<RawWebRoot>(found, order, query), (row) => toWebRoot(actor, row));
  }

  /** One web root. Throws Problem `not-found`. */
  async get(actor: Actor, id: string): Promise<WebRoot> {
    return toWebRoot(actor, await readWebRoot(this.database.manager, actor, id));
  }

  /** Makes a web root. Throws a 400 where the server finds fault with the folder. */
  async create(actor: Actor, wish: NewWebRoot): Promise<WebRoot> {
    await this.#refuseUnknown(wish);
    const place = await this.examine(actor, wish);
    return this.database.transaction((tx) => this.insert(tx, actor, place));
  }

  /** Has the server look at the folder, also for a customer who is yet to be made. Throws a 400 where it finds fault. */
  async examine(actor: Actor, wish: NewWebRoot): Promise<ExaminedWebRoot> {
    const { domain, ...rest } = wish;
    const place: Place = { ...rest, path: normalPath(wish.path), umask: wish.umask ?? usualUmask };
    await this.#check(actor, place);
    return { ...place, domain };
  }

  /** Makes a web root that was looked at, within a transaction of others. */
  async insert(tx: EntityManager, actor: Actor, examined: ExaminedWebRoot): Promise<WebRoot> {
    await refuseOverlap(tx, examined);
    await refuseTerminating(tx, examined.customerId);
    const row = tx.create(WebRootRow, { ...examined });
    await tx.insert(WebRootRow, row);
    const saved = await readWebRoot(tx, actor, row.id);
    await this.audit.record(tx, actor, { verb: 'web-root.created', ...subjectOf(saved), after: factsOf(saved) });
    return toWebRoot(actor, saved);
  }

  /** Changes what is given. Throws Problem `changed-meanwhile`, and a 400 where the server finds fault with the folder. */
  async change(actor: Actor, id: string, change: WebRootChange & Conditional): Promise<WebRoot> {
    const now = await readWebRoot(this.database.manager, actor, id);
    refuseStale(change.seen, toWebRoot(actor, now));
    const place: Place = {
      serverId: now.server_id,
      customerId: now.customer_id,
      path: change.path === undefined ? now.path : normalPath(change.path),
      systemUid: change.systemUid ?? Number(now.system_uid),
      systemGid: change.systemGid ?? Number(now.system_gid),
      umask: change.umask ?? now.umask,
    };
    await this.#check(actor, place);
    return this.database.transaction(async (tx) => {
      await refuseOverlap(tx, place);
      await tx.query(`select 1 from web_roots where id = $1 for no key update`, [id]);
      const before = await readWebRoot(tx, actor, id);
      // What was checked on the server was put together from it.
      refuseStale([now.revision], toWebRoot(actor, before));
      if (place.path !== before.path) await refuseWhileRemoving(tx, [id]);
      await tx.update(WebRootRow, { id }, { ...place, ...checkedNow(), updatedAt: () => 'now()' });
      const after = await readWebRoot(tx, actor, id);
      const changed = differences(factsOf(before), factsOf(after));
      await this.audit.record(tx, actor, { verb: 'web-root.changed', ...subjectOf(after), ...changed });
      return toWebRoot(actor, after);
    });
  }

  /** Deletes a web root; the files stay. Throws Problem `web-root-in-use` while accounts lie in it, `removal-under-way`. */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const row = await readWebRoot(tx, actor, id);
      await refuseWhileRemoving(tx, [id]);
      await tx.delete(WebRootRow, { id });
      await this.audit.record(tx, actor, { verb: 'web-root.deleted', ...subjectOf(row), before: factsOf(row) });
    });
  }

  /** What lies in a folder, asked of the server. Throws Problem `server-silent` and what the server refuses. */
  async browse(actor: Actor, id: string, folder: string): Promise<FolderListing> {
    const row = await readWebRoot(this.database.manager, actor, id);
    try {
      return await this.tasks.ask(actor, {
        serverId: row.server_id,
        kind: 'browse-folder',
        arguments: { webRootId: id, folder },
      });
    } catch (error) {
      if (error instanceof ServerTaskFailed) throw browseProblem(error.failure);
      throw error;
    }
  }

  /** Asks the server to count anew what lies in a web root. Throws Problem `server-silent`. */
  async recount(actor: Actor, id: string): Promise<void> {
    const { server_id: serverId } = await readWebRoot(this.database.manager, actor, id);
    await this.tasks.ask(actor, { serverId, kind: 'recount-usage', arguments: { webRootId: id } });
  }

  async #refuseUnknown({ customerId, serverId }: NewWebRoot): Promise<void> {
    const [known] = await this.database.query<{ customer: boolean; server: boolean }[]>(
      `select exists (select from customers where id = $1 and status <> 'terminating') as customer, exists (select from servers where id = $2) as server`,
      [customerId, serverId],
    );
    if (known?.customer !== true) throw badField('customerId', 'There is no such customer. Choose one from the list.');
    if (known.server !== true) throw badField('serverId', 'There is no such server. Choose one from the list.');
  }

  /** What the panel knows, then what only the server can see. */
  async #check(actor: Actor, place: Place): Promise<void> {
    const { minSystemUid } = this.settings;
    for (const field of ['systemUid', 'systemGid'] as const) {
      const why = whyIdRefused(place[field], minSystemUid);
      if (why !== undefined) throw badField(field, why);
    }
    const { serverId, ...plan } = place;
    const answer = await this.tasks
      .ask(actor, { serverId, kind: 'check-web-root', arguments: plan })
      .catch((error: unknown) => {
        if (error instanceof ServerTaskFailed) return { ok: false as const, reason: error.failure.sentence };
        throw error;
      });
    if (!answer.ok) throw badField('path', answer.reason);
  }
}

const checkedNow = () => ({ checkedAt: () => 'now()', checkProblem: null });

/** Asked again beside the row that is written: two web roots saved at once wait for each other at their server's row. */
async function refuseOverlap(tx: EntityManager, place: Place): Promise<void> {
  await tx.query(`select 1 from servers where id = $1 for no key update`, [place.serverId]);
  const why = await whyOverlapRefused((sql, values) => tx.query(sql, values), place);
  if (why !== undefined) throw badField('path', why);
}

/** Asked again, for the server took its time to look at the folder. */
async function refuseTerminating(tx: EntityManager, customerId: string): Promise<void> {
  const [gone] = await tx.query<object[]>(`select from customers where id = $1 and status = 'terminating' for share`, [
    customerId,
  ]);
  if (gone !== undefined) throw new Problem('customer-terminating');
}

function browseProblem({ code, sentence }: ServerTaskFailure): Problem {
  if (code === 'not-found') return new Problem('not-found', { field: 'folder', detail: sentence });
  return new Problem('server-refused', { field: 'folder', detail: sentence });
}

function subjectOf(row: RawWebRoot) {
  return { subjectKind: 'web-root', subjectId: row.id, subject: row.domain, customerId: row.customer_id };
}

/** What the audit log keeps, for staff to read. */
function factsOf(row: RawWebRoot) {
  return {
    domain: row.domain,
    server: row.server_name,
    path: row.path,
    systemUid: Number(row.system_uid),
    systemGid: Number(row.system_gid),
    umask: row.umask,
  };
}
