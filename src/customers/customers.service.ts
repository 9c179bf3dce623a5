// Customers: made with their first panel login, suspended with a reason, deleted once nothing of theirs is left.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import type { AuditVerb } from '../audit/audit-verbs.js';
import type { Actor } from '../auth/actor.js';
import { hashPassword } from '../auth/password.js';
import { PanelUsersService } from '../auth/panel-users.service.js';
import { PasswordRulesService } from '../auth/password-rules.service.js';
import { type Conditional, refuseStale } from '../http/etag.js';
import { mapPage, type Page, readPage } from '../http/page.js';
import { badField, Problem } from '../http/problems.js';
import { orderOf } from '../http/sort.js';
import { ModeLayersService } from '../servers/mode-layers.service.js';
import {
  customerOrders,
  customerQuery,
  narrowCustomers,
  type RawCustomer,
  readCustomer,
  toCustomer,
} from './customer-view.js';
import type { Customer, CustomerChange, CustomerQuery, NewCustomer } from './customers.dto.js';
import { CustomerRow, PlanRow } from './customers.entity.js';

/** What a customer is made from once the password of their panel login is hashed. */
export type HashedCustomer = Omit<NewCustomer, 'panelUser'> & {
  readonly panelUser?: { readonly email: string; readonly passwordHash: string };
};

@Injectable()
export class CustomersService {
  constructor(
    private readonly database: DataSource,
    private readonly panelUsers: PanelUsersService,
    private readonly audit: AuditService,
    private readonly layers: ModeLayersService,
    private readonly passwords: PasswordRulesService,
  ) {}

  /** Customers, newest first unless another order is asked for. */
  async list(actor: Actor, query: CustomerQuery): Promise<Page<Customer>> {
    const found = customerQuery(this.database.manager, actor);
    narrowCustomers(found, query);
    const order = orderOf(customerOrders, query.sort ?? '-created', 'c.id');
    return mapPage(await readPage<RawCustomer>(found, order, query), toCustomer);
  }

  /** One customer. Throws Problem `not-found`. */
  get(actor: Actor, id: string): Promise<Customer> {
    return readCustomer(this.database.manager, actor, id);
  }

  /** Makes a customer. Throws Problem `e-mail-taken` or `external-reference-taken`. */
  async create(actor: Actor, wish: NewCustomer): Promise<Customer> {
    const { panelUser, ...rest } = wish;
    if (panelUser === undefined) return this.database.transaction((tx) => this.insert(tx, actor, rest));
    await this.passwords.refuseWeak(panelUser.password, { field: 'panelUser.password', about: [panelUser.email] });
    const hashed = { email: panelUser.email, passwordHash: await hashPassword(panelUser.password) };
    return this.database.transaction((tx) => this.insert(tx, actor, { ...rest, panelUser: hashed }));
  }

  /** The same within a transaction of others, the password hashed already. */
  async insert(tx: EntityManager, actor: Actor, wish: HashedCustomer): Promise<Customer> {
    const { panelUser } = wish;
    const planId = await choosePlan(tx, wish.planId);
    const row = tx.create(CustomerRow, { name: wish.name, planId, externalRef: wish.externalRef ?? null });
    await tx.insert(CustomerRow, row);
    if (panelUser !== undefined) await this.panelUsers.createForCustomer(tx, { ...panelUser, customerId: row.id });
    const customer = await readCustomer(tx, actor, row.id);
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
    const customer = await readCustomer(tx, actor, id);
    if (customer.status === 'terminating') throw new Problem('customer-terminating');
    return customer;
  }

  async #recorded(tx: EntityManager, actor: Actor, step: { verb: AuditVerb; before: Customer }): Promise<Customer> {
    const customer = await readCustomer(tx, actor, step.before.id);
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

function subjectOf(customer: Customer) {
  return { subjectKind: 'customer', subjectId: customer.id, subject: customer.name, customerId: customer.id };
}

function factsOf({ name, externalRef, plan, status, suspendedReason, twoStepRequired }: Customer) {
  return { name, externalRef, plan: plan.name, status, suspendedReason, twoStepRequired };
}
