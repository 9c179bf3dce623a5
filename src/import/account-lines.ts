// The lines of FTP accounts with the hashes of their passwords.
import { createHash, randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { columnsOf } from '../accounts/account-columns.js';
import { AccountRow } from '../accounts/accounts.entity.js';
import { loginOf, whyLoginRefused } from '../accounts/login.js';
import { refuseBeyondPlan } from '../accounts/plan-limit.js';
import type { ModeLayersService } from '../servers/mode-layers.service.js';
import { WebRootRow } from '../web-roots/web-roots.entity.js';
import type { AccountLine } from './import.dto.js';
import { type LineOutcome, type NumberedLine, refuse } from './parse-line.js';
import type { Besides } from './write-rows.js';
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
  const found = await tx.findBy(AccountRow, { externalRef: In(lines.map(({ line }) => line.ref)) });
  const stored = new Map(found.map((row) => [row.externalRef, row]));
  const places = await tx.findBy(WebRootRow, { externalRef: In(lines.map(({ line }) => line.webRoot)) });
  const webRoots = new Map(places.map((row) => [row.externalRef, row]));
  const wishes: Wish<AccountRow>[] = [];
  const refused: LineOutcome[] = [];
  for (const numbered of lines) {
    const { webRoot, name, ref } = numbered.line;
    const place = later.holds(numbered, 'web-root', webRoot) ? undefined : webRoots.get(webRoot);
    const why = whyRefused({ webRoot, name, place, row: stored.get(ref) });
    if (why !== undefined || place === undefined) refused.push(refuse(numbered, why ?? ''));
    else wishes.push(wishOf(numbered, place, stored.get(ref)));
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

function wishOf(numbered: Numbered, place: WebRootRow, row: AccountRow | undefined): Wish<AccountRow> {
  const { line } = numbered;
  const login = loginOf(line.name, place.domain);
  const owner = { customerId: place.customerId, webRootId: place.id, login };
  const columns: Partial<AccountRow> = { ...owner, ...columnsOf(line) };
  if (line.status !== undefined) columns.status = line.status;
  const password = { passwordHash: line.passwordHash, importedHashSha256: digestOf(line.passwordHash) };
  if (row === undefined) {
    const fresh = { id: randomUUID(), externalRef: line.ref, ...columnsOf({ folder: '/', access: 'full', ...line }) };
    const disabledAt = line.status === 'disabled' ? new Date() : null;
    return { numbered, id: undefined, columns: { ...fresh, ...columns, ...password, disabledAt }, changes: [] };
  }
  const changes = differing<AccountRow>(row, columns);
  if (row.importedHashSha256?.equals(password.importedHashSha256) === true) {
    return { numbered, id: row.id, columns, changes };
  }
  return { numbered, id: row.id, columns: { ...columns, ...password }, changes: [...changes, 'passwordHash'] };
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
  /** Says something about modes itself. */
  readonly outspoken: boolean;
}

// Customers wait for each other here as in the panel, so that the limit of accounts holds.
const lockCustomers = `select 1 from customers where id = any($1) order by id for update`;
const planUses = `
  select p.id, p.name, p.max_ftp_accounts as "maxFtpAccounts", p.verb_rules <> '{}' as outspoken,
    (select count(*)::integer from ftp_accounts a where a.customer_id = c.id) as accounts
  from customers c join plans p on p.id = c.plan_id where c.id = any($1)`;

function kindWith(layers: ModeLayersService): RowKind<AccountRow> {
  return {
    entity: AccountRow,
    onChange,
    withChange,
    about: ({ columns }) => ({ customerId: columns.customerId ?? null, name: columns.login ?? '' }),
    check: async (tx, written) => {
      const fresh = written.filter(({ id }) => id === undefined);
      const customers = [...new Set(fresh.map(({ columns }) => columns.customerId))];
      if (customers.length === 0) return;
      await tx.query(lockCustomers, [customers]);
      const uses = await tx.query<PlanUse[]>(planUses, [customers]);
      for (const plan of uses) refuseBeyondPlan(plan, plan.accounts);
      // An imported account has no rules of its own: only its plan can leave it without a verb.
      for (const planId of new Set(uses.filter(({ outspoken }) => outspoken).map(({ id }) => id))) {
        await layers.refuseLeftWithout(tx, { planId, field: 'webRoot' });
      }
    },
  };
}
