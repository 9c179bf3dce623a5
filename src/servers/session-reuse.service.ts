// Who would fail if data connections had to resume the TLS of their control session, counted over the records of the last
// 30 days. Every grade of the policy records it; under "observe" it is what the grade is for.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { Problem } from '../http/problems.js';
import type { UseCount } from './policy-preview.dto.js';
import { ServerRow } from './servers.entity.js';
import type { NotResuming, SessionReuse } from './session-reuse.dto.js';

const days = 30;
const most = 500;

const encrypted = `
  select d.session_id, d.account_id, d.customer_id, coalesce(d.client_program, 'unknown') as program, d.at,
    d.tls_resumed is not true as fails
  from data_connections d
  where d.server_id = $1 and d.at > now() - interval '${days} days' and d.account_id is not null
    and d.tls_version is not null`;

const counted = `
  select count(*)::integer as connections, count(distinct session_id)::integer as sessions, count(distinct account_id)::integer as accounts,
    count(distinct customer_id)::integer as customers
  from (${encrypted}) e where fails`;

const listed = `
  select a.id as "accountId", a.login, c.id as "customerId", c.name as "customerName", e.program,
    (count(distinct e.session_id) filter (where e.fails))::integer as sessions,
    count(*)::integer as "tlsConnections", (count(*) filter (where e.fails))::integer as "notResumed",
    max(e.at) filter (where e.fails) as "lastSeenAt"
  from (${encrypted}) e join ftp_accounts a on a.id = e.account_id join customers c on c.id = a.customer_id
  group by a.id, a.login, c.id, c.name, e.program having bool_or(e.fails)
  order by "lastSeenAt" desc, a.login, e.program limit ${most + 1}`;

type Listed = Omit<NotResuming, 'lastSeenAt'> & { readonly lastSeenAt: Date };

@Injectable()
export class SessionReuseService {
  constructor(private readonly database: DataSource) {}

  /** Who would fail under `require`. Throws Problem `not-found`. */
  async read(_actor: Actor, serverId: string): Promise<SessionReuse> {
    const server = await this.database.manager.findOneBy(ServerRow, { id: serverId });
    if (server === null) throw new Problem('not-found');
    const [clock] = await this.database.query<{ since: Date }[]>(`select now() - interval '${days} days' as since`);
    const [total] = await this.database.query<UseCount[]>(counted, [serverId]);
    const rows = await this.database.query<Listed[]>(listed, [serverId]);
    return {
      since: (clock?.since ?? new Date()).toISOString(),
      total: total ?? { connections: 0, sessions: 0, accounts: 0, customers: 0 },
      items: rows.slice(0, most).map((row) => ({ ...row, lastSeenAt: row.lastSeenAt.toISOString() })),
      more: rows.length > most,
    };
  }
}
