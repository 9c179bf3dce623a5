// Who signs in to the panel: admins add, change and remove them. Nobody does it to themselves, and one admin who can sign
// in always remains.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { PanelUserRow } from '../auth/auth.entity.js';
import { normalEmail } from '../auth/email.js';
import { PanelSessionsService } from '../auth/panel-sessions.service.js';
import { subjectOf } from '../auth/panel-users.service.js';
import { hashPassword } from '../auth/password.js';
import { PasswordRulesService } from '../auth/password-rules.service.js';
import { forgetSecondStep } from '../auth/two-step.service.js';
import { containing, mapPage, type Page, readPage } from '../http/page.js';
import { badField, Problem } from '../http/problems.js';
import { orderOf, type SortColumn } from '../http/sort.js';
import type { AddedPanelUser, PanelUser, PanelUserChange, PanelUserQuery, PanelUserSortName } from './people.dto.js';

interface RawPanelUser {
  id: string;
  email: string;
  display_name: string;
  role: PanelUser['role'];
  customer_id: string | null;
  customer_name: string | null;
  status: PanelUser['status'];
  two_step: boolean;
  last_sign_in_at: Date | null;
  created_at: Date;
}

const orders: Readonly<Record<PanelUserSortName, SortColumn>> = {
  email: { by: 'u.email', as: 'text' },
  name: { by: `nullif(lower(u.display_name), '')`, as: 'text', nullable: true },
  lastSignIn: { by: 'u.last_sign_in_at', as: 'timestamptz', nullable: true },
  created: { by: 'u.created_at', as: 'timestamptz' },
};

@Injectable()
export class PeopleService {
  constructor(
    private readonly database: DataSource,
    private readonly sessions: PanelSessionsService,
    private readonly passwords: PasswordRulesService,
    private readonly audit: AuditService,
  ) {}

  /** Panel users, newest first unless another order is asked for. */
  async list(
    _actor: Actor,
    { search = '', role, customerId, sort = '-created', ...page }: PanelUserQuery,
  ): Promise<Page<PanelUser>> {
    const found = panelUsers(this.database.manager);
    if (search !== '') {
      const words = '(u.email ilike :search or u.display_name ilike :search or c.name ilike :search)';
      found.andWhere(words, { search: containing(search) });
    }
    if (role !== undefined) found.andWhere('u.role = :role', { role });
    if (customerId !== undefined) found.andWhere('u.customer_id = :customerId', { customerId });
    return mapPage(await readPage<RawPanelUser>(found, orderOf(orders, sort, 'u.id'), page), toDto);
  }

  /** One panel user. Throws Problem `not-found`. */
  get(_actor: Actor, id: string): Promise<PanelUser> {
    return read(this.database.manager, id);
  }

  /** Adds a panel user. Throws Problem `e-mail-taken` or a 400 for the customer. */
  async add(actor: Actor, wish: AddedPanelUser): Promise<PanelUser> {
    await this.passwords.refuseWeak(wish.password, { about: [wish.email] });
    const passwordHash = await hashPassword(wish.password);
    return this.database.transaction(async (tx) => {
      const row = tx.create(PanelUserRow, {
        email: normalEmail(wish.email),
        displayName: wish.displayName ?? '',
        role: wish.role,
        customerId: await chooseCustomer(tx, wish),
        passwordHash,
      });
      await tx.insert(PanelUserRow, row);
      const person = await read(tx, row.id);
      await this.audit.record(tx, actor, { verb: 'panel-user.created', ...subjectOf(person), after: factsOf(person) });
      return person;
    });
  }

  /** Changes what is given; whoever is disabled is signed out. Throws Problem `not-yourself` or `last-admin`. */
  async change(actor: Actor, id: string, change: PanelUserChange): Promise<PanelUser> {
    return this.database.transaction(async (tx) => {
      const before = await this.#lock(tx, actor, id);
      if (change.role !== undefined && before.role === 'customer') {
        throw badField('role', 'A customer’s panel user stays one. Add another person as admin or support.');
      }
      await tx.update(PanelUserRow, { id }, { ...change, updatedAt: () => 'now()' });
      const after = await read(tx, id);
      if (isWorkingAdmin(before) && !isWorkingAdmin(after)) await refuseNoAdmin(tx);
      if (after.status === 'disabled') await this.sessions.endAllBut(tx, id);
      const changed = differences(factsOf(before), factsOf(after));
      await this.audit.record(tx, actor, { verb: 'panel-user.changed', ...subjectOf(after), ...changed });
      return after;
    });
  }

