// Which rows are evidence about a customer, table by table, as Postgres writes them in UTC. No hash of a password is among
// them. Every statement takes the customer's id, the beginning and the end.

/** What of a customer's is taken along whole, whenever it was made; the two moments are not asked. */
const standing = (columns: string, from: string): string =>
  `select ${columns} from ${from} where customer_id = $1 and $2::timestamptz <= $3::timestamptz`;

/** record -> the statement that reads it, the oldest first. */
export const evidence: Readonly<Record<string, string>> = {
  'web-root': `${standing('id, server_id, domain, path, system_uid, system_gid, created_at', 'web_roots')} order by created_at, id`,
  'ftp-account': `${standing(
    'id, web_root_id, login, folder, permissions, allowed_networks, status, expires_at, password_changed_at, created_at, updated_at',
    'ftp_accounts',
  )} order by created_at, id`,
  'login-attempt': `select l.*, s.name as server_name from login_attempts l join servers s on s.id = l.server_id
    where l.customer_id = $1 and l.at between $2 and $3 order by l.at, l.id`,
  session: `select x.*, s.name as server_name from ftp_sessions x join servers s on s.id = x.server_id
    where x.customer_id = $1 and x.opened_at <= $3 and coalesce(x.closed_at, $3) >= $2 order by x.opened_at, x.id`,
  transfer: `select t.*, s.name as server_name, encode(t.sha256, 'hex') as sha256 from transfers t
    join servers s on s.id = t.server_id where t.customer_id = $1 and t.at between $2 and $3 order by t.at, t.id`,
  'data-connection': `select d.*, s.name as server_name from data_connections d join servers s on s.id = d.server_id
    where d.customer_id = $1 and d.at between $2 and $3 order by d.at, d.id`,
  'panel-change': `select * from audit_events where customer_id = $1 and at between $2 and $3 order by at, id`,
};
