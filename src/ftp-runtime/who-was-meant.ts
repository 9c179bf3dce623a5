// Finds the accounts that tried names belong to or nearly are, when the tries are written: after the answer, so that
// neither its words nor its time tell a client anything.
import type pg from 'pg';
import { unescapeBytes } from '../ftp/index.js';
import { meantBy, type Meant } from './meant-login.js';
import type { LoginAttemptRow } from './record-tables.js';

const wrong = 'wrong-login-or-password';

interface Found {
  readonly id: string;
  readonly login: string;
  readonly server_id: string;
}

interface Unknown {
  readonly row: LoginAttemptRow;
  readonly meant: Meant;
}

const byLogin = `
  select a.id, a.login, w.server_id from ftp_accounts a join web_roots w on w.id = a.web_root_id where a.login = any($1)`;

// Where several accounts bear the name, the one that has been used from this address is meant, or nobody. So many tries
// from there are looked at, whatever became of them, so that a guesser's millions make nobody wait.
const mostTriesRead = 1000;
const byName = `
  with tried as (
    select t.name, t.address,
      array(select a.id from ftp_accounts a where split_part(a.login, '@', 1) = t.name limit 2) as bearers
    from unnest($1::text[], $2::inet[]) as t (name, address)
  ), narrowed as (
    select name, address, case cardinality(bearers) when 1 then bearers else array(
      select distinct a.id
      from (select l.account_id, l.outcome from login_attempts l
        where l.client_address = tried.address order by l.at desc limit ${mostTriesRead}) as used
      join ftp_accounts a on a.id = used.account_id
      where used.outcome = 'accepted' and split_part(a.login, '@', 1) = tried.name limit 2) end as bearers
    from tried where cardinality(bearers) > 0
  )
  select name, host(address) as address, bearers[1] as id from narrowed where cardinality(bearers) = 1`;

/** The rows with the account that each stands for, where only one can be meant. */
export async function withWhoWasMeant(
  database: pg.Pool,
  serverId: string,
  rows: readonly LoginAttemptRow[],
): Promise<readonly LoginAttemptRow[]> {
  if (!rows.some(isUnknown)) return rows;
  const { rows: servers } = await database.query<{ host: string }>('select host from servers where id = $1', [
    serverId,
  ]);
  const host = servers[0]?.host ?? '';
  const unknown = rows.filter(isUnknown).map((row) => ({ row, meant: meantBy(textOf(row.name), host) }));
  const logins = await findLogins(database, unknown);
  const bearers = await findBearers(database, unknown);
  const attributed = new Map(
    unknown.map(({ row, meant }) => [row, attribute({ row, meant }, { logins, bearers, serverId })]),
  );
  return rows.map((row) => attributed.get(row) ?? row);
}

function isUnknown({ account_id: accountId, name }: LoginAttemptRow): boolean {
  return accountId === null && name !== '';
}

async function findLogins(database: pg.Pool, unknown: readonly Unknown[]): Promise<Map<string, Found>> {
  const logins = new Set(unknown.flatMap(({ row, meant }) => [loginIn(row), ...meant.logins]));
  const { rows } = await database.query<Found>(byLogin, [[...logins]]);
  return new Map(rows.map((found) => [found.login, found]));
}

async function findBearers(database: pg.Pool, unknown: readonly Unknown[]): Promise<Map<string, string>> {
  const tried = new Map(
    unknown.flatMap(({ row, meant: { nameOnly } }) =>
      nameOnly === undefined ? [] : [[bearerKey(nameOnly, row), { nameOnly, address: row.client_address }] as const],
    ),
  );
  if (tried.size === 0) return new Map();
  const each = [...tried.values()];
  const { rows } = await database.query<{ name: string; address: string; id: string }>(byName, [
    each.map(({ nameOnly }) => nameOnly),
    each.map(({ address }) => address),
  ]);
  return new Map(rows.map(({ name, address, id }) => [bearerKey(name, { client_address: address }), id]));
}

interface Known {
  readonly logins: ReadonlyMap<string, Found>;
  readonly bearers: ReadonlyMap<string, string>;
  readonly serverId: string;
}

function attribute({ row, meant }: Unknown, { logins, bearers, serverId }: Known): LoginAttemptRow {
  const exact = logins.get(loginIn(row));
  if (exact !== undefined) {
    const elsewhere = row.outcome === wrong && exact.server_id !== serverId;
    return { ...row, account_id: exact.id, outcome: elsewhere ? 'other-server' : row.outcome };
  }
  // A near name that was refused for want of TLS is nobody's yet: the next try, with TLS, will tell.
  if (row.outcome !== wrong) return row;
  const near = meant.logins.map((login) => logins.get(login)?.id).find((id) => id !== undefined);
  const id = near ?? (meant.nameOnly === undefined ? undefined : bearers.get(bearerKey(meant.nameOnly, row)));
  return id === undefined ? row : { ...row, account_id: id, outcome: 'near-miss' };
}

function loginIn({ name }: LoginAttemptRow): string {
  return name.trim().toLowerCase();
}

function textOf(escapedName: string): string {
  return Buffer.from(unescapeBytes(escapedName), 'latin1').toString('utf8');
}

function bearerKey(name: string, { client_address: address }: Pick<LoginAttemptRow, 'client_address'>): string {
  return `${name} ${address}`;
}
