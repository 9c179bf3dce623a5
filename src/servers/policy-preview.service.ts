// What a draft of a policy would mean, counted over the records of the last 30 days. It writes nothing.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import type { DataVerb } from '../ftp/policy.js';
import { csv } from '../http/csv.js';
import { Problem } from '../http/problems.js';
import { addressing } from './addressing.js';
import { firewallNeeds, firewallRules } from './firewall.js';
import { settingToChange } from './client-settings.js';
import type { ForbiddenUse } from './client-settings.js';
import { forbiddenWays, type RecordedUse } from './forbidden-uses.js';
import { leftWithout, leftWithoutSentence } from './left-without.js';
import { ModeLayersService } from './mode-layers.service.js';
import { termsOf } from './policy-columns.js';
import type { PolicyDraft } from './policy.dto.js';
import type {
  AffectedUse,
  Firewall,
  ForbiddenUses,
  PassiveCapacity,
  PolicyAddressing,
  PolicyPreview,
} from './policy-preview.dto.js';
import { draftedTerms, type PolicyTerms, refusals, warnings } from './policy-rules.js';
import { PolicyScenesService, type Scene } from './policy-scenes.service.js';
import { ServerPolicyRow, type ServerRow } from './servers.entity.js';

const days = 30;

const used = `
  select d.id, d.session_id, d.account_id, d.customer_id, coalesce(d.client_program, 'unknown') as program, d.at,
    host(d.client_address) as address, d.verb, s.id is not null and s.tls_version is null as login_in_clear,
    d.outcome = 'used' and d.tls_version is null as data_in_clear
  from data_connections d left join ftp_sessions s on s.id = d.session_id
  where d.server_id = $1 and d.at > now() - interval '${days} days' and d.outcome <> 'denied' and d.account_id is not null`;

const ways = `select distinct account_id, address, verb, login_in_clear, data_in_clear from (${used}) u`;

/** `$2`: the ways that are forbidden. */
const forbidden = `
  select u.*, w.use, w.remaining from (${used}) u
  join jsonb_to_recordset($2::jsonb) as w (account_id uuid, address text, verb text, login_in_clear boolean,
    data_in_clear boolean, use text, remaining jsonb) using (account_id, address, verb, login_in_clear, data_in_clear)`;

const counted = `
  select program, use, count(distinct id)::integer as connections, count(distinct session_id)::integer as sessions, count(distinct account_id)::integer as accounts,
    count(distinct customer_id)::integer as customers
  from (${forbidden}) f group by grouping sets ((), (program), (use))
  order by sessions desc, program, use`;

const recordedHere = `select count(*)::integer as recorded from (${used}) u`;

const affected = `
  select c.id as customer_id, c.name as customer, coalesce((select string_agg(p.email, ' ' order by p.email)
      from panel_users p where p.customer_id = c.id and p.status = 'enabled'), '') as emails,
    a.id as account_id, a.login, f.program, f.use, f.remaining, count(distinct f.session_id)::integer as sessions,
    count(distinct f.id)::integer as connections, max(f.at) as last_used
  from (${forbidden}) f join ftp_accounts a on a.id = f.account_id join customers c on c.id = a.customer_id
  group by c.id, c.name, a.id, a.login, f.program, f.use, f.remaining`;

const mostAffected = `${affected} order by connections desc, a.login, f.program, f.use limit 100`;

const toWriteTo = `${affected} order by c.name, a.login, f.program, f.use`;

// Two that touch do not overlap: an end at the same moment counts before a beginning.
const peak = `
  with held as (
    select at, at + duration_ms * interval '1 millisecond' as until from data_connections
     where server_id = $1 and verb in ('PASV', 'EPSV') and outcome not in ('denied', 'range-full')
       and at > now() - interval '${days} days'),
  step as (select at as moment, 1 as change from held union all select until, -1 from held)
  select moment, held::integer from (
    select moment, sum(change) over (order by moment, change rows unbounded preceding) as held from step) s
  order by held desc, moment limit 1`;

interface Count {
  readonly program: string | null;
  readonly use: ForbiddenUse | null;
  readonly connections: number;
  readonly sessions: number;
  readonly accounts: number;
  readonly customers: number;
}

interface Affected {
  readonly customer_id: string;
  readonly customer: string;
  readonly emails: string;
  readonly account_id: string;
  readonly login: string;
  readonly program: string;
  readonly use: ForbiddenUse;
  readonly remaining: readonly DataVerb[];
  readonly sessions: number;
  readonly connections: number;
  readonly last_used: Date;
}

@Injectable()
export class PolicyPreviewService {
  constructor(
    private readonly database: DataSource,
    private readonly scenes: PolicyScenesService,
    private readonly layers: ModeLayersService,
  ) {}

  /** What the draft would mean. Throws Problem `not-found` where there is no such server. */
  async preview(_actor: Actor, serverId: string, draft: PolicyDraft): Promise<PolicyPreview> {
    const scene = await this.scenes.read(this.database.manager, serverId);
    const terms = await this.#drafted(serverId, draft);
    const accounts = await this.layers.outspoken(serverId);
    const without = leftWithoutSentence(leftWithout(terms, accounts));
    return {
      since: new Date(scene.processes.now.getTime() - days * 86_400_000).toISOString(),
      forbidden: await this.#uses(serverId, terms),
      capacity: await this.#capacity(serverId, terms),
      addressing: addressingOf(scene, terms),
      refusals: [
        ...refusals(terms, scene.surroundings),
        ...(without === undefined ? [] : [{ field: 'verbs', detail: without }]),
      ],
      warnings: warnings(terms, scene.surroundings),
      firewall: firewallRules(firewallNeeds(portsOf(scene), terms, accounts)),
    };
  }

