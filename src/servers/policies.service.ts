// Mode policies: append-only versions, one winner where two admins write at once, and whether each is obeyed yet. Trials
// that end by themselves are policy-trials.ts.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import type { Conditional, SeenRevisions } from '../http/etag.js';
import { type Page, readPage } from '../http/page.js';
import { badField, Problem } from '../http/problems.js';
import { ModeLayersService } from './mode-layers.service.js';
import { conflictsOf, fieldsOf, insertVersion, termsOf, termValues, trialOf } from './policy-columns.js';
import { draftedTerms, type PolicyTerms, refusals, warnings } from './policy-rules.js';
import { inForce } from './processes.js';
import type { Policy, PolicyDraft, PolicyQuery, PolicyTrialDraft } from './policy.dto.js';
import { PolicyScenesService, type Scene } from './policy-scenes.service.js';
import { ServerPolicyRow } from './servers.entity.js';

/** How the next version comes from the one before. */
interface Step extends Conditional {
  readonly note: string;
  readonly trial?: PolicyTrialDraft | undefined;
  next(before: ServerPolicyRow): PolicyTerms;
}

/** Who writes a version: a person, or Portside itself when a trial is over. */
export type PolicyWriter = Actor | 'Portside';

@Injectable()
export class PoliciesService {
  constructor(
    private readonly database: DataSource,
    private readonly scenes: PolicyScenesService,
    private readonly layers: ModeLayersService,
    private readonly audit: AuditService,
  ) {}

  /** The newest policy. Throws Problem `not-found`. */
  async current(_actor: Actor, serverId: string): Promise<Policy> {
    const scene = await this.scenes.read(this.database.manager, serverId);
    return toDto(await newest(this.database.manager, serverId), scene);
  }

  /** Every version, newest first. */
  async history(_actor: Actor, serverId: string, query: PolicyQuery): Promise<Page<Policy>> {
    const scene = await this.scenes.read(this.database.manager, serverId);
    const found = this.database
      .createQueryBuilder()
      .select('p.version', 'version')
      .from('server_policies', 'p')
      .where('p.server_id = :serverId', { serverId });
    // The version takes the place of an id: two versions may share their instant.
    const key = { at: 'p.created_at', id: `lpad(to_hex(p.version), 32, '0')::uuid` };
    const page = await readPage<{ version: number }>(found, key, query);
    const rows = await Promise.all(page.items.map(({ version }) => find(this.database.manager, serverId, version)));
    return { items: rows.map((row) => toDto(row, scene)), nextCursor: page.nextCursor };
  }

