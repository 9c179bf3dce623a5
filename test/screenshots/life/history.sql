-- A host's yesterday for the pictures: what cannot be done within a minute through the panel or over FTP. Nothing in it
-- is asserted on. Records lie in this month, because older ones have no partition.
create temp table past as
  select n, now() - (least(20 * 86400, extract(epoch from now() - date_trunc('month', now()))) * n / 400.0) * interval '1 second' as at
  from generate_series(1, 399) n;

insert into servers (name, host, ftp_port, ftps_port, certificate_fingerprint, certificate_self_signed, certificate_valid_until, certificate_names, created_at)
values ('web-02-frankfurt', 'web-02-frankfurt.datacentre.hosting.example', 21, 990, repeat('9f', 32), false, now() + interval '4 days', '{web-02-frankfurt.datacentre.hosting.example}', now() - interval '400 days'),
       ('web-03-frankfurt', 'web-03-frankfurt.datacentre.hosting.example', 21, 990, null, null, null, '{}', now() - interval '80 days'),
       ('nas', 'nas.hosting.example', 2121, null, null, null, null, '{}', now() - interval '2 days');
insert into server_policies (server_id, version, verbs, tls, passive_first_port, passive_last_port, public_ipv4, active_connect_timeout_ms, data_wait_ms, stall_timeout_ms, idle_timeout_ms, created_by)
  select s.id, 1, p.verbs, p.tls, 40000, 40199, '203.0.113.10', p.active_connect_timeout_ms, p.data_wait_ms, p.stall_timeout_ms, p.idle_timeout_ms, 'portside'
  from servers s, server_policies p where s.name <> 'web-01' and p.version = 1
  and not exists (select from server_policies q where q.server_id = s.id);

insert into plans (name, max_ftp_accounts, quota_bytes, max_sessions, bandwidth_up_bytes, features)
values ('Starter', 3, 2000000000, 4, null, '{}'),
       ('Business with support on Sundays', 50, 250000000000, 40, 12500000, '{expiry,networks,limits,modes,tokens}');
insert into customers (name, external_ref, plan_id, created_at)
  select name, 'K-' || 10400 + i, (select id from plans order by name offset i % 3 limit 1), now() - i * interval '9 days'
  from unnest(array['Bäckerei Sonnenschein', 'Atelier Nord', 'Kanzlei Dr. Weiß & Partner Rechtsanwälte PartmbB', 'Fahrrad Kowalski', 'Yoga am See', 'Verein zur Förderung der Donaudampfschifffahrt e. V.', 'Pizzeria Da Gianni', 'Müller Metallbau GmbH', 'Studio Lindqvist', 'Ocean View Hotels & Resorts International', 'Tierarztpraxis Dr. Haas', 'Café Central', 'Bauer & Söhne', 'Musikschule Allegro', 'Garten Grün', 'Optik Berger', 'Weingut Hofmann', 'Elektro Schulz', 'Ferienhaus Strandläufer', 'Reisebüro Fernweh', 'Zahnärzte am Markt', 'Blumen Iris', 'Schreinerei Holzwurm', 'Druckerei Papyrus', 'Kita Regenbogen', 'Taxi 24', 'Antiquariat Seite 7', 'Physio Vital']) with ordinality as c (name, i);
insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid, checked_at, check_problem)
  select c.id, (select id from servers where name = case when substr(c.external_ref, 3)::int % 4 = 0 then 'web-02-frankfurt' else 'web-01' end),
    d.domain, '/srv/www/' || d.domain || '/htdocs', 20000 + substr(c.external_ref, 3)::int, 20000, now() - interval '3 hours', null
  from customers c, lateral (select regexp_replace(translate(lower(c.name), 'äöüßé', 'aouse'), '[^a-z0-9]+', '-', 'g') || '.example' as domain) d
  where c.external_ref like 'K-%';
insert into ftp_accounts (customer_id, web_root_id, login, password_hash, permissions, folder, quota_bytes, created_at, note, status)
  select w.customer_id, w.id, person || '@' || w.domain, (select password_hash from ftp_accounts limit 1), (select permissions from ftp_accounts limit 1),
    case person when 'web' then '/' else '/wp-content/uploads' end, case person when 'web' then null else 5000000000 end, w.created_at, '', 'enabled'
  from web_roots w, unnest(array['web', 'agency']) person where w.path like '/srv/www/%';
