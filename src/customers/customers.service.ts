// Customers: made with their first panel login, suspended with a reason, deleted once nothing of theirs is left.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { numberOrNull } from '../database/columns.js';
import { hashPassword } from '../auth/password.js';
import { PanelUsersService } from '../auth/panel-users.service.js';
import { type Conditional, refuseStale } from '../http/etag.js';
import { containing, mapPage, type Page, readPage } from '../http/page.js';
import { badField, Problem } from '../http/problems.js';
import { ModeLayersService } from '../servers/mode-layers.service.js';
import type { Customer, CustomerChange, CustomerQuery, CustomerStatus, NewCustomer } from './customers.dto.js';
import { CustomerRow, PlanRow } from './customers.entity.js';

/** What a customer is made from once the password of their panel login is hashed. */
export type HashedCustomer = Omit<NewCustomer, 'panelUser'> & {
  readonly panelUser?: { readonly email: string; readonly passwordHash: string };
};

interface RawCustomer {
  id: string;
  name: string;
  external_ref: string | null;
  plan_id: string;
  plan_name: string;
  status: CustomerStatus;
  suspended_reason: string | null;
  suspended_at: Date | null;
  two_step_required: boolean;
  max_ftp_accounts: number | null;
  quota_bytes: string | null;
  open_sessions: string;
  account_count: string;
  web_root_count: string;
  used_bytes: string | null;
  used_files: string | null;
  outside_bytes: string | null;
  created_at: Date;
  revision: number;
}

@Injectable()
export class CustomersService {
  constructor(
    private readonly database: DataSource,
    private readonly panelUsers: PanelUsersService,
    private readonly audit: AuditService,
    private readonly layers: ModeLayersService,
  ) {}

  /** Customers, newest first. */
  async list(actor: Actor, query: CustomerQuery): Promise<Page<Customer>> {
    const found = customerQuery(this.database.manager, actor);
    if (query.search !== undefined && query.search !== '') {
      found.andWhere('(c.name ilike :search or c.external_ref ilike :search)', { search: containing(query.search) });
    }
    if (query.status !== undefined) found.andWhere('c.status = :status', { status: query.status });
    if (query.planId !== undefined) found.andWhere('c.plan_id = :planId', { planId: query.planId });
    if (query.externalRef !== undefined) found.andWhere('c.external_ref = :ref', { ref: query.externalRef });
    return mapPage(await readPage<RawCustomer>(found, { at: 'c.created_at', id: 'c.id' }, query), toDto);
  }

  /** One customer. Throws Problem `not-found`. */
  get(actor: Actor, id: string): Promise<Customer> {
    return read(this.database.manager, actor, id);
  }

  /** Makes a customer. Throws Problem `e-mail-taken` or `external-reference-taken`. */
  async create(actor: Actor, wish: NewCustomer): Promise<Customer> {
    const { panelUser, ...rest } = wish;
    const passwordHash = panelUser === undefined ? '' : await hashPassword(panelUser.password);
    const hashed = { ...rest, ...(panelUser !== undefined && { panelUser: { email: panelUser.email, passwordHash } }) };
    return this.database.transaction((tx) => this.insert(tx, actor, hashed));
  }

  /** The same within a transaction of others, the password hashed already. */
  async insert(tx: EntityManager, actor: Actor, wish: HashedCustomer): Promise<Customer> {
    const { panelUser } = wish;
    const planId = await choosePlan(tx, wish.planId);
    const row = tx.create(CustomerRow, { name: wish.name, planId, externalRef: wish.externalRef ?? null });
    await tx.insert(CustomerRow, row);
    if (panelUser !== undefined) await this.panelUsers.createForCustomer(tx, { ...panelUser, customerId: row.id });
    const customer = await read(tx, actor, row.id);
    const after = { ...factsOf(customer), panelUser: panelUser?.email ?? null };
    await this.audit.record(tx, actor, { verb: 'customer.created', ...subjectOf(customer), after });
    return customer;
  }

  /** Changes what is given. Throws Problem `changed-meanwhile` where it was made from an old revision. */
  async change(actor: Actor, id: string, change: CustomerChange & Conditional): Promise<Customer> {
    return this.database.transaction(async (tx) => {
      const before = await this.#lock(tx, actor, id);
      refuseStale(change.seen, before);
      if (change.planId !== undefined) await choosePlan(tx, change.planId);
      const columns: Partial<CustomerRow> = {};
      if (change.name !== undefined) columns.name = change.name;
      if (change.planId !== undefined) columns.planId = change.planId;
      if (change.externalRef !== undefined) columns.externalRef = change.externalRef;
      if (change.twoStepRequired !== undefined) columns.twoStepRequired = change.twoStepRequired;
      await tx.update(CustomerRow, { id }, { ...columns, updatedAt: () => 'now()' });
      if (change.planId !== undefined) await this.layers.refuseLeftWithout(tx, { customerId: id, field: 'planId' });
      return this.#recorded(tx, actor, { verb: 'customer.changed', before });
    });
  }

  /** Refuses every FTP login of the customer; on a suspended one it only replaces the reason. */
  async suspend(actor: Actor, id: string, reason: string): Promise<Customer> {
    return this.database.transaction(async (tx) => {
      const before = await this.#lock(tx, actor, id);
      if (before.status === 'suspended' && before.suspendedReason === reason) return before;
      await tx.update(
        CustomerRow,
        { id },
        {
          status: 'suspended',
          suspendedReason: reason,
          suspendedAt: () => 'coalesce(suspended_at, now())',
          updatedAt: () => 'now()',
        },
      );
      return this.#recorded(tx, actor, { verb: 'customer.suspended', before });
    });
  }

