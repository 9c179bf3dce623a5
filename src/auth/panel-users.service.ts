// Panel users as rows: found by id or e-mail address, made with their customer. Whether a password fits is not asked here.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { badField, Problem } from '../http/problems.js';
import type { Actor } from './actor.js';
import { PanelUserRow } from './auth.entity.js';
import { normalEmail } from './email.js';
import { verifyPassword } from './password.js';

/** A panel user, without the address a request came from. */
export interface KnownUser extends Omit<Actor, 'clientAddress' | 'actedBy'> {
  /** Must sign in in two steps and does not yet. */
  readonly lacksTwoStep: boolean;
}

/** What a panel user is made from; the password is hashed already. */
export interface NewPanelUserFacts {
  readonly email: string;
  readonly passwordHash: string;
  readonly customerId: string;
}

interface RawUser {
  id: string;
  email: string;
  display_name: string;
  role: Actor['role'];
  customer_id: string | null;
  customer_name: string | null;
  lacks_two_step: boolean;
}

@Injectable()
export class PanelUsersService {
  constructor(private readonly database: DataSource) {}

  /** The panel user with this id; undefined where there is none or it is disabled. */
  async find(id: string): Promise<KnownUser | undefined> {
    const row = await this.enabledUsers().andWhere('u.id = :id', { id }).getRawOne<RawUser>();
    return row === undefined ? undefined : toUser(row);
  }

  /** The panel user with this e-mail address and the hash of their password. */
  async findForSignIn(email: string): Promise<{ user: KnownUser; passwordHash: string } | undefined> {
    const row = await this.enabledUsers()
      .addSelect('u.password_hash', 'password_hash')
      .andWhere('u.email = :email', { email: normalEmail(email) })
      .getRawOne<RawUser & { password_hash: string }>();
    return row === undefined ? undefined : { user: toUser(row), passwordHash: row.password_hash };
  }

  /** A customer's panel user, the oldest where only the customer is named. Throws Problem `not-found` or `no-panel-user`. */
  async ofCustomer({ customerId, panelUserId }: { customerId?: string; panelUserId?: string }): Promise<KnownUser> {
    if (customerId === undefined && panelUserId === undefined) {
      throw badField('customerId', 'Write customerId or panelUserId.');
    }
    const found = this.enabledUsers()
      .andWhere(`u.role = 'customer'`)
      .orderBy('u.created_at')
      .addOrderBy('u.id')
      .limit(1);
    if (customerId !== undefined) found.andWhere('u.customer_id = :customerId', { customerId });
    if (panelUserId !== undefined) found.andWhere('u.id = :panelUserId', { panelUserId });
    const row = await found.getRawOne<RawUser>();
    if (row !== undefined) return toUser(row);
    throw new Problem(panelUserId === undefined ? 'no-panel-user' : 'not-found');
  }

  /** Throws a 400 for this field where it is not the actor's own password. */
  async refuseWrongPassword(actor: Actor, password: string, field: string): Promise<void> {
    const found = await this.findForSignIn(actor.email);
    const right = await verifyPassword(password, found?.passwordHash);
    if (!right) throw badField(field, 'This is not your password. Write the one you signed in with.');
  }

  /** Adds the panel login of a customer. Throws the database's error where the e-mail address is taken. */
  async createForCustomer(tx: EntityManager, facts: NewPanelUserFacts): Promise<void> {
    await tx.insert(PanelUserRow, {
      email: normalEmail(facts.email),
      passwordHash: facts.passwordHash,
      customerId: facts.customerId,
      role: 'customer',
    });
  }

  private enabledUsers() {
    return this.database
      .createQueryBuilder()
      .select('u.id', 'id')
      .addSelect('u.email', 'email')
      .addSelect('u.display_name', 'display_name')
      .addSelect('u.role', 'role')
      .addSelect('u.customer_id', 'customer_id')
      .addSelect('c.name', 'customer_name')
      .addSelect(lacksTwoStep, 'lacks_two_step')
      .from('panel_users', 'u')
      .leftJoin('customers', 'c', 'c.id = u.customer_id')
      .where(`u.status = 'enabled'`);
  }
}

const lacksTwoStep = `u.totp_secret is null and
  case when u.customer_id is null then (select r.staff_two_step from sign_in_rules r) else c.two_step_required end`;

/** A panel user as the subject of an audit row. */
export function subjectOf({ id, email, customer }: Pick<KnownUser, 'id' | 'email' | 'customer'>) {
  return { subjectKind: 'panel-user', subjectId: id, subject: email, customerId: customer?.id ?? null };
}

function toUser(row: RawUser): KnownUser {
  const { customer_id: customerId, customer_name: customerName } = row;
  return {
    id: row.id,
    email: row.email,
    displayName: row.display_name,
    role: row.role,
    customer: customerId === null ? null : { id: customerId, name: customerName ?? '' },
    lacksTwoStep: row.lacks_two_step,
  };
}