  /** Whom the draft concerns, with addresses to write to and the setting to change, as CSV. */
  async export(_actor: Actor, serverId: string, draft: PolicyDraft): Promise<string> {
    const terms = await this.#drafted(serverId, draft);
    const forbiddenHere = await this.#forbidden(serverId, terms);
    const rows = await this.database.query<Affected[]>(toWriteTo, [serverId, forbiddenHere]);
    return csv(
      ['Customer', 'E-mail', 'FTP account', 'Program', 'Uses', 'Sessions', 'Last used', 'What to change'],
      rows.map((row) => [
        row.customer,
        row.emails,
        row.login,
        row.program,
        row.use,
        row.sessions,
        row.last_used.toISOString(),
        settingToChange(row.program, row.use, row.remaining),
      ]),
    );
  }

  /** The firewall rules that the newest policy needs. Throws Problem `not-found`. */
  async firewall(_actor: Actor, serverId: string): Promise<Firewall> {
    const scene = await this.scenes.read(this.database.manager, serverId);
    const row = await this.#newest(serverId);
    const needs = firewallNeeds(portsOf(scene), termsOf(row), await this.layers.outspoken(serverId));
    return { serverId, version: row.version, rules: firewallRules(needs) };
  }

  async #newest(serverId: string): Promise<ServerPolicyRow> {
    const row = await this.database.manager.findOne(ServerPolicyRow, {
      where: { serverId },
      order: { version: 'DESC' },
    });
    if (row === null) throw new Problem('not-found');
    return row;
  }

  async #drafted(serverId: string, draft: PolicyDraft): Promise<PolicyTerms> {
    return draftedTerms(termsOf(await this.#newest(serverId)), draft);
  }

  async #uses(serverId: string, terms: PolicyTerms): Promise<ForbiddenUses> {
    const values = [serverId, await this.#forbidden(serverId, terms)];
    const [all] = await this.database.query<{ recorded: number }[]>(recordedHere, [serverId]);
    return {
      recorded: all?.recorded ?? 0,
      ...toCounts(await this.database.query<Count[]>(counted, values)),
      affected: (await this.database.query<Affected[]>(mostAffected, values)).map(toAffected),
    };
  }

  /** The forbidden ways as the JSON that the queries read. */
  async #forbidden(serverId: string, terms: PolicyTerms): Promise<string> {
    const accounts = new Map((await this.layers.outspoken(serverId)).map(({ id, rules }) => [id, rules]));
    const recorded = await this.database.query<RecordedUse[]>(ways, [serverId]);
    const found = recorded.flatMap((use) => forbiddenWays(terms, accounts.get(use.account_id), use));
    return JSON.stringify(found.map(({ used: way, use, remaining }) => ({ ...way, use, remaining })));
  }

  async #capacity(serverId: string, { passive }: PolicyTerms): Promise<PassiveCapacity> {
    const [most] = await this.database.query<{ moment: Date; held: number }[]>(peak, [serverId]);
    const ports = passive.lastPort - passive.firstPort + 1;
    const seen = most === undefined ? 0 : most.held;
    return {
      ports,
      peak: seen,
      peakAt: most?.moment.toISOString() ?? null,
      sentence:
        `The range ${passive.firstPort}-${passive.lastPort} holds ${ports} passive data connections at once; ` +
        `the most that were wanted in ${days} days are ${seen}.`,
    };
  }
}

function addressingOf({ interfaces, surroundings }: Scene, { passive }: PolicyTerms): PolicyAddressing {
  const told = { written: passive.publicIpv4, found: surroundings.publicAddresses };
  return { ...addressing(interfaces, told), interfaces: [...(interfaces ?? [])] };
}

function portsOf({ server }: Scene): Pick<ServerRow, 'ftpPort' | 'ftpsPort'> {
  return server;
}

function toCounts(counts: readonly Count[]): Pick<ForbiddenUses, 'total' | 'byKind' | 'byProgram'> {
  const plain = ({ connections, sessions, accounts, customers }: Count) => ({
    connections,
    sessions,
    accounts,
    customers,
  });
  const [total = { connections: 0, sessions: 0, accounts: 0, customers: 0 }] = counts
    .filter(({ program, use }) => program === null && use === null)
    .map(plain);
  return {
    total,
    byKind: counts.flatMap((count) => (count.use === null ? [] : { use: count.use, ...plain(count) })),
    byProgram: counts.flatMap((count) => (count.program === null ? [] : { program: count.program, ...plain(count) })),
  };
}

function toAffected(row: Affected): AffectedUse {
  const { login, customer, program, use, connections } = row;
  return {
    accountId: row.account_id,
    login,
    customerId: row.customer_id,
    customer,
    program,
    use,
    connections,
    lastUsedAt: row.last_used.toISOString(),
    cure: settingToChange(program, use, row.remaining),
  };
}
