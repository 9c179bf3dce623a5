// Who has more than a plan allows. Limits stop what is new; nothing that is there goes.
import type { Queries } from '../database/queries.js';
import type { PlanLimits, PlanOffender } from './plans.dto.js';

/** Whose use is compared with the limits: one customer's, or that of all who have a plan. */
export type Whose = { readonly customerId: string } | { readonly planId: string };

const mostOffenders = 100;

const offenders = `
  with used as (
    select c.id, c.name, (select count(*) from ftp_accounts a where a.customer_id = c.id) as accounts,
      greatest(u.used_bytes, 0) as bytes, greatest(u.used_files, 0) as files,
      (select count(*) from ftp_sessions s where s.customer_id = c.id and s.closed_at is null and s.logged_in_at is not null) as sessions
    from customers c left join customer_usage u on u.customer_id = c.id
    where ($1::uuid is null or c.id = $1) and ($2::uuid is null or c.plan_id = $2)
  ), compared as (
    select used.id, used.name, l.what, l.used::float8 as used, l.allowed::float8 as allowed
    from used cross join lateral (values ('accounts', accounts, $3::bigint), ('bytes', bytes, $4), ('files', files, $5),
      ('sessions', sessions, $6)) as l (what, used, allowed)
    where l.used > l.allowed
  )
  select jsonb_build_object('id', id, 'name', name) as customer,
    jsonb_agg(jsonb_build_object('limit', what, 'used', used, 'allowed', allowed) order by what) as over
  from compared group by id, name order by name limit ${mostOffenders}`;

/** Customers who have more than these limits, by name; at most 100. */
export function whoIsOver(tx: Queries, whose: Whose, limits: PlanLimits): Promise<PlanOffender[]> {
  const { maxFtpAccounts, quotaBytes, quotaFiles, maxSessions } = limits;
  const [customerId, planId] = 'customerId' in whose ? [whose.customerId, null] : [null, whose.planId];
  return tx.query(offenders, [customerId, planId, maxFtpAccounts, quotaBytes, quotaFiles, maxSessions]);
}
