// One search over path, digest, address, login, customer and reference: each meaning of the text asks one index. Customers
// find what is theirs.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import { containing } from '../http/page.js';
import type { SearchResult } from './search.dto.js';
import { meaningsOf, type Meanings } from './search-words.js';

const most = 20;
/** Of a well-known file name or a busy address more would be read than anybody looks at. */
const daysBack = 90;

const own = (column: string) => `($1::uuid is null or ${column} = $1)`;
const lately = (column: string) => `${column} > now() - interval '${daysBack} days'`;

const customers = `
  select id, name, external_ref as "externalRef" from customers
  where ${own('id')} and (name ilike $2 or external_ref ilike $2) order by created_at desc limit ${most}`;

const accounts = `
  select a.id, a.login, a.folder, a.customer_id as "customerId", c.name as "customerName"
  from ftp_accounts a join customers c on c.id = a.customer_id join web_roots w on w.id = a.web_root_id
  where ${own('a.customer_id')} and (a.login ilike $2 or w.domain ilike $2 or ($1::uuid is null and w.path ilike $2))
  order by a.created_at desc limit ${most}`;

// An inet that is one address sorts between the first and the last of its network, which the index knows.
const fromNetwork = `l.client_address >= host($2::cidr)::inet and l.client_address <= host(broadcast($2::cidr))::inet`;

const sessions = `
  select x.id, x.login, x.account_id as "accountId", host(x.client_address) as "clientAddress", s.name as "serverName",
    x.opened_at as "openedAt", x.closed_at is null as open
  from (select distinct session_id from login_attempts l
    where ${fromNetwork} and ${own('l.customer_id')} and l.outcome = 'accepted' and ${lately('l.at')}) found
  join ftp_sessions x on x.id = found.session_id join servers s on s.id = x.server_id
  where ${own('x.customer_id')} order by x.opened_at desc limit ${most}`;

const logins = `
  select l.name, l.account_id as "accountId", l.customer_id as "customerId", l.outcome, count(*)::integer as count,
    max(l.at) as "lastAt"
  from login_attempts l where ${fromNetwork} and ${own('l.customer_id')} and ${lately('l.at')}
  group by 1, 2, 3, 4 order by max(l.at) desc limit ${most}`;

const foundTransfers = (which: string) => `
  select t.id, t.at, t.kind, t.path, t.bytes::float8 as bytes, t.login, t.account_id as "accountId",
    t.customer_id as "customerId", c.name as "customerName", host(t.client_address) as "clientAddress",
    t.session_id as "sessionId", t.outcome, encode(t.sha256, 'hex') as sha256
  from transfers t left join customers c on c.id = t.customer_id
  where ${own('t.customer_id')} and ${lately('t.at')} and ${which} order by t.at desc limit ${most}`;

const transfersOfFile = foundTransfers(
  `lower(substring(t.path from '[^/]*$')) = $2 and ($3::text is null or t.path ilike $3)`,
);
const transfersOfDigest = foundTransfers(`t.sha256 = decode($2, 'hex')`);

const connections = `
  select d.id, d.at, d.reference, d.verb, d.verdict, d.session_id as "sessionId", d.account_id as "accountId",
    host(d.client_address) as "clientAddress"
  from data_connections d where ${own('d.customer_id')} and d.reference = $2 order by d.at desc limit ${most}`;

@Injectable()
export class SearchService {
  constructor(private readonly database: DataSource) {}

  /** What the text may mean, and what was found for each meaning. */
  async search(actor: Actor, text: string): Promise<SearchResult> {
    const found = meaningsOf(text);
    const customerId = ownCustomerId(actor) ?? null;
    const ask = (statement: string, ...values: readonly (string | null | undefined)[]) =>
      values[0] === undefined ? [] : this.database.query<never[]>(statement, [customerId, ...values]);
    const named = found.name === undefined ? undefined : containing(found.name);
    const [ofCustomers, ofAccounts, ofSessions, ofLogins, ofTransfers, ofConnections] = await Promise.all([
      ask(customers, named),
      ask(accounts, named),
      ask(sessions, found.network),
      ask(logins, found.network),
      found.sha256 === undefined ? ask(transfersOfFile, ...fileOf(found)) : ask(transfersOfDigest, found.sha256),
      ask(connections, found.reference),
    ]);
    return {
      customers: ofCustomers,
      accounts: ofAccounts,
      sessions: ofSessions,
      logins: ofLogins,
      transfers: ofTransfers,
      connections: ofConnections,
    };
  }
}

/** The name asks the index; the path, of which the beginning may be missing, chooses among what it finds. */
function fileOf({ file }: Meanings): [string | undefined, string | null] {
  if (file === undefined || file.name === '') return [undefined, null];
  return [file.name, file.path === undefined ? null : containing(file.path).slice(0, -1)];
}
