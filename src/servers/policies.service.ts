// Mode policies: append-only versions, one winner where two admins write at once, and whether each is obeyed yet.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { presetOf } from '../ftp/policy.js';
import { type Page, readPage } from '../http/page.js';
import { badField, Problem } from '../http/problems.js';
import { SETTINGS, type Settings } from '../http/settings.js';
import { inForce, isUp } from './processes.js';
import type { Policy, PolicyDraft, PolicyQuery } from './policy.dto.js';
import {
  draftedTerms,
  type PolicyTerms,
  type PortRange,
  refusals,
  type Surroundings,
  warnings,
} from './policy-rules.js';
import { type KnownProcesses, ServerProcessesService } from './server-processes.service.js';
import { ServerPolicyRow, type ServerProcessRow, ServerRow } from './servers.entity.js';

/** What a policy is shown and checked against. */
interface Scene {
  readonly server: ServerRow;
  readonly processes: KnownProcesses;
  readonly surroundings: Surroundings;
}

@Injectable()
export class PoliciesService {
  constructor(
    private readonly database: DataSource,
    private readonly processes: ServerProcessesService,
    private readonly audit: AuditService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The newest policy. Throws Problem `not-found`. */
  async current(_actor: Actor, serverId: string): Promise<Policy> {
    const scene = await this.#scene(this.database.manager, serverId);
    return toDto(await newest(this.database.manager, serverId), scene);
  }

  /** Every version, newest first. */
  async history(_actor: Actor, serverId: string, query: PolicyQuery): Promise<Page<Policy>> {
    const scene = await this.#scene(this.database.manager, serverId);
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

  /** Writes the next version. Throws Problem `policy-changed` with the current one, and a 400 naming what is wrong. */
  async write(actor: Actor, serverId: string, draft: PolicyDraft): Promise<Policy> {
    if (draft.preset !== undefined && draft.verbs !== undefined) {
      throw badField('preset', 'Send either a preset or the four verbs, not both.');
    }
    return this.#append(actor, serverId, {
      basedOnVersion: draft.basedOnVersion,
      note: draft.note ?? '',
      next: (before) => draftedTerms(termsOf(before), draft),
    });
  }

  /** Writes an old version again as the newest. Throws Problem `not-found` where there is no such version. */
  async restore(actor: Actor, serverId: string, wish: { version: number; basedOnVersion: number }): Promise<Policy> {
    if (wish.version < 1 || wish.version > 2_147_483_647) throw new Problem('not-found');
    const old = await find(this.database.manager, serverId, wish.version);
    return this.#append(actor, serverId, {
      basedOnVersion: wish.basedOnVersion,
      note: `Version ${old.version} again.`,
      next: () => termsOf(old),
    });
  }

  async #append(actor: Actor, serverId: string, step: Step): Promise<Policy> {
    try {
      return await this.database.transaction((tx) => this.#appendIn(tx, actor, { serverId, ...step }));
    } catch (error) {
      if (!lostTheRace(error)) throw error;
      throw policyChanged(await this.current(actor, serverId));
    }
  }

  async #appendIn(tx: EntityManager, actor: Actor, step: Step & { serverId: string }): Promise<Policy> {
    const { serverId } = step;
    const scene = await this.#scene(tx, serverId);
    const before = await newest(tx, serverId);
    if (before.version !== step.basedOnVersion) throw policyChanged(toDto(before, scene));
    const terms = step.next(before);
    const errors = refusals(terms, scene.surroundings);
    const [first] = errors;
    if (first !== undefined) throw new Problem('bad-input', { ...first, errors });
    const version = before.version + 1;
    const changed = differences(columnsOf(termsOf(before)), columnsOf(terms));
    await tx.query(insertVersion, [
      serverId,
      version,
      ...insertValues(terms),
      step.note,
      actor.email,
      overridesColumn(terms),
      before.version,
    ]);
    await this.audit.record(tx, actor, {
      verb: 'policy.changed',
      subjectKind: 'server',
      subjectId: serverId,
      subject: scene.server.name,
      customerId: null,
      before: { version: before.version, ...changed.before },
      after: { version, ...changed.after },
    });
    return toDto(await find(tx, serverId, version), scene);
  }

  async #scene(tx: EntityManager, serverId: string): Promise<Scene> {
    const server = await tx.findOneBy(ServerRow, { id: serverId });
    if (server === null) throw new Problem('not-found');
    const processes = await this.processes.read([serverId], tx);
    const up = processes.of(serverId).filter((process) => isUp(process, processes.now));
    const listeners = [
      { name: 'FTP port', port: server.ftpPort },
      ...(server.ftpsPort === null ? [] : [{ name: 'FTPS port', port: server.ftpsPort }]),
      { name: 'HTTP port of the panel', port: this.settings.http.port },
    ];
    const surroundings = {
      listeners,
      ephemeral: ephemeralPorts(up),
      hasCertificate: server.certificateFingerprint !== null,
      certificateProblem: server.certificateProblem ?? undefined,
      bindsLowPorts: up.length === 0 ? undefined : up.every((process) => process.bindsLowPorts),
    };
    return { server, processes, surroundings };
  }
}