  /** Restores exactly what was enabled before; on an active customer it changes nothing. */
  async unsuspend(actor: Actor, id: string): Promise<Customer> {
    return this.database.transaction(async (tx) => {
      const before = await this.#lock(tx, actor, id);
      if (before.status === 'active') return before;
      const active = { status: 'active' as const, suspendedReason: null, suspendedAt: null };
      await tx.update(CustomerRow, { id }, { ...active, updatedAt: () => 'now()' });
      return this.#recorded(tx, actor, { verb: 'customer.unsuspended', before });
    });
  }

  /** Deletes the customer and their panel logins. Throws Problem `customer-in-use` while a web root is left. */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const customer = await this.#lock(tx, actor, id);
      if (customer.webRootCount > 0) throw new Problem('customer-in-use');
      await tx.delete(CustomerRow, { id });
      await this.audit.record(tx, actor, {
        verb: 'customer.deleted',
        ...subjectOf(customer),
        customerId: null,
        before: factsOf(customer),
      });
    });
  }

  /** The row lock also keeps new web roots and accounts of this customer waiting. Nothing more is done to one who goes. */
  async #lock(tx: EntityManager, actor: Actor, id: string): Promise<Customer> {
    await tx.query(`select 1 from customers where id = $1 for update`, [id]);
    const customer = await read(tx, actor, id);
    if (customer.status === 'terminating') throw new Problem('customer-terminating');
    return customer;
  }

  async #recorded(tx: EntityManager, actor: Actor, step: { verb: string; before: Customer }): Promise<Customer> {
    const customer = await read(tx, actor, step.before.id);
    const changed = differences(factsOf(step.before), factsOf(customer));
    await this.audit.record(tx, actor, { verb: step.verb, ...subjectOf(customer), ...changed });
    return customer;
  }
}

/** The plan that was asked for, or the oldest. Throws a 400 that names `planId`. */
async function choosePlan(tx: EntityManager, wished: string | undefined): Promise<string> {
  const plan =
    wished === undefined
      ? await tx.findOne(PlanRow, { where: {}, order: { createdAt: 'ASC', id: 'ASC' } })
      : await tx.findOneBy(PlanRow, { id: wished });
  if (plan !== null) return plan.id;
  throw badField('planId', wished === undefined ? 'There is no plan yet. Make one first.' : 'There is no such plan.');
}

const openSessions = `(select count(*) from ftp_sessions s where s.customer_id = c.id and s.closed_at is null)`;

function customerQuery(tx: EntityManager, actor: Actor): SelectQueryBuilder<ObjectLiteral> {
  const query = tx
    .createQueryBuilder()
    .select('c.id', 'id')
    .addSelect('c.name', 'name')
    .addSelect('c.external_ref', 'external_ref')
    .addSelect('p.id', 'plan_id')
    .addSelect('p.name', 'plan_name')
    .addSelect('c.status', 'status')
    .addSelect('c.suspended_reason', 'suspended_reason')
    .addSelect('c.suspended_at', 'suspended_at')
    .addSelect('c.two_step_required', 'two_step_required')
    .addSelect('p.max_ftp_accounts', 'max_ftp_accounts')
    .addSelect('p.quota_bytes', 'quota_bytes')
    .addSelect(openSessions, 'open_sessions')
    .addSelect('(select count(*) from ftp_accounts a where a.customer_id = c.id)', 'account_count')
    .addSelect('(select count(*) from web_roots w where w.customer_id = c.id)', 'web_root_count')
    .addSelect('u.used_bytes', 'used_bytes')
    .addSelect('u.used_files', 'used_files')
    .addSelect('u.outside_bytes', 'outside_bytes')
    .addSelect('c.created_at', 'created_at')
    .addSelect('c.revision', 'revision')
    .from('customers', 'c')
    .innerJoin('plans', 'p', 'p.id = c.plan_id')
    .leftJoin('customer_usage', 'u', 'u.customer_id = c.id');
  return onlyOwn(query, actor, 'c.id');
}

async function read(tx: EntityManager, actor: Actor, id: string): Promise<Customer> {
  const row = await customerQuery(tx, actor).andWhere('c.id = :id', { id }).getRawOne<RawCustomer>();
  if (row === undefined) throw new Problem('not-found');
  return toDto(row);
}

function toDto(row: RawCustomer): Customer {
  return {
    id: row.id,
    name: row.name,
    externalRef: row.external_ref,
    plan: { id: row.plan_id, name: row.plan_name },
    status: row.status,
    suspendedReason: row.suspended_reason,
    suspendedAt: row.suspended_at?.toISOString() ?? null,
    twoStepRequired: row.two_step_required,
    accountCount: Number(row.account_count),
    maxFtpAccounts: row.max_ftp_accounts,
    webRootCount: Number(row.web_root_count),
    openSessions: Number(row.open_sessions),
    usedBytes: Number(row.used_bytes ?? 0),
    quotaBytes: numberOrNull(row.quota_bytes),
    usedFiles: Number(row.used_files ?? 0),
    outsideBytes: Number(row.outside_bytes ?? 0),
    createdAt: row.created_at.toISOString(),
    revision: row.revision,
  };
}

function subjectOf(customer: Customer) {
  return { subjectKind: 'customer', subjectId: customer.id, subject: customer.name, customerId: customer.id };
}

function factsOf({ name, externalRef, plan, status, suspendedReason, twoStepRequired }: Customer) {
  return { name, externalRef, plan: plan.name, status, suspendedReason, twoStepRequired };
}
