// Containing a customer: a state beside suspension, so that a payment that arrives lets no intruder in again.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { AuditVerb } from '../audit/audit-verbs.js';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import { Problem } from '../http/problems.js';
import type { Containment } from './containment.dto.js';

interface RawCustomer {
  id: string;
  name: string;
  contained_at: Date | null;
  contained_reason: string | null;
  enabled_accounts: number;
  open_sessions: number;
}

const oneCustomer = `
  select c.id, c.name, c.contained_at, c.contained_reason,
    (select count(*)::integer from ftp_accounts a where a.customer_id = c.id and a.status = 'enabled') as enabled_accounts,
    (select count(*)::integer from ftp_sessions s where s.customer_id = c.id and s.closed_at is null) as open_sessions
  from customers c where c.id = $1 and ($2::uuid is null or c.id = $2)`;

@Injectable()
export class ContainmentService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** Whether a customer is contained. Throws Problem `not-found`. */
  async get(actor: Actor, id: string): Promise<Containment> {
    return toDto(await read(this.database.manager, actor, id));
  }

  /** Contains a customer; on a contained one it only replaces the reason. */
  contain(actor: Actor, id: string, reason: string): Promise<Containment> {
    return this.#write(actor, id, { reason, verb: 'customer.contained' });
  }

  /** Ends it; on a customer who is not contained it changes nothing. */
  release(actor: Actor, id: string): Promise<Containment> {
    return this.#write(actor, id, { reason: null, verb: 'customer.released' });
  }

  #write(actor: Actor, id: string, { reason, verb }: { reason: string | null; verb: AuditVerb }): Promise<Containment> {
    return this.database.transaction(async (tx) => {
      await tx.query(`select 1 from customers where id = $1 for update`, [id]);
      const before = await read(tx, actor, id);
      if (before.contained_reason === reason) return toDto(before);
      await tx.query(
        `update customers set contained_reason = $2, updated_at = now(),
           contained_at = case when $2::text is not null then coalesce(contained_at, now()) end where id = $1`,
        [id, reason],
      );
      await this.audit.record(tx, actor, {
        verb,
        subjectKind: 'customer',
        subjectId: id,
        subject: before.name,
        customerId: id,
        before: { containedReason: before.contained_reason },
        after: { containedReason: reason },
      });
      return toDto(await read(tx, actor, id));
    });
  }
}

async function read(tx: EntityManager, actor: Actor, id: string): Promise<RawCustomer> {
  const [row] = await tx.query<RawCustomer[]>(oneCustomer, [id, ownCustomerId(actor) ?? null]);
  if (row === undefined) throw new Problem('not-found');
  return row;
}

function toDto(row: RawCustomer): Containment {
  return {
    contained: row.contained_at !== null,
    containedAt: row.contained_at?.toISOString() ?? null,
    reason: row.contained_reason,
    enabledAccountCount: row.enabled_accounts,
    openSessionCount: row.open_sessions,
  };
}