update customers set status = 'suspended', suspended_at = now() - interval '3 days', suspended_reason = 'Invoice 2026-0817 has been open for 45 days.' where name = 'Pizzeria Da Gianni';

create temp table demo as
  select a.id account_id, a.customer_id, a.login, w.server_id, row_number() over (order by a.login) n
  from ftp_accounts a join web_roots w on w.id = a.web_root_id join customers c on c.id = a.customer_id where c.external_ref is null or c.external_ref not like 'K-%';
create temp table clients (n serial, address inet, program text);
insert into clients (address, program) values ('198.51.100.24', 'FileZilla 3.67.1'), ('2001:db8:4c1f:9d02:a8b3:77ff:fe21:90c4', 'WinSCP release 6.3.5'),
  ('203.0.113.7', 'Cyberduck/9.0.3 (Mac OS X/14.6)'), ('192.0.2.61', null), ('2001:db8::17', 'lftp/4.9.2');

insert into transfers (at, id, server_id, session_id, account_id, customer_id, login, client_address, kind, path, to_path, bytes, duration_ms, mode, tls, outcome, reply, sha256)
  select p.at, gen_random_uuid(), d.server_id, gen_random_uuid(), d.account_id, d.customer_id, d.login, c.address,
    k.kind, k.path, case when k.kind = 'rename' then '/htdocs/old/index-2026-11-02.html' end, case when k.kind in ('upload', 'download') then k.size::bigint * (1 + p.n % 7) else 0 end, 40 + p.n * 13 % 9000,
    case when k.kind in ('upload', 'download') then case when p.n % 5 = 0 then 'active' else 'passive' end end, p.n % 9 > 0,
    k.outcome, k.reply, case when k.kind = 'upload' and k.outcome = 'complete' then sha256(p.n::text::bytea) end
  from past p join clients c on c.n = 1 + p.n % 5
  join demo d on d.n = 1 + p.n % (select count(*) from demo)
  join (values (0, 'upload', '/index.html', 4213, 'complete', '226 Transfer complete.'),
    (1, 'upload', '/wp-content/uploads/2026/11/autumn-campaign-hero-banner-final-v7-approved-by-marketing@2x.webp', 1840211, 'complete', '226 Transfer complete.'),
    (2, 'download', '/backups/database-dump-2026-11-20T03-00-00Z.sql.gz', 48211044, 'complete', '226 Transfer complete.'),
    (3, 'delete', '/cache/page-1188.html', 0, 'complete', '250 Deleted.'),
    (4, 'upload', '/wp-content/plugins/shop/vendor/symfony/polyfill-mbstring/Resources/unidata/upperCase.php', 26044, 'complete', '226 Transfer complete.'),
    (5, 'rename', '/index.html', 0, 'complete', '250 Renamed.'),
    (6, 'upload', '/video/werkstatt-rundgang-ungeschnitten.mov', 311044000, 'aborted', '426 The connection was lost.'),
    (7, 'make-folder', '/wp-content/uploads/2026/12', 0, 'complete', '257 "/wp-content/uploads/2026/12" is made.'),
    (8, 'upload', '/shop/config.inc.php', 981, 'refused', '550 This FTP account may not overwrite files.')) k (n9, kind, path, size, outcome, reply) on k.n9 = p.n % 9
  where p.n % 2 = 0;

insert into login_attempts (at, id, server_id, session_id, account_id, customer_id, name, client_address, tls, outcome, client_program)
  select p.at, gen_random_uuid(), d.server_id, gen_random_uuid(), d.account_id, d.customer_id, d.login, c.address, p.n % 6 > 0,
    (array['accepted', 'accepted', 'accepted', 'accepted', 'wrong-login-or-password', 'accepted', 'previous-password', 'accepted', 'accepted', 'network-not-allowed', 'accepted'])[1 + p.n % 11], c.program
  from past p join clients c on c.n = 1 + p.n % 5 join demo d on d.n = 1 + p.n % (select count(*) from demo);
insert into login_attempts (at, id, server_id, session_id, name, client_address, tls, outcome)
  select now() - n * interval '11 seconds', gen_random_uuid(), (select server_id from demo limit 1), gen_random_uuid(),
    (array['admin', 'root', 'wordpress', 'administrator@bäckerei.example', 'test'])[1 + n % 5], '185.220.101.0'::inet + (n % 40), false, 'wrong-login-or-password'
  from generate_series(1, 120) n;

