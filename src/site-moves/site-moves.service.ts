// Moving a site to another server: its web root with all FTP accounts, their passwords, limits and history, in one
// transaction. Logins are unique over all servers, so none can clash; folders can. The files are the operator's to copy.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { type Conditional, refuseStale } from '../http/etag.js';
import { badField, Problem } from '../http/problems.js';
import { SETTINGS, type Settings } from '../http/settings.js';
import { ModeLayersService } from '../servers/mode-layers.service.js';
import { whyOverlapRefused } from '../web-roots/overlap.js';
import { normalPath, whyIdRefused } from '../web-roots/place.js';
import { WebRootsService } from '../web-roots/web-roots.service.js';
import { copyCommand } from './copy-command.js';
import { CopyChecksService } from './copy-checks.service.js';
import { readFormerServers, readServer, readSite, type SiteFacts } from './move-facts.js';
import type { MoveCheck, MoveClash, MoveOrder, MovePreview, MoveTarget, SiteMoves } from './site-moves.dto.js';

const announcedDays = 30;

@Injectable()
export class SiteMovesService {
  constructor(
    private readonly database: DataSource,
    private readonly webRoots: WebRootsService,
    private readonly layers: ModeLayersService,
    private readonly checks: CopyChecksService,
    private readonly audit: AuditService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Where a site is, where it was, and how far its newest check is. Throws Problem `not-found`. */
  async look(actor: Actor, webRootId: string): Promise<SiteMoves> {
    const { customer, domain, revision } = await this.webRoots.get(actor, webRootId);
    const tx = this.database.manager;
    const site = await known(readSite(tx, webRootId));
    const { ftpPort, ftpsPort, host, server } = await known(readServer(tx, site.serverId));
    return {
      ...{ webRootId, domain, customer, server, host, ftpPort, ftpsPort, revision },
      formerServers: await readFormerServers(tx, webRootId),
      check: await this.checks.read(webRootId),
    };
  }

  /** What a move would do, and what stands against it. Throws Problem `not-found`, and a 400 for an unknown server. */
  async preview(actor: Actor, webRootId: string, target: MoveTarget): Promise<MovePreview> {
    await this.webRoots.get(actor, webRootId);
    return (await this.#plan(this.database.manager, webRootId, target)).preview;
  }

  /** Has both servers count what is there. Throws Problem `move-clash`. */
  async check(actor: Actor, webRootId: string, target: MoveTarget): Promise<SiteMoves> {
    await this.webRoots.get(actor, webRootId);
    const { preview, site } = await this.#plan(this.database.manager, webRootId, target);
    refuseClashes(preview);
    await this.checks.begin(actor, preview, site.umask);
    return this.look(actor, webRootId);
  }

  /**
   * Moves a site. Throws Problem `move-clash`, `copy-differs`, `changed-meanwhile`, `server-silent` where the new server
   * does not answer, and a 400 where it finds fault with the folder.
   */
  async move(actor: Actor, webRootId: string, order: MoveOrder & Conditional): Promise<SiteMoves> {
    await this.webRoots.get(actor, webRootId);
    const { preview, site } = await this.#plan(this.database.manager, webRootId, order);
    refuseStale(order.seen, preview);
    refuseClashes(preview);
    const { customer, domain, to } = preview;
    const { path, systemGid, systemUid } = to;
    const place = { serverId: to.server.id, path, systemUid, systemGid, umask: site.umask };
    await this.webRoots.examine(actor, { customerId: customer.id, domain, ...place });
    const check = await this.checks.ofPlace(preview);
    if (check?.verdict !== 'same' && order.despiteDifferences !== true) throw new Problem('copy-differs');
    await this.database.transaction((tx) => this.#move(tx, actor, { seen: preview, check, order }));
    return this.look(actor, webRootId);
  }

  async #move(tx: EntityManager, actor: Actor, { check, order, seen }: Moving): Promise<void> {
    const { to, webRootId } = seen;
    // Web roots that are saved on the new server meanwhile wait at its row.
    await tx.query(`select 1 from servers where id = $1 for no key update`, [to.server.id]);
    await tx.query(`select 1 from web_roots where id = $1 for no key update`, [webRootId]);
    const { preview, site } = await this.#plan(tx, webRootId, order);
    refuseStale([seen.revision], preview);
    refuseClashes(preview);
    await writeMove(tx, actor, preview);
    await this.checks.countAgain(tx, actor, preview, site.umask);
    await this.layers.refuseLeftWithout(tx, { serverId: to.server.id, field: 'serverId' });
    await this.audit.record(tx, actor, {
      verb: 'web-root.moved',
      subjectKind: 'web-root',
      subjectId: webRootId,
      subject: preview.domain,
      customerId: preview.customer.id,
      before: placeFacts(preview.from),
      after: {
        ...placeFacts(to),
        accounts: preview.accounts.map(({ login }) => login),
        endedSessions: preview.openSessions,
        files: check?.verdict ?? 'not-checked',
        announcedDays,
      },
    });
  }

  async #plan(
    tx: EntityManager,
    webRootId: string,
    target: MoveTarget,
  ): Promise<{ preview: MovePreview; site: SiteFacts }> {
    const site = await known(readSite(tx, webRootId));
    const there = await readServer(tx, target.serverId);
    if (there === undefined) throw badField('serverId', 'There is no such server. Choose one from the list.');
    const { path, systemGid, systemUid } = site;
    const from = { ...(await known(readServer(tx, site.serverId))), path, systemUid, systemGid };
    const to = {
      ...there,
      path: normalPath(target.path ?? path),
      systemUid: target.systemUid ?? systemUid,
      systemGid: target.systemGid ?? systemGid,
    };
    const { accounts, customer, domain, revision, unfinishedUploads, websitesInside } = site;
    const preview = {
      ...{ webRootId, domain, customer, revision, from, to, accounts, unfinishedUploads, websitesInside },
      openSessions: accounts.reduce((sum, { openSessions }) => sum + openSessions, 0),
      clashes: await this.#clashes(tx, webRootId, { site, to }),
      copyCommand: copyCommand(from, to),
    };
    return { preview, site };
  }

  async #clashes(
    tx: EntityManager,
    webRootId: string,
    { site, to }: { site: SiteFacts; to: MovePreview['to'] },
  ): Promise<MoveClash[]> {
    const { id: serverId, name } = to.server;
    if (serverId === site.serverId) return [{ field: 'serverId', detail: `${site.domain} lies on ${name} already.` }];
    const query = (sql: string, values: unknown[]) => tx.query<never[]>(sql, values);
    const found = [
      ['path', await whyOverlapRefused(query, { serverId, customerId: site.customer.id, path: to.path })],
      ['path', await whyTaken(tx, site.customer.id, to)],
      ['systemUid', whyIdRefused(to.systemUid, this.settings.minSystemUid)],
      ['systemGid', whyIdRefused(to.systemGid, this.settings.minSystemUid)],
      ['serverId', await this.layers.leftWithoutAt(tx, webRootId, serverId)],
      [null, site.removing ? new Problem('removal-under-way').detail : undefined],
      [null, site.terminating ? new Problem('customer-terminating').detail : undefined],
    ] as const;
    return found.flatMap(([field, detail]) => (detail === undefined ? [] : [{ field, detail }]));
  }
}

