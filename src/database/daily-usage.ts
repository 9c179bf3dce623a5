// What is used, noted once a day. A row is written only where the number has changed since the one before or that is a month
// old, because most accounts lie idle; who reads takes the newest row up to a day.

/** Notes today's usage of every customer, web root and account; the last time on a day counts. */
export const noteUsage = `
  insert into usage_days (subject_kind, subject_id, day, used_bytes, used_files)
  select ledger.kind, ledger.id, (now() at time zone 'UTC')::date, greatest(ledger.used_bytes, 0), greatest(ledger.used_files, 0)
  from (
    select 'customer' as kind, customer_id as id, used_bytes, used_files from customer_usage union all
    select 'web-root', web_root_id, used_bytes, used_files from web_root_usage union all
    select 'account', account_id, used_bytes, used_files from account_usage) as ledger
  left join lateral (
    select day, used_bytes, used_files from usage_days d
    where d.subject_kind = ledger.kind and d.subject_id = ledger.id order by day desc limit 1) as last on true
  where last.day is null or last.day < (now() at time zone 'UTC')::date - 30
    or (last.used_bytes, last.used_files) is distinct from (greatest(ledger.used_bytes, 0), greatest(ledger.used_files, 0))
  on conflict (subject_kind, subject_id, day)
    do update set used_bytes = excluded.used_bytes, used_files = excluded.used_files`;
