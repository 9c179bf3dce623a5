// What bounds an FTP account and how much of it is used, its own limits beside its plan's. It changes none.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { numberOrNull } from '../database/columns.js';
import { Problem } from '../http/problems.js';
import type { AccountLimits } from './account-limits.dto.js';

const columns = {
  planId: 'p.id',
  planName: 'p.name',
  usedBytes: 'u.used_bytes',
  quotaBytes: 'a.quota_bytes',
  planUsedBytes: 'cu.used_bytes',
  planQuotaBytes: 'p.quota_bytes',
  usedFiles: 'u.used_files',
  quotaFiles: 'a.quota_files',
  planUsedFiles: 'cu.used_files',
  planQuotaFiles: 'p.quota_files',
  openSessions: '(select count(*) from ftp_sessions x where x.account_id = a.id and x.closed_at is null)',
  maxSessions: 'a.max_sessions',
} as const;

type RawLimits = Record<keyof typeof columns, string | null> & { planId: string; planName: string };

@Injectable()
export class AccountLimitsService {
  constructor(private readonly database: DataSource) {}

  /** Of one account. Throws Problem `not-found`. */
  async read(actor: Actor, accountId: string): Promise<AccountLimits> {
    const query = this.database
      .createQueryBuilder()
      .select([])
      .from('ftp_accounts', 'a')
      .innerJoin('customers', 'c', 'c.id = a.customer_id')
      .innerJoin('plans', 'p', 'p.id = c.plan_id')
      .leftJoin('account_usage', 'u', 'u.account_id = a.id')
      .leftJoin('customer_usage', 'cu', 'cu.customer_id = c.id')
      .where('a.id = :accountId', { accountId });
    for (const [name, expression] of Object.entries(columns)) query.addSelect(expression, name);
    const row = await onlyOwn(query, actor, 'a.customer_id').getRawOne<RawLimits>();
    if (row === undefined) throw new Problem('not-found');
    const of = (used: string | null, limit: string | null) => ({ used: Number(used ?? 0), limit: numberOrNull(limit) });
    return {
      accountId,
      plan: { id: row.planId, name: row.planName },
      bytes: of(row.usedBytes, row.quotaBytes),
      planBytes: of(row.planUsedBytes, row.planQuotaBytes),
      files: of(row.usedFiles, row.quotaFiles),
      planFiles: of(row.planUsedFiles, row.planQuotaFiles),
      sessions: of(row.openSessions, row.maxSessions),
    };
  }
}
