// FTP accounts: scoped to the actor, written together with their audit row. What a change means for open sessions is the
// FTP processes' business; they hear of it from the table's trigger.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import type { AuditVerb } from '../audit/audit-verbs.js';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import { hashPassword } from '../auth/password.js';
import { type Conditional, refuseStale } from '../http/etag.js';
import type { Rules } from '../auth/password-policy.js';
import { PasswordRulesService } from '../auth/password-rules.service.js';
import { mapPage, type Page, readPage } from '../http/page.js';
import { orderOf } from '../http/sort.js';
import { badField, Problem } from '../http/problems.js';
import { normalWishes } from '../http/verb-wishes.js';
import { nothingSaid, refuseWider } from '../customers/own-modes.js';
import { refuseBeyondFeatures } from '../customers/plan-features.js';
import { refuseBeingRemoved } from '../removals/under-way.js';
import { columnsOf, factsOf, featuresAsked } from './account-columns.js';
import type { AccountQuery } from './account-list.dto.js';
import { accountOrders, accountQuery, type RawAccount, toAccount } from './account-view.js';
import type {
  Account,
  AccountChange,
  AccountPassword,
  AccountStatus,
  Availability,
  AvailabilityQuery,
  NewAccount,
} from './accounts.dto.js';
import { AccountRow } from './accounts.entity.js';
import { loginOf, namesLike, whyLoginRefused, whyNameRefused } from './login.js';
import { refuseBeyondPlan } from './plan-limit.js';
import { ModeLayersService } from '../servers/mode-layers.service.js';

type Place = { id: string; domain: string; customer_id: string };

/** What becomes of the files of an account that is being deleted. */
export type RemoveFiles = (tx: EntityManager, account: Account) => Promise<void>;

type Bandwidths = Pick<AccountChange, 'bandwidthDownBytes' | 'bandwidthUpBytes'>;

/** What an FTP account is made from once its password is judged and hashed. */
export type HashedAccount = Omit<NewAccount, 'password'> & { readonly passwordHash: string };

/** A new password; `rules` are those in force where they are left out. */
export type JudgedPassword = AccountPassword & { readonly rules?: Rules };

interface PlanFacts {
  readonly customerStatus: string;
  readonly name: string;
  readonly maxFtpAccounts: number | null;
  readonly bandwidthDownBytes: number | null;
  readonly bandwidthUpBytes: number | null;
}

