// What is stored as the lines that an import reads, in the order in which it needs them. It writes no file.
import type { EntityManager } from 'typeorm';
import { accessOf } from '../accounts/access.js';
import type { VerbWishes } from '../ftp/policy.js';
import { writtenWishes } from '../http/verb-wishes.js';
import type { AccountLine, CustomerLine, ImportKind, ImportLine, PlanLine, WebRootLine } from './import.dto.js';
import { referenceSql } from './references.js';

/** Rows that are read together: enough to make reading cheap, few enough to hold. */
const portion = 1000;

/** Which customer's lines; null: everybody's. */
type Of = string | null;

/** Portions of lines of one kind, in the order of their references. Each query gets the customer's id as `$1`. */
interface Source<Row> {
  readonly sql: string;
  readonly toLine: (row: Row) => ImportLine;
}

type RawPlan = Omit<PlanLine, 'kind' | 'verbs'> & { readonly ref: string; readonly verbRules: VerbWishes };

const plans: Source<RawPlan> = {
  sql: `select p.name as ref, p.name, p.max_ftp_accounts as "maxFtpAccounts", p.quota_bytes::float8 as "quotaBytes",
      p.quota_files::float8 as "quotaFiles", p.max_sessions as "maxSessions", p.features, p.verb_rules as "verbRules",
      p.bandwidth_down_bytes::float8 as "bandwidthDownBytes", p.bandwidth_up_bytes::float8 as "bandwidthUpBytes"
    from plans p where $1::uuid is null or p.id = (select plan_id from customers where id = $1)`,
  toLine: ({ ref: _ref, verbRules, ...plan }) => ({ kind: 'plan', ...plan, verbs: writtenWishes(verbRules) }),
};

/** Nothing new is made for those who are on their way out, there or here. */
const staying = (customer: string) =>
  `${customer}.status <> 'terminating' and ($1::uuid is null or ${customer}.id = $1)`;

const customers: Source<Omit<CustomerLine, 'kind'>> = {
  sql: `select ${referenceSql('c')} as ref, c.name, p.name as plan, c.contained_reason as "containedReason",
      case when c.status = 'suspended' then coalesce(c.suspended_reason, 'Suspended.') end as "suspendedReason", c.two_step_required as "twoStepRequired"
    from customers c join plans p on p.id = c.plan_id where ${staying('c')}`,
  toLine: (customer) => ({ kind: 'customer', ...customer }),
};

const webRoots: Source<Omit<WebRootLine, 'kind'>> = {
  sql: `select ${referenceSql('w')} as ref, ${referenceSql('c')} as customer, s.name as server, w.domain, w.path,
      w.system_uid::float8 as "systemUid", w.system_gid::float8 as "systemGid", w.umask
    from web_roots w join customers c on c.id = w.customer_id join servers s on s.id = w.server_id where ${staying('c')}`,
  toLine: (webRoot) => ({ kind: 'web-root', ...webRoot }),
};

type RawAccount = Required<Omit<AccountLine, 'kind' | 'name' | 'access' | 'verbs'>> & {
  readonly login: string;
  readonly verbRules: VerbWishes;
};

const accounts: Source<RawAccount> = {
  sql: `select ${referenceSql('a')} as ref, ${referenceSql('w')} as "webRoot", a.login, a.password_hash as "passwordHash",
      a.folder, a.permissions, a.status, a.quota_bytes::float8 as "quotaBytes", a.quota_files::float8 as "quotaFiles",
      a.max_sessions as "maxSessions", a.bandwidth_down_bytes::float8 as "bandwidthDownBytes",
      a.bandwidth_up_bytes::float8 as "bandwidthUpBytes", a.upload_mode as "uploadMode", a.hidden_names as "hiddenNames",
      a.refused_names as "refusedNames", a.only_own_files as "onlyOwnFiles", a.allowed_networks::text[] as "allowedNetworks",
      a.expires_at as "expiresAt", a.note, a.verb_rules as "verbRules", a.clear_text_allowed as "clearTextAllowed"
    from ftp_accounts a join web_roots w on w.id = a.web_root_id join customers c on c.id = a.customer_id
    where ${staying('c')}`,
  toLine: ({ login, permissions, verbRules, ...account }) => {
    const access = accessOf(permissions);
    const rights = access === 'custom' ? { permissions } : { access };
    const name = login.slice(0, login.indexOf('@'));
    return { kind: 'account', name, ...account, ...rights, verbs: writtenWishes(verbRules) };
  },
};

const sources = [
  ['plan', plans],
  ['customer', customers],
  ['web-root', webRoots],
  ['account', accounts],
] as const satisfies readonly (readonly [ImportKind, Source<never>])[];

/** Lines of one kind that were read together. */
export interface Portion {
  readonly kind: ImportKind;
  readonly lines: readonly ImportLine[];
}

/** Everything, or one customer with their plan; with `plans` false plans are only named. */
export async function* storedLines(
  tx: EntityManager,
  { customerId, plans: withPlans }: { readonly customerId: Of; readonly plans: boolean },
): AsyncGenerator<Portion> {
  for (const [kind, source] of sources) {
    if (kind === 'plan' && !withPlans) continue;
    for await (const lines of portionsOf(tx, source as Source<object>, customerId)) yield { kind, lines };
  }
}

async function* portionsOf<Row extends object>(
  tx: EntityManager,
  { sql, toLine }: Source<Row>,
  customerId: Of,
): AsyncGenerator<ImportLine[]> {
  const page = `select * from (${sql}) as stored where ref collate "C" > $2 order by ref collate "C" limit ${portion}`;
  let last = '';
  for (;;) {
    const rows = await tx.query<(Row & { readonly ref: string })[]>(page, [customerId, last]);
    if (rows.length > 0) yield rows.map(toLine);
    if (rows.length < portion) return;
    last = rows.at(-1)?.ref ?? last;
  }
}