insert into data_connections (at, id, server_id, session_id, account_id, customer_id, client_address, client_program, verb, offered_address, offered_port, local_port, peer_address, peer_port, connect_ms, first_byte_ms, duration_ms, bytes, tls_version, tls_resumed, outcome, verdict, reference, policy_version)
  select p.at, gen_random_uuid(), d.server_id, gen_random_uuid(), d.account_id, d.customer_id, c.address, c.program,
    v.verb, case when v.mode = 'passive' then '203.0.113.9' else host(c.address) end, 30000 + p.n % 200, 30000 + p.n % 200,
    case when v.bad = 0 then c.address end, case when v.bad = 0 then 51000 + p.n end, case when v.bad = 0 then 12 + p.n % 60 end, case when v.bad = 0 then 40 + p.n % 80 end, 300 + p.n * 7,
    case when v.bad = 0 then p.n * 91117 else 0 end, case when p.n % 6 > 0 then 'TLSv1.3' end, p.n % 3 > 0,
    case when v.bad = 0 then 'complete' else 'failed' end, v.verdict, case when v.bad = 1 then upper(substr(md5(p.n::text), 1, 5)) end, 1
  from past p join clients c on c.n = 1 + p.n % 5 join demo d on d.n = 1 + p.n % (select count(*) from demo)
  join (values (0, 'EPSV', 'passive', 0, 'worked'), (1, 'PASV', 'passive', 0, 'worked'), (2, 'EPSV', 'passive', 0, 'worked'), (3, 'PASV', 'passive', 0, 'worked'), (4, 'PORT', 'active', 0, 'worked'),
    (5, 'EPSV', 'passive', 0, 'worked'), (6, 'PORT', 'active', 1, 'client-refused'), (7, 'EPSV', 'passive', 0, 'worked'), (8, 'PASV', 'passive', 1, 'no-one-came'), (9, 'EPSV', 'passive', 0, 'worked'),
    (10, 'PORT', 'active', 1, 'client-asked-for-private-address'), (11, 'EPSV', 'passive', 0, 'not-used'), (12, 'EPSV', 'passive', 0, 'worked')) v (m, verb, mode, bad, verdict) on v.m = p.n % 13;

insert into unfinished_uploads (id, account_id, server_id, path, client_address, received_bytes, reason, started_at, ended_at)
  select gen_random_uuid(), account_id, server_id, path, '2001:db8:4c1f:9d02:a8b3:77ff:fe21:90c4', bytes, reason, now() - since, now() - since + interval '4 minutes'
  from demo, (values ('/video/werkstatt-rundgang-ungeschnitten.mov', 211044000, 'The connection was lost.', interval '3 hours'), ('/wp-content/uploads/2026/11/katalog-winter-2026-27-druckfassung.pdf', 8412000, 'The client went away.', interval '20 hours')) u (path, bytes, reason, since)
  where login like 'designer@%';

insert into usage_days (subject_kind, subject_id, day, used_bytes, used_files)
  select s.kind, s.id, current_date - n, (s.top * (1 - n / 120.0 + 0.05 * sin(n / 3.0)))::bigint, 60 - n / 2
  from generate_series(1, 80) n, (select 'customer' kind, customer_id id, 1.55e6 top from demo where n = 1
    union all select 'web-root', web_root_id, 1.5e6 from ftp_accounts where id in (select account_id from demo where n = 1)
    union all select 'account', account_id, 9e4 * demo.n from demo) s
  on conflict do nothing;
insert into account_traffic_days (customer_id, account_id, day, login, received_bytes, sent_bytes, uploads, downloads)
  select customer_id, account_id, current_date - g, login, (1e8 * abs(sin(g + n)))::bigint, (2e8 * abs(cos(g * n)))::bigint, 3 + g % 9, 1 + g % 4
  from generate_series(1, 80) g, demo on conflict do nothing;
update ftp_accounts set expires_at = now() - interval '2 days', password_changed_at = now() - interval '2 days' where login = 'backup@demo.example';
-- 310 kB lie there.
update ftp_accounts set quota_bytes = 320000 where login = 'photographer@demo.example';
