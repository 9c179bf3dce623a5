// Plans: what customers have booked.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import { containing, mapPage, type Page, readPage } from '../http/page.js';
import { numberOrNull } from '../database/columns.js';
import { type Conditional, refuseStale } from '../http/etag.js';
import { Problem } from '../http/problems.js';
import { orderOf, type SortColumn } from '../http/sort.js';
import { CustomerRow, PlanRow } from './customers.entity.js';
import type { PlanFeature } from './plan-features.js';
import { whoIsOver } from './plan-limits.js';
import type { NewPlan, OwnPlan, Plan, PlanChange, PlanPreview, PlanQuery, PlanSortName } from './plans.dto.js';

interface RawPlan {
  id: string;
  name: string;
  max_ftp_accounts: number | null;
  quota_bytes: string | null;
  quota_files: string | null;
  max_sessions: number | null;
  bandwidth_down_bytes: string | null;
  bandwidth_up_bytes: string | null;
  features: PlanFeature[];
  customer_count: string;
  created_at: Date;
  revision: number;
}

const customers = '(select count(*) from customers c where c.plan_id = p.id)';

const orders: Readonly<Record<PlanSortName, SortColumn>> = {
  name: { by: 'lower(p.name)', as: 'text' },
  customers: { by: customers, as: 'bigint' },
  accounts: { by: 'p.max_ftp_accounts', as: 'bigint', nullable: true },
  quota: { by: 'p.quota_bytes', as: 'bigint', nullable: true },
  created: { by: 'p.created_at', as: 'timestamptz' },
};

@Injectable()
export class PlansService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** Plans, newest first unless another order is asked for. */
  async list(_actor: Actor, query: PlanQuery): Promise<Page<Plan>> {
    const found = planQuery(this.database.manager);
    if (query.search !== undefined && query.search !== '') {
      found.andWhere('p.name ilike :search', { search: containing(query.search) });
    }
    const order = orderOf(orders, query.sort ?? '-created', 'p.id');
    return mapPage(await readPage<RawPlan>(found, order, query), toDto);
  }

  /** One plan. Throws Problem `not-found`. */
  get(_actor: Actor, id: string): Promise<Plan> {
    return read(this.database.manager, id);
  }

  /** One's own plan and what of it is used. Throws Problem `not-found` for staff, who have none. */
  async own(actor: Actor): Promise<OwnPlan> {
    const [plan] = await this.database.query<OwnPlan[]>(ownPlan, [ownCustomerId(actor) ?? null]);
    if (plan === undefined) throw new Problem('not-found');
    return plan;
  }

  /** Who would have more than the changed plan allows; nothing is changed by asking. */
  async preview(_actor: Actor, id: string, change: PlanChange): Promise<PlanPreview> {
    const { manager } = this.database;
    const limits = { ...(await read(manager, id)), ...columnsOf(change) };
    return { offenders: await whoIsOver(manager, { planId: id }, limits) };
  }

  /** What a customer would have more than this plan allows. Throws Problem `not-found`. */
  async previewFor(_actor: Actor, customerId: string, planId: string): Promise<PlanPreview> {
    const { manager } = this.database;
    if (!(await manager.existsBy(CustomerRow, { id: customerId }))) throw new Problem('not-found');
    return { offenders: await whoIsOver(manager, { customerId }, await read(manager, planId)) };
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
      if (plan.customerCount > 0) throw await inUse(tx, id, plan.customerCount);
      await tx.delete(PlanRow, { id });
      await this.audit.record(tx, actor, { verb: 'plan.deleted', ...subjectOf(plan), before: factsOf(plan) });
    });
  }
}

const ownPlan = `
  select p.name, p.max_ftp_accounts as "maxFtpAccounts", p.quota_bytes::float8 as "quotaBytes",
    p.quota_files::float8 as "quotaFiles", p.max_sessions as "maxSessions", p.features,
    p.bandwidth_down_bytes::float8 as "bandwidthDownBytes", p.bandwidth_up_bytes::float8 as "bandwidthUpBytes",
    (select count(*)::integer from ftp_accounts a where a.customer_id = c.id) as "accountCount",
    greatest(coalesce(u.used_bytes, 0), 0)::float8 as "usedBytes", greatest(coalesce(u.used_files, 0), 0)::float8 as "usedFiles",
    (select count(*)::integer from ftp_sessions s where s.customer_id = c.id and s.closed_at is null) as "openSessions"
  from customers c join plans p on p.id = c.plan_id left join customer_usage u on u.customer_id = c.id where c.id = $1`;

/** Says who has it, the first few by name. */
async function inUse(tx: EntityManager, planId: string, count: number): Promise<Problem> {
  const named = 3;
  const customers = await tx.find(CustomerRow, { where: { planId }, order: { name: 'ASC' }, take: named });
  const names = customers.map(({ name }) => name);
  const who = count > named ? `${names.join(', ')} and ${count - named} more` : names.join(' and ');
  const detail = `${who} ${count === 1 ? 'has' : 'have'} this plan. Give them another plan first.`;
  return new Problem('plan-in-use', { detail });
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
    .addSelect('p.features', 'features')
    .addSelect(customers, 'customer_count')
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
    features: row.features,
    customerCount: Number(row.customer_count),
    createdAt: row.created_at.toISOString(),
    revision: row.revision,
  };
}

const subjectOf = (plan: Plan) => ({ subjectKind: 'plan', subjectId: plan.id, subject: plan.name, customerId: null });

function factsOf({ id: _id, customerCount: _count, createdAt: _at, revision: _revision, ...facts }: Plan) {
  return facts;
}
