// What billing systems do to customers who are there: suspend many, change the plan, set the first account's password, and
// read what all of them use. Each may be repeated with the same result.
import { Injectable } from '@nestjs/common';
import { DataSource, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service.js';
import type { Actor } from '../auth/actor.js';
import { generatedPassword } from '../auth/generated-password.js';
import { PasswordRulesService } from '../auth/password-rules.service.js';
import { CustomersService } from '../customers/customers.service.js';
import { numberOrNull } from '../database/columns.js';
import { mapPage, readPage } from '../http/page.js';
import { badField, Problem } from '../http/problems.js';
import { choosePlan } from './choose-plan.js';
import {
  type CustomerResult,
  type CustomerResults,
  type CustomerSelection,
  type CustomersUsageQuery,
  type CustomerUsage,
  type CustomerUsagePage,
  type FirstAccountPassword,
  type FirstAccountPasswordSet,
  mostAtOnce,
  type PlanChanged,
  type PlanChoice,
  type SuspensionOfMany,
} from './provisioning.dto.js';

const dayMs = 86_400_000;
const usualDays = 30;

interface RawUsage {
  id: string;
  name: string;
  external_ref: string | null;
  plan_name: string;
  status: string;
  accounts: string;
  max_ftp_accounts: number | null;
  used_bytes: string | null;
  quota_bytes: string | null;
  received_bytes: string | null;
  sent_bytes: string | null;
}

interface NamedCustomer {
  readonly id: string | null;
  readonly externalRef: string | null;
}

interface PlanFit {
  readonly accounts: number;
  readonly maxFtpAccounts: number | null;
  readonly usedBytes: number;
  readonly quotaBytes: number | null;
}

@Injectable()
export class BillingService {
  constructor(
    private readonly database: DataSource,
    private readonly customers: CustomersService,
    private readonly accounts: AccountsService,
    private readonly passwords: PasswordRulesService,
  ) {}

  /** Suspends each customer by itself; what cannot be done to one says so and keeps nobody else waiting. */
  suspend(actor: Actor, { reason, ...selection }: SuspensionOfMany): Promise<CustomerResults> {
    return this.#each(selection, (id) => this.customers.suspend(actor, id, reason));
  }

  /** Takes suspensions back. */
  unsuspend(actor: Actor, selection: CustomerSelection): Promise<CustomerResults> {
    return this.#each(selection, (id) => this.customers.unsuspend(actor, id));
  }

  /** Changes the plan and says what the customer has beyond it. Throws Problem `not-found`. */
  async changePlan(actor: Actor, customerId: string, choice: PlanChoice): Promise<PlanChanged> {
    const planId = await choosePlan(this.database.manager, choice);
    if (planId === undefined) throw badField('planId', 'Write planId or planName.');
    const { plan } = await this.customers.change(actor, customerId, { planId });
    const [fit] = await this.database.query<PlanFit[]>(fitSql, [customerId]);
    return { customerId, plan, overLimit: fit === undefined ? [] : overLimit(fit) };
  }

  /** Sets the password of the customer's oldest FTP account. Throws Problem `not-found`. */
  async setFirstPassword(
    actor: Actor,
    customerId: string,
    { password }: FirstAccountPassword,
  ): Promise<FirstAccountPasswordSet> {
    const [first] = await this.database.query<{ id: string; login: string }[]>(
      `select id, login from ftp_accounts where customer_id = $1 order by created_at, id limit 1`,
      [customerId],
    );
    if (first === undefined) throw new Problem('not-found', { detail: 'This customer has no FTP account.' });
    const rules = await this.passwords.forBilling();
    const chosen = password ?? generatedPassword(await this.passwords.inForce());
    await this.accounts.setPassword(actor, first.id, { password: chosen, rules });
    return { accountId: first.id, login: first.login, password: password === undefined ? chosen : null };
  }

  /** What all customers use, newest first; what was transferred is counted in whole days (UTC). */
  async usage(_actor: Actor, query: CustomersUsageQuery): Promise<CustomerUsagePage> {
    const asked = query.since ?? new Date(Date.now() - usualDays * dayMs);
    const since = asked.toISOString().slice(0, 10);
    const found = usageQuery(this.database, since);
    if (query.externalRef !== undefined) found.andWhere('c.external_ref = :ref', { ref: query.externalRef });
    const page = await readPage<RawUsage>(found, { at: 'c.created_at', id: 'c.id' }, query);
    return { since: `${since}T00:00:00.000Z`, ...mapPage(page, toUsage) };
  }

  async #each(
    selection: CustomerSelection,
    act: (id: string) => Promise<{ id: string; externalRef: string | null; status: string }>,
  ): Promise<CustomerResults> {
    const results: CustomerResult[] = [];
    for (const { id, externalRef } of await this.#named(selection)) {
      results.push(await resultOf({ id, externalRef }, act));
    }
    return { results };
  }

  /** The customers that were asked for, in that order. */
  async #named({ ids = [], externalRefs = [] }: CustomerSelection): Promise<NamedCustomer[]> {
    const count = ids.length + externalRefs.length;
    if (count === 0) throw badField('ids', 'Write ids or externalRefs.');
    if (count > mostAtOnce) throw badField('ids', `Write at most ${mostAtOnce} customers.`);
    const known = await this.database.query<{ id: string; external_ref: string }[]>(
      `select id, external_ref from customers where external_ref = any($1)`,
      [externalRefs],
    );
    const idOf = new Map(known.map((row) => [row.external_ref, row.id]));
    return [
      ...ids.map((id) => ({ id, externalRef: null })),
      ...externalRefs.map((externalRef) => ({ id: idOf.get(externalRef) ?? null, externalRef })),
    ];
  }
}