  /** Writes the next version. Throws Problem `changed-meanwhile` with the current one, and a 400 naming what is wrong. */
  async write(actor: Actor, serverId: string, draft: PolicyDraft & Conditional): Promise<Policy> {
    if (draft.preset !== undefined && draft.verbs !== undefined) {
      throw badField('preset', 'Send either a preset or the four verbs, not both.');
    }
    return this.#append(actor, serverId, {
      seen: draft.seen,
      note: draft.note ?? '',
      trial: draft.trial,
      next: (before) => draftedTerms(termsOf(before), draft),
    });
  }

  /** Keeps a version that is only tried: writes it again, without an end. Throws Problem `conflict` where it is none. */
  async confirm(actor: Actor, serverId: string, seen: SeenRevisions): Promise<Policy> {
    const tried = await newest(this.database.manager, serverId);
    if (tried.expiresAt === null) {
      throw new Problem('conflict', { detail: `Version ${tried.version} is not on trial; it is there to stay.` });
    }
    const note = `Version ${tried.version} is kept.`;
    // A trial that ends meanwhile has brought other terms back.
    return this.#append(actor, serverId, { seen: seen ?? [tried.version], note, next: termsOf });
  }

  /** Ends a trial: writes the last version that was there to stay as the newest. Throws Problem `changed-meanwhile`. */
  async endTrial(serverId: string, tried: { readonly version: number; readonly why: string }): Promise<Policy> {
    const kept = await this.database.manager.findOne(ServerPolicyRow, {
      where: { serverId, expiresAt: IsNull() },
      order: { version: 'DESC' },
    });
    if (kept === null) throw new Problem('not-found');
    return this.#append('Portside', serverId, {
      seen: [tried.version],
      note: `${tried.why} Version ${kept.version} again.`,
      next: () => termsOf(kept),
    });
  }

  /** Writes an old version again as the newest. Throws Problem `not-found` where there is no such version. */
  async restore(actor: Actor, serverId: string, wish: { version: number } & Conditional): Promise<Policy> {
    if (wish.version < 1 || wish.version > 2_147_483_647) throw new Problem('not-found');
    const old = await find(this.database.manager, serverId, wish.version);
    return this.#append(actor, serverId, {
      seen: wish.seen,
      note: `Version ${old.version} again.`,
      next: () => termsOf(old),
    });
  }

  async #append(writer: PolicyWriter, serverId: string, step: Step): Promise<Policy> {
    return this.database.transaction((tx) => this.#appendIn(tx, writer, { serverId, ...step }));
  }

  async #appendIn(tx: EntityManager, writer: PolicyWriter, step: Step & { serverId: string }): Promise<Policy> {
    const { serverId } = step;
    // Two versions written at once wait for each other at their server's row.
    await tx.query(`select 1 from servers where id = $1 for no key update`, [serverId]);
    const scene = await this.scenes.read(tx, serverId);
    const before = await newest(tx, serverId);
    if (step.seen?.includes(before.version) === false) throw await policyChanged(tx, scene, step);
    const terms = step.next(before);
    // What was in force before a trial comes back, whatever has changed around it meanwhile.
    const checked = writer !== 'Portside';
    if (checked) refuseBad(terms, scene);
    const version = before.version + 1;
    await insert(tx, { ...step, terms, version, by: writer === 'Portside' ? writer : writer.email });
    if (checked) await this.layers.refuseLeftWithout(tx, { serverId, field: 'verbs' });
    const changed = differences(fieldsOf(termsOf(before)), fieldsOf(terms));
    await this.audit.record(tx, writer, {
      verb: 'policy.changed',
      subjectKind: 'server',
      subjectId: serverId,
      subject: scene.server.name,
      customerId: null,
      before: { version: before.version, ...changed.before },
      after: { version, ...(step.trial && { trialForMs: step.trial.forMs }), ...changed.after },
    });
    return toDto(await find(tx, serverId, version), scene);
  }
}

interface NewVersion extends Step {
  readonly serverId: string;
  readonly version: number;
  readonly terms: PolicyTerms;
  readonly by: string;
}

async function insert(tx: EntityManager, { serverId, version, terms, note, by, trial }: NewVersion) {
  const { revertBelowPercent } = trial ?? {};
  await tx.query(insertVersion, [
    serverId,
    version,
    ...termValues(terms),
    note,
    by,
    trial?.forMs ?? null,
    revertBelowPercent ?? null,
    revertBelowPercent === undefined ? null : trial?.revertAfterAttempts,
  ]);
}

function refuseBad(terms: PolicyTerms, { surroundings }: Scene): void {
  const errors = refusals(terms, surroundings);
  const [first] = errors;
  if (first !== undefined) throw new Problem('bad-input', { ...first, errors });
}

async function newest(tx: EntityManager, serverId: string): Promise<ServerPolicyRow> {
  const row = await tx.findOne(ServerPolicyRow, { where: { serverId }, order: { version: 'DESC' } });
  if (row === null) throw new Problem('not-found');
  return row;
}

async function find(tx: EntityManager, serverId: string, version: number): Promise<ServerPolicyRow> {
  const row = await tx.findOneBy(ServerPolicyRow, { serverId, version });
  if (row === null) throw new Problem('not-found');
  return row;
}

/** A 412 with the newest version and, field by field, what changed since the one that the writer had seen. */
async function policyChanged(tx: EntityManager, scene: Scene, step: Step): Promise<Problem> {
  const serverId = scene.server.id;
  const current = await newest(tx, serverId);
  const version = step.seen?.at(0);
  const seen = version === undefined ? null : await tx.findOneBy(ServerPolicyRow, { serverId, version });
  const conflicts = seen === null ? [] : conflictsOf(termsOf(seen), termsOf(current), step.next(seen));
  return new Problem('changed-meanwhile', { extra: { current: toDto(current, scene), conflicts } });
}

function toDto(row: ServerPolicyRow, { server, processes, surroundings }: Scene): Policy {
  const terms = termsOf(row);
  return {
    serverId: row.serverId,
    version: row.version,
    ...fieldsOf(terms),
    note: row.note,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    trial: trialOf(row),
    inForce: inForce(processes.of(server.id), { serverName: server.name, version: row.version }, processes.now),
    warnings: warnings(terms, surroundings),
  };
}