@Injectable()
export class AccountsService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
    private readonly layers: ModeLayersService,
    private readonly passwords: PasswordRulesService,
  ) {}

  /** Accounts, newest first unless another order is asked for. */
  async list(actor: Actor, query: AccountQuery): Promise<Page<Account>> {
    const found = accountQuery(this.database.manager, actor, query);
    const order = orderOf(accountOrders, query.sort ?? '-created', 'a.id');
    return mapPage(await readPage<RawAccount>(found, order, query), toAccount);
  }

  /** One account. Throws Problem `not-found`. */
  get(actor: Actor, id: string): Promise<Account> {
    return this.#read(this.database.manager, actor, id);
  }

  /** Whether a login can be had, and if not, why. Throws a 400 where the web root is unknown. */
  async availability(actor: Actor, { webRootId, name }: AvailabilityQuery): Promise<Availability> {
    const place = await this.#place(this.database.manager, actor, webRootId);
    const login = loginOf(name, place.domain);
    const unusable = whyNameRefused(name) ?? whyLoginRefused(login);
    const taken = unusable === undefined && (await this.database.manager.existsBy(AccountRow, { login }));
    const reason = unusable ?? (taken ? 'This login is taken. Choose another name.' : null);
    const proposal = reason === null ? null : await this.#freeNameLike(name, place.domain);
    return { login, available: reason === null, reason, proposal };
  }

  async #freeNameLike(name: string, domain: string): Promise<string | null> {
    const [free] = await this.database.query<{ name: string }[]>(
      `select name from unnest($1::text[], $2::text[]) with ordinality as wished (name, login, place)
        where not exists (select from ftp_accounts a where a.login = wished.login) order by place limit 1`,
      [namesLike(name), namesLike(name).map((like) => loginOf(like, domain))],
    );
    return free?.name ?? null;
  }

  /** Makes an account. Throws Problem `login-taken` or `account-limit-reached`. */
  async create(actor: Actor, { password, verbs, ...wish }: NewAccount): Promise<Account> {
    const { domain } = await this.#place(this.database.manager, actor, wish.webRootId);
    await this.passwords.refuseWeak(password, { about: [loginOf(wish.name, domain)] });
    const passwordHash = await hashPassword(password);
    return this.database.transaction((tx) =>
      this.insert(tx, actor, { ...wish, ...(verbs && { verbs }), passwordHash }),
    );
  }

  /** The same within a transaction of others, the password judged and hashed already. */
  async insert(tx: EntityManager, actor: Actor, { passwordHash, verbs, ...wish }: HashedAccount): Promise<Account> {
    const place = await this.#place(tx, actor, wish.webRootId);
    const login = loginOf(wish.name, place.domain);
    const unusable = whyLoginRefused(login);
    if (unusable !== undefined) throw badField('name', unusable);
    const plan = await this.#planOf(tx, place.customer_id);
    await this.#refuseBeyondPlan(tx, place.customer_id, plan);
    refuseFasterThanPlan(actor, plan, wish);
    await refuseBeyondFeatures(tx, actor, featuresAsked(wish));
    const said = normalWishes(verbs ?? {});
    await refuseWider(tx, actor, { now: nothingSaid, wish: { ...nothingSaid, verbs: said } });
    const row = tx.create(AccountRow, {
      ...columnsOf({ folder: '/', access: 'full', ...wish }),
      customerId: place.customer_id,
      webRootId: place.id,
      login,
      passwordHash,
      verbRules: said,
    });
    await tx.insert(AccountRow, row);
    await refuseBeingRemoved(tx, [row.id]);
    await this.layers.refuseLeftWithout(tx, {
      accountIds: [row.id],
      field: verbs === undefined ? 'webRootId' : 'verbs',
    });
    const account = await this.#read(tx, actor, row.id);
    const after = { ...factsOf(account), ...(Object.keys(said).length > 0 && { verbs: said }) };
    await this.audit.record(tx, actor, { verb: 'account.created', ...subjectOf(account), after });
    return account;
  }

  /** Changes what is given. Throws Problem `changed-meanwhile` where it was made from an old revision. */
  async change(actor: Actor, id: string, change: AccountChange & Conditional): Promise<Account> {
    return this.database.transaction(async (tx) => {
      const before = await this.#lock(tx, actor, id);
      refuseStale(change.seen, before);
      refuseFasterThanPlan(actor, await this.#planOf(tx, before.customer.id), change, before);
      await refuseBeyondFeatures(tx, actor, featuresAsked(change, before));
      await tx.update(AccountRow, { id }, { ...columnsOf(change), ...nextRevision() });
      const account = await this.#recorded(tx, actor, { verb: 'account.changed', before });
      if (account.folder !== before.folder) await refuseBeingRemoved(tx, [id]);
      return account;
    });
  }

  /** Enables or disables; the same again changes nothing. */
  async setStatus(actor: Actor, id: string, status: AccountStatus): Promise<Account> {
    return this.database.transaction(async (tx) => {
      const before = await this.#lock(tx, actor, id);
      if (before.status === status) return before;
      const disabledAt = status === 'disabled' ? () => 'now()' : null;
      await tx.update(AccountRow, { id }, { status, disabledAt, ...nextRevision() });
      return this.#recorded(tx, actor, { verb: `account.${status}`, before });
    });
  }

  /** Sets the password; the audit log tells that, and nothing of either password. */
  async setPassword(
    actor: Actor,
    id: string,
    { endSessions = true, password, ...judged }: JudgedPassword,
  ): Promise<void> {
    const { login } = await this.get(actor, id);
    await this.passwords.refuseWeak(password, { about: [login], ...judged });
    const passwordHash = await hashPassword(password);
    await this.database.transaction(async (tx) => {
      const account = await this.#lock(tx, actor, id);
      await this.replacePassword(tx, id, passwordHash);
      // Holds for this change of password alone: the next one has another moment.
      if (!endSessions) await tx.update(AccountRow, { id }, { sessionsKeptAt: () => 'now()' });
      await this.audit.record(tx, actor, {
        verb: 'account.password-set',
        ...subjectOf(account),
        ...(!endSessions && { after: { sessionsEnded: false } }),
      });
    });
  }

  /**
   * Writes the hash of a new password, whoever chose it. The old one is kept for a while, so that whoever still uses it
   * can be told so; it is never valid again.
   */
  async replacePassword(tx: EntityManager, id: string, passwordHash: string): Promise<void> {
    const previous = { previousPasswordHash: () => 'password_hash', passwordChangedAt: () => 'now()' };
    await tx.update(AccountRow, { id }, { passwordHash, ...previous, updatedAt: () => 'now()' });
  }

  /** Deletes the account; the files stay unless `removeFiles` sees to them, in the same transaction. */
  async delete(actor: Actor, id: string, removeFiles?: RemoveFiles): Promise<void> {
    await this.database.transaction(async (tx) => {
      const account = await this.#lock(tx, actor, id);
      await removeFiles?.(tx, account);
      await tx.delete(AccountRow, { id });
      const after = removeFiles && { files: 'delete' };
      const gone = { ...subjectOf(account), before: factsOf(account), ...(after && { after }) };
      await this.audit.record(tx, actor, { verb: 'account.deleted', ...gone });
    });
  }

  async #read(tx: EntityManager, actor: Actor, id: string): Promise<Account> {
    const row = await accountQuery(tx, actor, {}).andWhere('a.id = :id', { id }).getRawOne<RawAccount>();
    if (row === undefined) throw new Problem('not-found');
    return toAccount(row);
  }

  /** The account as it is, not to be changed by anybody else until the transaction ends. */
  async #lock(tx: EntityManager, actor: Actor, id: string): Promise<Account> {
    const own = ownCustomerId(actor);
    await tx.query(`select 1 from ftp_accounts where id = $1 and ($2::uuid is null or customer_id = $2) for update`, [
      id,
      own ?? null,
    ]);
    return this.#read(tx, actor, id);
  }

  async #recorded(
    tx: EntityManager,
    actor: Actor,
    { verb, before }: { verb: AuditVerb; before: Account },
  ): Promise<Account> {
    const account = await this.#read(tx, actor, before.id);
    const changed = differences(factsOf(before), factsOf(account));
    await this.audit.record(tx, actor, { verb, ...subjectOf(account), ...changed });
    return account;
  }

  /** The web root a new account shall lie in; another customer's is as unknown as one that is not there. */
  async #place(tx: EntityManager, actor: Actor, webRootId: string): Promise<Place> {
    const [place] = await tx.query<Place[]>(
      `select id, domain, customer_id from web_roots where id = $1 and ($2::uuid is null or customer_id = $2)`,
      [webRootId, ownCustomerId(actor) ?? null],
    );
    if (place === undefined) throw badField('webRootId', 'There is no such web root. Choose one from the list.');
    return place;
  }

  /** Two accounts made at once wait for each other at the customer's row, so the limit of accounts holds. */
  async #planOf(tx: EntityManager, customerId: string): Promise<PlanFacts> {
    const [plan] = await tx.query<PlanFacts[]>(
      `select p.name, p.max_ftp_accounts as "maxFtpAccounts", p.bandwidth_down_bytes::float8 as "bandwidthDownBytes",
          p.bandwidth_up_bytes::float8 as "bandwidthUpBytes", c.status as "customerStatus"
        from customers c join plans p on p.id = c.plan_id where c.id = $1 for update of c`,
      [customerId],
    );
    if (plan === undefined) throw new Problem('not-found');
    if (plan.customerStatus === 'terminating') throw new Problem('customer-terminating');
    return plan;
  }

  async #refuseBeyondPlan(tx: EntityManager, customerId: string, plan: PlanFacts): Promise<void> {
    refuseBeyondPlan(plan, (await tx.countBy(AccountRow, { customerId })) + 1);
  }
}

/** A customer shares out what the plan gives; only the host gives an account more. What is there already may stay. */
function refuseFasterThanPlan(actor: Actor, plan: PlanFacts, wish: Bandwidths, now?: Bandwidths): void {
  if (actor.role !== 'customer') return;
  for (const field of ['bandwidthDownBytes', 'bandwidthUpBytes'] as const) {
    const wished = wish[field] ?? null;
    const limit = plan[field];
    if (wished === null || limit === null || wished <= limit || wished === now?.[field]) continue;
    throw badField(field, `Your plan allows ${limit} bytes a second; use that or less.`);
  }
}

const nextRevision = () => ({ revision: () => 'revision + 1', updatedAt: () => 'now()' });

function subjectOf(account: Account) {
  return {
    subjectKind: 'account',
    subjectId: account.id,
    subject: account.login,
    customerId: account.customer.id,
  };
}
