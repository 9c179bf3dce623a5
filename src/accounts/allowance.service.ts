// How many FTP accounts a customer may have, and has.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import { badField, Problem } from '../http/problems.js';
import type { Allowance } from './account-list.dto.js';

interface RawAllowance {
  customer_id: string;
  customer_name: string;
  plan_id: string;
  plan_name: string;
  max_ftp_accounts: number | null;
  used: number;
}

const whomToAsk = { customer: 'host', support: 'admin', admin: null } as const;

@Injectable()
export class AllowanceService {
  constructor(private readonly database: DataSource) {}

  /** A customer's own, or for staff that of the customer they name. Throws Problem `not-found`. */
  async read(actor: Actor, customerId = ownCustomerId(actor)): Promise<Allowance> {
    if (customerId === undefined) throw badField('customerId', 'Say which customer.');
    const [row] = await this.database.query<RawAllowance[]>(
      `select c.id as customer_id, c.name as customer_name, p.id as plan_id, p.name as plan_name, p.max_ftp_accounts,
          (select count(*)::integer from ftp_accounts a where a.customer_id = c.id) as used
        from customers c join plans p on p.id = c.plan_id where c.id = $1 and ($2::uuid is null or c.id = $2)`,
      [customerId, ownCustomerId(actor) ?? null],
    );
    if (row === undefined) throw new Problem('not-found');
    return {
      customer: { id: row.customer_id, name: row.customer_name },
      plan: { id: row.plan_id, name: row.plan_name },
      used: row.used,
      max: row.max_ftp_accounts,
      whomToAsk: whomToAsk[actor.role],
    };
  }
}
