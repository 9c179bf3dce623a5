// Whether a site's files are where it shall be moved to: the old server and the new one are asked to count, and what they
// counted is read side by side. The tasks go on while nobody looks.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import {
  ServerTasksService,
  type ServerTaskFailure,
  type ServerTaskKinds,
} from '../server-tasks/server-tasks.service.js';
import { ownerFits, verdictOf } from './compare.js';
import type { MoveCheck, MoveCount, MoveCountState, MovePlace, MovePreview } from './site-moves.dto.js';

/** A server that was away counts when it comes back within this time. */
const standsMs = 60 * 60 * 1000;

type Counted = ServerTaskKinds['measure-web-root']['result'];

interface RawTask {
  readonly id: string;
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | null;
  readonly progress: { bytes?: number; files?: number; folders?: number } | null;
  readonly result: Counted | null;
  readonly failure: ServerTaskFailure | null;
  readonly finishedAt: string | null;
  readonly late: boolean;
  /** Whether somebody is there who will do it, or does. */
  readonly held: boolean;
}

interface RawCheck {
  readonly target: { id: string; name: string };
  readonly path: string;
  readonly systemUid: number;
  readonly systemGid: number;
  readonly askedAt: Date;
  readonly ledger: { bytes: number; files: number; countedAt: string } | null;
  readonly before: RawTask;
  readonly after: RawTask;
}

const alive = `p.stopped_at is null and p.heartbeat_at > now() - interval '15 seconds'`;
const iso = (moment: string) => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const task = (t: string, s: string) => `
  jsonb_build_object('id', ${s}.id, 'name', ${s}.name, 'state', ${t}.state, 'progress', ${t}.progress, 'result', ${t}.result,
    'failure', ${t}.failure, 'finishedAt', ${iso(`${t}.finished_at`)}, 'late', coalesce(${t}.deadline_at < now(), true),
    'held', exists (select from server_processes p where p.server_id = ${s}.id and ${alive}
      and (${t}.claimed_by is null or p.id = ${t}.claimed_by)))`;

const readCheck = `
  select jsonb_build_object('id', there.id, 'name', there.name) as target, k.path, k.system_uid::float8 as "systemUid",
    k.system_gid::float8 as "systemGid", k.asked_at as "askedAt",
    case when u.counted_at is not null and w.server_id = k.from_server_id then jsonb_build_object('bytes', u.used_bytes, 'files', u.used_files,
      'countedAt', ${iso('u.counted_at')}) end as ledger,
    ${task('source', 'here')} as before, ${task('target', 'there')} as after
  from site_move_checks k join web_roots w on w.id = k.web_root_id join servers here on here.id = k.from_server_id
  join servers there on there.id = k.to_server_id left join web_root_usage u on u.web_root_id = w.id
  left join server_tasks source on source.id = k.source_task_id left join server_tasks target on target.id = k.target_task_id
  where k.web_root_id = $1`;

const writeCheck = `
  insert into site_move_checks (web_root_id, from_server_id, to_server_id, path, system_uid, system_gid, source_task_id, target_task_id, asked_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (web_root_id) do update set from_server_id = excluded.from_server_id, to_server_id = excluded.to_server_id, path = excluded.path,
    system_uid = excluded.system_uid, system_gid = excluded.system_gid, source_task_id = excluded.source_task_id,
    target_task_id = excluded.target_task_id, asked_by = excluded.asked_by, asked_at = now()`;

@Injectable()
export class CopyChecksService {
  constructor(
    private readonly database: DataSource,
    private readonly tasks: ServerTasksService,
  ) {}

  /** Asks both servers to count anew. */
  async begin(actor: Actor, plan: MovePreview, umask: number): Promise<void> {
    const { customer, from, to, webRootId } = plan;
    await this.database.transaction(async (tx) => {
      const ask = (place: MovePlace) => this.#ask(tx, actor, { customerId: customer.id, place, umask });
      const [source, target] = [await ask(from), await ask(to)];
      const places = [from.server.id, to.server.id, to.path, to.systemUid, to.systemGid];
      await tx.query(writeCheck, [webRootId, ...places, source, target, actor.email]);
    });
  }

  /** Asks the new server once more, now that the site lies there; the old server's count stays beside it. */
  async countAgain(tx: EntityManager, actor: Actor, plan: MovePreview, umask: number): Promise<void> {
    const { customer, to: place, webRootId } = plan;
    const target = await this.#ask(tx, actor, { customerId: customer.id, place, umask });
    await tx.query(`update site_move_checks set target_task_id = $2 where web_root_id = $1`, [webRootId, target]);
  }

  /** The newest check of a web root, as far as it has come; null where there was none. */
  async read(webRootId: string, tx: EntityManager = this.database.manager): Promise<MoveCheck | null> {
    const [row] = await tx.query<RawCheck[]>(readCheck, [webRootId]);
    return row === undefined ? null : toDto(row);
  }

  /** The newest check, where it was of this very place. */
  async ofPlace({ to, webRootId }: MovePreview): Promise<MoveCheck | null> {
    const check = await this.read(webRootId);
    const same = check?.target.id === to.server.id && check.path === to.path;
    return same && check.systemUid === to.systemUid && check.systemGid === to.systemGid ? check : null;
  }

  #ask(
    tx: EntityManager,
    actor: Actor,
    { customerId, place, umask }: { customerId: string; place: MovePlace; umask: number },
  ): Promise<string> {
    const { path, server, systemGid, systemUid } = place;
    const args = { customerId, path, systemUid, systemGid, umask };
    return this.tasks.begin(tx, actor, { serverId: server.id, kind: 'measure-web-root', arguments: args, standsMs });
  }
}

function toDto({ after, askedAt, before, ledger, path, systemGid, systemUid, target }: RawCheck): MoveCheck {
  const counted = { before: orLedger(toCount(before), ledger), after: toCount(after) };
  const counts = { ...counted, owner: { uid: systemUid, gid: systemGid } };
  const place = { target, path, systemUid, systemGid, askedAt: askedAt.toISOString() };
  return { ...place, ...counted, verdict: verdictOf(counts), ownerFits: ownerFits(counts) };
}

function toCount(task: RawTask): MoveCount {
  const { failure, finishedAt, id, name, result } = task;
  const refusal = failure?.sentence ?? (result?.ok === false ? result.reason : null);
  return {
    server: { id, name },
    state: refusal === null ? stateOf(task) : 'refused',
    ...sizeOf(result?.ok === true ? result : task.progress),
    ...(result?.ok === true ? foundBy(result) : { complete: false, ownerUid: null, ownerGid: null }),
    countedAt: finishedAt,
    refusal,
  };
}

function sizeOf(counted: RawTask['progress']): Pick<MoveCount, 'bytes' | 'files'> {
  if (counted === null) return { bytes: null, files: null };
  const { bytes = 0, files = 0, folders = 0 } = counted;
  return { bytes, files: files + folders };
}

const foundBy = ({ complete, ownerGid, ownerUid }: Extract<Counted, { ok: true }>) => ({
  complete,
  ownerUid,
  ownerGid,
});

function stateOf({ held, late, state }: RawTask): MoveCountState {
  if (state === 'done') return 'counted';
  if (late || !held) return 'silent';
  return state === 'running' ? 'counting' : 'waiting';
}

/** What the old server counted last speaks for it while it cannot. */
function orLedger(count: MoveCount, ledger: RawCheck['ledger']): MoveCount {
  const speaks = count.state === 'counted' || count.state === 'counting' || count.state === 'waiting';
  return speaks || ledger === null ? count : { ...count, ...ledger, complete: true };
}