async function resultOf(
  { id, externalRef }: NamedCustomer,
  act: (id: string) => Promise<{ id: string; externalRef: string | null; status: string }>,
): Promise<CustomerResult> {
  try {
    if (id === null) throw new Problem('not-found');
    const customer = await act(id);
    const status = customer.status === 'suspended' ? 'suspended' : 'active';
    return { id, externalRef: customer.externalRef, status, detail: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { id, externalRef, status: null, detail: error.detail };
  }
}

const fitSql = `
  select (select count(*)::integer from ftp_accounts a where a.customer_id = c.id) as accounts,
    p.max_ftp_accounts as "maxFtpAccounts", coalesce(u.used_bytes, 0)::float8 as "usedBytes",
    p.quota_bytes::float8 as "quotaBytes"
  from customers c join plans p on p.id = c.plan_id left join customer_usage u on u.customer_id = c.id where c.id = $1`;

function overLimit({ accounts, maxFtpAccounts, quotaBytes, usedBytes }: PlanFit): string[] {
  const over: string[] = [];
  if (maxFtpAccounts !== null && accounts > maxFtpAccounts) {
    over.push(`${accounts} of ${maxFtpAccounts} FTP accounts of the plan are used.`);
  }
  if (quotaBytes !== null && usedBytes > quotaBytes) {
    over.push(`${usedBytes} of ${quotaBytes} bytes of the plan are used.`);
  }
  return over;
}

function usageQuery(database: DataSource, since: string): SelectQueryBuilder<ObjectLiteral> {
  const moved = (column: string) =>
    `(select sum(t.${column}) from account_traffic_days t where t.customer_id = c.id and t.day >= :since::date)`;
  return database
    .createQueryBuilder()
    .select('c.id', 'id')
    .addSelect('c.name', 'name')
    .addSelect('c.external_ref', 'external_ref')
    .addSelect('p.name', 'plan_name')
    .addSelect('c.status', 'status')
    .addSelect('(select count(*) from ftp_accounts a where a.customer_id = c.id)', 'accounts')
    .addSelect('p.max_ftp_accounts', 'max_ftp_accounts')
    .addSelect('u.used_bytes', 'used_bytes')
    .addSelect('p.quota_bytes', 'quota_bytes')
    .addSelect(moved('received_bytes'), 'received_bytes')
    .addSelect(moved('sent_bytes'), 'sent_bytes')
    .from('customers', 'c')
    .innerJoin('plans', 'p', 'p.id = c.plan_id')
    .leftJoin('customer_usage', 'u', 'u.customer_id = c.id')
    .where('true')
    .setParameter('since', since);
}

function toUsage(row: RawUsage): CustomerUsage {
  return {
    customerId: row.id,
    name: row.name,
    externalRef: row.external_ref,
    planName: row.plan_name,
    status: row.status,
    ftpAccounts: Number(row.accounts),
    maxFtpAccounts: row.max_ftp_accounts,
    usedBytes: Number(row.used_bytes ?? 0),
    limitBytes: numberOrNull(row.quota_bytes),
    receivedBytes: Number(row.received_bytes ?? 0),
    sentBytes: Number(row.sent_bytes ?? 0),
  };
}