interface Moving {
  readonly seen: MovePreview;
  readonly check: MoveCheck | null;
  readonly order: MoveOrder;
}

/** The same customer's web roots may lie in each other, but not in one place. */
async function whyTaken(
  tx: EntityManager,
  customerId: string,
  { path, server }: MovePreview['to'],
): Promise<string | undefined> {
  const [taken] = await tx.query<{ domain: string }[]>(
    `select domain from web_roots where server_id = $1 and path = $2 and customer_id = $3`,
    [server.id, path, customerId],
  );
  return taken && `${path} is the web root of ${taken.domain} on ${server.name}; choose another folder.`;
}

const relocate = `
  update web_roots set server_id = $2, path = $3, system_uid = $4, system_gid = $5, checked_at = now(), check_problem = null,
    updated_at = now() where id = $1`;

// Moved there and back, a server would send its own clients away.
const forgetReturn = `delete from site_moves where web_root_id = $1 and from_server_id = $2`;

const remember = `
  insert into site_moves (web_root_id, from_server_id, from_path, from_system_uid, from_system_gid, moved_by, announced_until)
  values ($1, $2, $3, $4, $5, $6, now() + make_interval(days => ${announcedDays}))`;

// A count that the old server has begun is of files that are no longer the site's; a part that broke off there is unknown here.
const forgetPlace = [
  `delete from recount_folders where web_root_id = $1`,
  `update web_root_usage set recount_begun_at = null, recounted_by = null where web_root_id = $1`,
  `delete from unfinished_uploads where account_id in (select id from ftp_accounts where web_root_id = $1)`,
];

async function writeMove(tx: EntityManager, actor: Actor, { from, to, webRootId }: MovePreview): Promise<void> {
  await tx.query(relocate, [webRootId, to.server.id, to.path, to.systemUid, to.systemGid]);
  await tx.query(forgetReturn, [webRootId, to.server.id]);
  await tx.query(forgetReturn, [webRootId, from.server.id]);
  const left = [from.server.id, from.path, from.systemUid, from.systemGid];
  await tx.query(remember, [webRootId, ...left, actor.email]);
  for (const sql of forgetPlace) await tx.query(sql, [webRootId]);
}

function refuseClashes({ clashes }: MovePreview): void {
  const [first] = clashes;
  if (first === undefined) return;
  const field = first.field === null ? {} : { field: first.field };
  throw new Problem('move-clash', { detail: first.detail, ...field, extra: { clashes } });
}

const placeFacts = ({ ftpPort, host, path, server, systemGid, systemUid }: MovePreview['to']) => {
  return { server: server.name, address: `${host}:${ftpPort}`, path, systemUid, systemGid };
};

/** What is there for whoever may see the web root. Throws Problem `not-found` where it went meanwhile. */
async function known<T>(found: Promise<T | undefined>): Promise<T> {
  const row = await found;
  if (row === undefined) throw new Problem('not-found');
  return row;
}