  /** Lets somebody who lost their second step sign in with the password alone, and signs them out everywhere. */
  async resetTwoStep(actor: Actor, id: string): Promise<PanelUser> {
    return this.database.transaction(async (tx) => {
      const person = await this.#lock(tx, actor, id);
      await forgetSecondStep(tx, id);
      await this.sessions.endAllBut(tx, id);
      await this.audit.record(tx, actor, { verb: 'panel-user.two-step-reset', ...subjectOf(person) });
      return { ...person, twoStep: false };
    });
  }

  /** Removes a panel user with their sessions and API tokens. Throws Problem `not-yourself` or `last-admin`. */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const person = await this.#lock(tx, actor, id);
      await tx.delete(PanelUserRow, { id });
      if (isWorkingAdmin(person)) await refuseNoAdmin(tx);
      await this.sessions.endAllBut(tx, id);
      await this.audit.record(tx, actor, {
        verb: 'panel-user.deleted',
        ...subjectOf(person),
        before: factsOf(person),
      });
    });
  }

  /** All admins are locked with the one who is meant, in one order, so that two of them cannot remove each other. */
  async #lock(tx: EntityManager, actor: Actor, id: string): Promise<PanelUser> {
    if (id === actor.id) throw new Problem('not-yourself');
    await tx.query(`select from panel_users where role = 'admin' or id = $1 order by id for update`, [id]);
    return read(tx, id);
  }
}

const isWorkingAdmin = ({ role, status }: PanelUser) => role === 'admin' && status === 'enabled';

async function refuseNoAdmin(tx: EntityManager): Promise<void> {
  const [row] = await tx.query<{ some: boolean }[]>(
    `select exists (select from panel_users where role = 'admin' and status = 'enabled') as some`,
  );
  if (row?.some !== true) throw new Problem('last-admin');
}

async function chooseCustomer(tx: EntityManager, { role, customerId }: AddedPanelUser): Promise<string | null> {
  if (role !== 'customer') {
    if (customerId !== undefined) throw badField('customerId', 'Admins and support belong to no customer.');
    return null;
  }
  if (customerId === undefined) throw badField('customerId', 'Choose whose panel user this is.');
  const [customer] = await tx.query<{ status: string }[]>(`select status from customers where id = $1 for share`, [
    customerId,
  ]);
  if (customer === undefined) throw badField('customerId', 'There is no such customer. Choose one from the list.');
  if (customer.status === 'terminating') throw new Problem('customer-terminating');
  return customerId;
}

function panelUsers(tx: EntityManager): SelectQueryBuilder<ObjectLiteral> {
  return tx
    .createQueryBuilder()
    .select('u.id', 'id')
    .addSelect('u.email', 'email')
    .addSelect('u.display_name', 'display_name')
    .addSelect('u.role', 'role')
    .addSelect('u.customer_id', 'customer_id')
    .addSelect('c.name', 'customer_name')
    .addSelect('u.status', 'status')
    .addSelect('u.totp_secret is not null', 'two_step')
    .addSelect('u.last_sign_in_at', 'last_sign_in_at')
    .addSelect('u.created_at', 'created_at')
    .from('panel_users', 'u')
    .leftJoin('customers', 'c', 'c.id = u.customer_id')
    .where('true');
}

async function read(tx: EntityManager, id: string): Promise<PanelUser> {
  const row = await panelUsers(tx).andWhere('u.id = :id', { id }).getRawOne<RawPanelUser>();
  if (row === undefined) throw new Problem('not-found');
  return toDto(row);
}

function toDto(row: RawPanelUser): PanelUser {
  return {
    id: row.id,
    email: row.email,
    displayName: row.display_name,
    role: row.role,
    customer: row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name ?? '' },
    status: row.status,
    twoStep: row.two_step,
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

function factsOf({ email, displayName, role, customer, status }: PanelUser) {
  return { email, displayName, role, customer: customer?.name ?? null, status };
}
