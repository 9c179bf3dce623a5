// The lines of FTP accounts with the hashes of their passwords.
import { createHash, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { columnsOf } from '../accounts/account-columns.js';
import { AccountRow } from '../accounts/accounts.entity.js';
import { loginOf, whyLoginRefused } from '../accounts/login.js';
import { refuseBeyondPlan } from '../accounts/plan-limit.js';
import { Problem } from '../http/problems.js';
import { refuseBeingRemoved } from '../removals/under-way.js';
import { normalWishes } from '../http/verb-wishes.js';
import type { ModeLayersService } from '../servers/mode-layers.service.js';
import { WebRootRow } from '../web-roots/web-roots.entity.js';
import type { AccountLine } from './import.dto.js';
import { type LineOutcome, type NumberedLine, refuse } from './parse-line.js';
import type { Besides } from './write-rows.js';
import { byReference } from './references.js';
import { differing, type LaterLines, type Resolved, type RowKind, type Wish } from './write-wishes.js';

type Numbered = NumberedLine<AccountLine>;

/** What the rules need to know besides the rows. */
export interface AccountFacts {
  readonly later: LaterLines;
  readonly layers: ModeLayersService;
}

/** What the lines of FTP accounts amount to. */
export async function resolveAccounts(
  tx: EntityManager,
  lines: readonly Numbered[],
  { later, layers }: AccountFacts,
): Promise<Resolved<AccountRow>> {
  const refs = lines.map(({ line }) => line.ref);
  const places = lines.map(({ line }) => line.webRoot);
  const stored = await byReference(tx, AccountRow, refs);
  const webRoots = await byReference(tx, WebRootRow, places);
  const known = await withTheirPassword(tx, lines, stored);
  const wishes: Wish<AccountRow>[] = [];
  const refused: LineOutcome[] = [];
  for (const numbered of lines) {
    const { webRoot, name, ref } = numbered.line;
    const place = later.holds(numbered, 'web-root', webRoot) ? undefined : webRoots.get(webRoot);
    const why = whyRefused({ webRoot, name, place, row: stored.get(ref) });
    if (why !== undefined || place === undefined) refused.push(refuse(numbered, why ?? ''));
    else wishes.push(wishOf(numbered, place, { row: stored.get(ref), known }));
  }
  return { kind: kindWith(layers), wishes, refused };
}

function whyRefused(facts: {
  webRoot: string;
  name: string;
  place: WebRootRow | undefined;
  row: AccountRow | undefined;
}): string | undefined {
  const { webRoot, name, place, row } = facts;
  if (place === undefined) return `webRoot: There is no web root "${webRoot}" before this line.`;
  const login = loginOf(name, place.domain);
  if (row !== undefined && (row.webRootId !== place.id || row.login !== login)) {
    return `This FTP account is ${row.login} already. An import gives no account another login or web root.`;
  }
  const why = whyLoginRefused(login);
  return why === undefined ? undefined : `name: ${why}`;
}

interface Stored {
  readonly row: AccountRow | undefined;
  /** Ids of accounts that have the password of their line already. */
  readonly known: ReadonlySet<string>;
}

function wishOf(numbered: Numbered, place: WebRootRow, { row, known }: Stored): Wish<AccountRow> {
  const { line } = numbered;
  const login = loginOf(line.name, place.domain);
  const columns: Partial<AccountRow> = {
    customerId: place.customerId,
    webRootId: place.id,
    login,
    ...settingsOf(line),
  };
  const password = { passwordHash: line.passwordHash, importedHashSha256: digestOf(line.passwordHash) };
  if (row === undefined) {
    const fresh = { id: randomUUID(), externalRef: line.ref, ...columnsOf({ folder: '/', access: 'full' }) };
    const disabledAt = line.status === 'disabled' ? new Date() : null;
    return { numbered, id: undefined, columns: { ...fresh, ...columns, ...password, disabledAt }, changes: [] };
  }
  const changes = differing<AccountRow>(row, columns);
  if (known.has(row.id) || row.importedHashSha256?.equals(password.importedHashSha256) === true) {
    return { numbered, id: row.id, columns, changes };
  }
  return { numbered, id: row.id, columns: { ...columns, ...password }, changes: [...changes, 'passwordHash'] };
}

function settingsOf(line: AccountLine): Partial<AccountRow> {
  const columns = columnsOf(line);
  if (line.permissions !== undefined) columns.permissions = line.permissions;
  if (line.verbs !== undefined) columns.verbRules = normalWishes(line.verbs);
  if (line.clearTextAllowed !== undefined) columns.clearTextAllowed = line.clearTextAllowed;
  if (line.status !== undefined) columns.status = line.status;
  return columns;
}

/** The database compares them, so that no hash is read for it. */
async function withTheirPassword(
  tx: EntityManager,
  lines: readonly Numbered[],
  stored: ReadonlyMap<string, AccountRow>,
): Promise<ReadonlySet<string>> {
  const there = lines.flatMap(({ line }) => {
    const row = stored.get(line.ref);
    return row === undefined ? [] : [{ id: row.id, hash: line.passwordHash }];
  });
  const rows = await tx.query<{ id: string }[]>(
    `select a.id from ftp_accounts a join unnest($1::uuid[], $2::text[]) as said (id, hash) on a.id = said.id
      where a.password_hash = said.hash`,
    [there.map(({ id }) => id), there.map(({ hash }) => hash)],
  );
  return new Set(rows.map(({ id }) => id));
}

const digestOf = (hash: string): Buffer => createHash('sha256').update(hash).digest();

function onChange({ changes, columns }: Wish<AccountRow>): Besides {
  return {
    revision: 'stored.revision + 1',
    updatedAt: 'now()',
    ...(changes.includes('status') && { disabledAt: columns.status === 'disabled' ? 'now()' : 'null' }),
    ...(changes.includes('passwordHash') && {
      previousPasswordHash: 'stored.password_hash',
      passwordChangedAt: 'now()',
    }),
  };
}

const withChange = ({ changes }: Wish<AccountRow>): readonly 'importedHashSha256'[] =>
  changes.includes('passwordHash') ? ['importedHashSha256'] : [];

interface PlanUse {
  readonly id: string;
  readonly name: string;
  readonly maxFtpAccounts: number | null;
  readonly accounts: number;
  readonly customerStatus: string;
  /** Says something about modes itself. */
  readonly outspoken: boolean;
}

// Customers wait for each other here as in the panel, so that the limit of accounts holds.
const lockCustomers = `select 1 from customers where id = any($1) order by id for update`;
const planUses = `
  select p.id, p.name, p.max_ftp_accounts as "maxFtpAccounts", p.verb_rules <> '{}' as outspoken, c.status as "customerStatus",
    (select count(*)::integer from ftp_accounts a where a.customer_id = c.id) as accounts
  from customers c join plans p on p.id = c.plan_id where c.id = any($1)`;

function kindWith(layers: ModeLayersService): RowKind<AccountRow> {
  return {
    entity: AccountRow,
    onChange,
    withChange,
    about: ({ columns }) => ({ customerId: columns.customerId ?? null, name: columns.login ?? '' }),
    check: async (tx, written) => {
      const placed = written.filter(({ changes, id }) => id === undefined || changes.includes('folder'));
      const customers = [...new Set(placed.map(({ columns }) => columns.customerId))];
      if (customers.length > 0) await tx.query(lockCustomers, [customers]);
      const fresh = placed.filter(({ id }) => id === undefined);
      await keepToPlans(tx, fresh, layers);
      await refuseBeingRemoved(
        tx,
        placed.map(({ id, columns }) => id ?? columns.id).filter((id) => id !== undefined),
      );
      // Whoever says nothing about modes fares as their plan does.
      const outspoken = written
        .filter(({ columns }) => isOutspoken(columns))
        .map(({ id, columns }) => id ?? columns.id);
      const accountIds = outspoken.filter((id) => id !== undefined);
      if (accountIds.length > 0) await layers.refuseLeftWithout(tx, { accountIds, field: 'verbs' });
    },
  };
}

const isOutspoken = ({ verbRules, clearTextAllowed }: Partial<AccountRow>): boolean =>
  clearTextAllowed === true || Object.keys(verbRules ?? {}).length > 0;

async function keepToPlans(
  tx: EntityManager,
  fresh: readonly Wish<AccountRow>[],
  layers: ModeLayersService,
): Promise<void> {
  const customers = [...new Set(fresh.map(({ columns }) => columns.customerId))];
  if (customers.length === 0) return;
  const uses = await tx.query<PlanUse[]>(planUses, [customers]);
  for (const plan of uses) {
    if (plan.customerStatus === 'terminating') throw new Problem('customer-terminating');
    refuseBeyondPlan(plan, plan.accounts);
  }
  for (const planId of new Set(uses.filter(({ outspoken }) => outspoken).map(({ id }) => id))) {
    await layers.refuseLeftWithout(tx, { planId, field: 'webRoot' });
  }
}
