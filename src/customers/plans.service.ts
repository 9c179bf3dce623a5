// Plans: what customers have booked.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { mapPage, type Page, readPage } from '../http/page.js';
import { numberOrNull } from '../database/columns.js';
import { type Conditional, refuseStale } from '../http/etag.js';
import { Problem } from '../http/problems.js';
import type { NewPlan, Plan, PlanChange, PlanQuery } from './customers.dto.js';
import { PlanRow } from './customers.entity.js';

interface RawPlan {
  id: string;
  name: string;
  max_ftp_accounts: number | null;
  quota_bytes: string | null;
  quota_files: string | null;
  max_sessions: number | null;
  bandwidth_down_bytes: string | null;
  bandwidth_up_bytes: string | null;
  customer_count: string;
  created_at: Date;
  revision: number;
}

@Injectable()
export class PlansService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** Plans, newest first. */
  async list(_actor: Actor, query: PlanQuery): Promise<Page<Plan>> {
    const found = planQuery(this.database.manager);
    return mapPage(await readPage<RawPlan>(found, { at: 'p.created_at', id: 'p.id' }, query), toDto);
  }

  /** One plan. Throws Problem `not-found`. */
  get(_actor: Actor, id: string): Promise<Plan> {
    return read(this.database.manager, id);
  }

  /** Makes a plan. Throws Problem `plan-name-taken`. */
  async create(actor: Actor, wish: NewPlan): Promise<Plan> {
    return this.database.transaction(async (tx) => {
      const row = tx.create(PlanRow, { ...columnsOf(wish) });
      await tx.insert(PlanRow, row);
      const plan = await read(tx, row.id);
      await this.audit.record(tx, actor, { verb: 'plan.created', ...subjectOf(plan), after: factsOf(plan) });
      return plan;
    });
  }

  /** Changes what is given. Throws Problem `plan-name-taken`, and `changed-meanwhile` for an old revision. */
  async change(actor: Actor, id: string, { seen, ...change }: PlanChange & Conditional): Promise<Plan> {
    return this.database.transaction(async (tx) => {
      await tx.query(`select 1 from plans where id = $1 for no key update`, [id]);
      const before = await read(tx, id);
      refuseStale(seen, before);
      await tx.update(PlanRow, { id }, { ...columnsOf(change), updatedAt: () => 'now()' });
      const plan = await read(tx, id);
      const changed = differences(factsOf(before), factsOf(plan));
      await this.audit.record(tx, actor, { verb: 'plan.changed', ...subjectOf(plan), ...changed });
      return plan;
    });
  }

  /** Deletes a plan. Throws Problem `plan-in-use` while a customer has it. */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const plan = await read(tx, id);
      await tx.delete(PlanRow, { id });
      await this.audit.record(tx, actor, { verb: 'plan.deleted', ...subjectOf(plan), before: factsOf(plan) });
    });
  }
}

function columnsOf(wish: PlanChange): Partial<PlanRow> {
  const { name, ...limits } = wish;
  return { ...(name !== undefined && { name }), ...limits };
}

function planQuery(tx: EntityManager): SelectQueryBuilder<ObjectLiteral> {
  return tx
    .createQueryBuilder()
    .select('p.id', 'id')
    .addSelect('p.name', 'name')
    .addSelect('p.max_ftp_accounts', 'max_ftp_accounts')
    .addSelect('p.quota_bytes', 'quota_bytes')
    .addSelect('p.quota_files', 'quota_files')
    .addSelect('p.max_sessions', 'max_sessions')
    .addSelect('p.bandwidth_down_bytes', 'bandwidth_down_bytes')
    .addSelect('p.bandwidth_up_bytes', 'bandwidth_up_bytes')
    .addSelect('(select count(*) from customers c where c.plan_id = p.id)', 'customer_count')
    .addSelect('p.created_at', 'created_at')
    .addSelect('p.revision', 'revision')
    .from('plans', 'p')
    .where('true');
}

async function read(tx: EntityManager, id: string): Promise<Plan> {
  const row = await planQuery(tx).andWhere('p.id = :id', { id }).getRawOne<RawPlan>();
  if (row === undefined) throw new Problem('not-found');
  return toDto(row);
}

function toDto(row: RawPlan): Plan {
  return {
    id: row.id,
    name: row.name,
    maxFtpAccounts: row.max_ftp_accounts,
    quotaBytes: numberOrNull(row.quota_bytes),
    quotaFiles: numberOrNull(row.quota_files),
    maxSessions: row.max_sessions,
    bandwidthDownBytes: numberOrNull(row.bandwidth_down_bytes),
    bandwidthUpBytes: numberOrNull(row.bandwidth_up_bytes),
    customerCount: Number(row.customer_count),
    createdAt: row.created_at.toISOString(),
    revision: row.revision,
  };
}

const subjectOf = (plan: Plan) => ({ subjectKind: 'plan', subjectId: plan.id, subject: plan.name, customerId: null });

function factsOf({ id: _id, customerCount: _count, createdAt: _at, revision: _revision, ...facts }: Plan) {
  return facts;
}
