// What the overview reads. Each is over rows that are few: servers, open sessions, counts.

/** Every server with its newest policy, its sessions and its newest finished self-test. */
export const servers = `
  select s.id, s.name, s.host, p.version, p.verbs, p.passive_last_port - p.passive_first_port + 1 as passive_ports,
    x.open_sessions, x.ports_in_use, s.certificate_valid_until as certificate_until, s.certificate_self_signed,
    (select max(heartbeat_at) from server_processes where server_id = s.id) as last_heartbeat_at,
    t.outcome as test_outcome, t.finished_at as test_finished_at, t.sentence as test_sentence
  from servers s
  join lateral (select * from server_policies where server_id = s.id order by version desc limit 1) p on true
  cross join lateral (
    select count(*)::integer as open_sessions,
      (count(distinct data_connection ->> 'localPort') filter (where data_connection ->> 'verb' in ('PASV', 'EPSV')
        and data_connection ->> 'state' <> 'ended'))::integer as ports_in_use
    from ftp_sessions where server_id = s.id and closed_at is null) x
  left join lateral (
    select outcome, finished_at, sentence from self_tests where server_id = s.id and finished_at is not null
    order by started_at desc, id desc limit 1) t on true
  order by s.name`;

/**
 * Data connections since the beginning of the hour 24 hours ago, as the page about them counts, and of the seven days
 * before them.
 */
export const shares = `
  select server_id,
    coalesce(sum(connections) filter (where step = 'hour'), 0)::float8 as counted,
    coalesce(sum(connections) filter (where step = 'hour' and verdict = 'worked'), 0)::float8 as worked,
    coalesce(sum(connections) filter (where step = 'day'), 0)::float8 as "usualCounted",
    coalesce(sum(connections) filter (where step = 'day' and verdict = 'worked'), 0)::float8 as "usualWorked"
  from data_connection_counts
  where verdict not in ('not-used', 'client-aborted') and (
    (step = 'hour' and at >= date_trunc('hour', now() - interval '24 hours', 'UTC')) or
    (step = 'day' and at >= date_trunc('day', now(), 'UTC') - interval '8 days'
      and at < date_trunc('day', now(), 'UTC') - interval '1 day'))
  group by server_id`;

/** Logins of the last day: minute by minute in the last hour, else together. */
export const logins = `
  select case when at > now() - interval '1 hour' then at end as minute, outcome, sum(attempts)::float8 as attempts
  from login_counts where at > now() - interval '1 day' group by 1, 2`;

/** How far an installation has come: what was there once stays done. Nothing where an admin has put the list away. */
export const firstRun = `
  select exists (select from panel_users where role = 'admin' and totp_secret is not null) as "two-factor",
    exists (select from server_processes) as server,
    exists (select from servers s where not s.certificate_self_signed
      and exists (select from server_processes p where p.server_id = s.id)) as certificate,
    exists (select from self_tests where outcome = 'worked') as "self-test",
    exists (select from plans) as plan, exists (select from customers) as customer
  where not exists (select from first_run_dismissals)`;
