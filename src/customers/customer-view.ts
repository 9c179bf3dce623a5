// A customer as the API shows it: one query over everything it is joined with, scoped to the actor.
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { numberOrNull } from '../database/columns.js';
import { containing } from '../http/page.js';
import { Problem } from '../http/problems.js';
import type { SortColumn } from '../http/sort.js';
import type { Customer, CustomerQuery, CustomerSortName, CustomerStatus } from './customers.dto.js';

/** A row of `customerQuery`. */
export interface RawCustomer {
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

const openSessions = `(select count(*) from ftp_sessions s where s.customer_id = c.id and s.closed_at is null)`;

const accounts = '(select count(*) from ftp_accounts a where a.customer_id = c.id)';

/** What customers can be sorted by. */
export const customerOrders: Readonly<Record<CustomerSortName, SortColumn>> = {
  name: { by: 'lower(c.name)', as: 'text' },
  plan: { by: 'lower(p.name)', as: 'text' },
  accounts: { by: accounts, as: 'bigint' },
  used: { by: 'coalesce(u.used_bytes, 0)', as: 'bigint' },
  created: { by: 'c.created_at', as: 'timestamptz' },
};

/** The customers an actor may see. */
export function customerQuery(tx: EntityManager, actor: Actor): SelectQueryBuilder<ObjectLiteral> {
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
    .addSelect(accounts, 'account_count')
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

/** By name, reference, status and plan. */
export function narrowCustomers(found: SelectQueryBuilder<ObjectLiteral>, query: CustomerQuery): void {
  const { search, status, planId, externalRef } = query;
  if (search) found.andWhere('(c.name ilike :search or c.external_ref ilike :search)', { search: containing(search) });
  if (status !== undefined) found.andWhere('c.status = :status', { status });
  if (planId !== undefined) found.andWhere('c.plan_id = :planId', { planId });
  if (externalRef !== undefined) found.andWhere('c.external_ref = :externalRef', { externalRef });
}

/** One customer. Throws Problem `not-found`. */
export async function readCustomer(tx: EntityManager, actor: Actor, id: string): Promise<Customer> {
  const row = await customerQuery(tx, actor).andWhere('c.id = :id', { id }).getRawOne<RawCustomer>();
  if (row === undefined) throw new Problem('not-found');
  return toCustomer(row);
}

/** What the API gives out. */
export function toCustomer(row: RawCustomer): Customer {
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