/** Processes of one server share a kernel, so the first that tells speaks for all. */
function ephemeralPorts(up: readonly ServerProcessRow[]): PortRange | undefined {
  for (const { ephemeralFirstPort: first, ephemeralLastPort: last } of up) {
    if (first !== null && last !== null) return { first, last };
  }
  return undefined;
}

interface Step {
  readonly basedOnVersion: number;
  readonly note: string;
  next(before: ServerPolicyRow): PolicyTerms;
}

// What this release does not yet show is carried over from the version before, so that no version forgets it.
const insertVersion = `
  insert into server_policies (server_id, version, verbs, tls, tls_session_reuse, passive_first_port, passive_last_port,
    public_ipv4, active_source_port, active_connect_timeout_ms, data_wait_ms, stall_timeout_ms, idle_timeout_ms, note,
    created_by, address_overrides, exceptions_allowed, public_ipv6, peer_check)
  select $1, $2::integer, $3::jsonb, $4, $5, $6::integer, $7::integer, $8::inet, $9::integer, $10::integer, $11::integer,
    $12::integer, $13::integer, $14, $15, $16::jsonb, exceptions_allowed, public_ipv6, peer_check
    from server_policies where server_id = $1 and version = $17::integer`;

function insertValues(terms: PolicyTerms): unknown[] {
  const { passive, active } = terms;
  return [
    JSON.stringify(terms.verbs),
    terms.tls,
    terms.tlsSessionReuse,
    passive.firstPort,
    passive.lastPort,
    passive.publicIpv4 ?? null,
    active.sourcePort === 'any' ? null : active.sourcePort,
    active.connectTimeoutMs,
    terms.dataWaitMs,
    terms.stallTimeoutMs,
    terms.idleTimeoutMs,
  ];
}

function overridesColumn({ passive }: PolicyTerms): string {
  return JSON.stringify(overridesDto(passive.overrides));
}

function overridesDto(overrides: PolicyTerms['passive']['overrides']) {
  return overrides.map(({ network, ipv4 }) => ({ network, ipv4: ipv4 ?? null }));
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

function policyChanged(current: Policy): Problem {
  return new Problem('policy-changed', { field: 'basedOnVersion', extra: { current } });
}

function lostTheRace(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { code, constraint } = error.driverError as { code?: string; constraint?: string };
  return code === '23505' && constraint === 'server_policies_pkey';
}

function termsOf(row: ServerPolicyRow): PolicyTerms {
  return {
    verbs: row.verbs,
    tls: row.tls,
    tlsSessionReuse: row.tlsSessionReuse,
    passive: {
      firstPort: row.passiveFirstPort,
      lastPort: row.passiveLastPort,
      publicIpv4: row.publicIpv4?.replace(/\/32$/, '') ?? undefined,
      overrides: row.addressOverrides.map(({ network, ipv4 }) => ({ network, ipv4: ipv4 ?? undefined })),
    },
    active: { sourcePort: row.activeSourcePort ?? 'any', connectTimeoutMs: row.activeConnectTimeoutMs },
    dataWaitMs: row.dataWaitMs,
    stallTimeoutMs: row.stallTimeoutMs,
    idleTimeoutMs: row.idleTimeoutMs,
  };
}

/** The terms under the names of the API. */
function columnsOf(terms: PolicyTerms) {
  const { passive, active } = terms;
  const { PORT, EPRT, PASV, EPSV } = terms.verbs;
  return {
    verbs: { PORT, EPRT, PASV, EPSV },
    preset: presetOf(terms.verbs) ?? null,
    tls: terms.tls,
    tlsSessionReuse: terms.tlsSessionReuse,
    passiveFirstPort: passive.firstPort,
    passiveLastPort: passive.lastPort,
    publicIpv4: passive.publicIpv4 ?? null,
    addressOverrides: overridesDto(passive.overrides),
    activeSourcePort: active.sourcePort === 'any' ? null : active.sourcePort,
    activeConnectTimeoutMs: active.connectTimeoutMs,
    dataWaitMs: terms.dataWaitMs,
    stallTimeoutMs: terms.stallTimeoutMs,
    idleTimeoutMs: terms.idleTimeoutMs,
  };
}

function toDto(row: ServerPolicyRow, { server, processes, surroundings }: Scene): Policy {
  const terms = termsOf(row);
  return {
    serverId: row.serverId,
    version: row.version,
    ...columnsOf(terms),
    note: row.note,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    inForce: inForce(processes.of(server.id), row.version, processes.now),
    warnings: warnings(terms, surroundings),
  };
}
