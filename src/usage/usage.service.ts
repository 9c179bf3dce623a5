// What a customer uses: now from the quota ledgers, over time from what is noted once a day and counted as files move.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import { numberOrNull } from '../database/columns.js';
import { csv } from '../http/csv.js';
import { badField, Problem } from '../http/problems.js';
import type {
  AccountUsage,
  Usage,
  UsageDay,
  UsageDays,
  UsageDaysQuery,
  UsageQuery,
  WebRootUsage,
} from './usage.dto.js';

const dayMs = 86_400_000;
const mostDays = 400;
const usualDays = 30;

const ofCustomer = `
  select c.id, c.name, p.name as plan_name, coalesce(u.used_bytes, 0) as used_bytes, coalesce(u.used_files, 0) as used_files,
    coalesce(u.outside_bytes, 0) as outside_bytes, u.counted_at, p.quota_bytes, p.quota_files
  from customers c join plans p on p.id = c.plan_id left join customer_usage u on u.customer_id = c.id where c.id = $1`;

const ofWebRoots = `
  select w.id, w.domain, coalesce(u.used_bytes, 0)::float8 as "usedBytes", coalesce(u.used_files, 0)::float8 as "usedFiles",
    coalesce(u.outside_bytes, 0)::float8 as "outsideBytes"
  from web_roots w left join web_root_usage u on u.web_root_id = w.id where w.customer_id = $1
  order by 3 desc, w.domain limit 100`;

const ofAccounts = `
  select a.id, a.login, coalesce(u.used_bytes, 0)::float8 as "usedBytes", coalesce(u.used_files, 0)::float8 as "usedFiles",
    a.quota_bytes::float8 as "quotaBytes"
  from ftp_accounts a left join account_usage u on u.account_id = a.id where a.customer_id = $1
  order by 3 desc, a.login limit 100`;

const ledgers = {
  customer: `select used_bytes from customer_usage where customer_id = $5`,
  'web-root': `select used_bytes from web_root_usage where web_root_id = $5`,
  account: `select used_bytes from account_usage where account_id = $5`,
} as const;
type SubjectKind = keyof typeof ledgers;

/** Day by day; today's usage is the ledger's own. */
const byDay = (kind: SubjectKind) => `
  select to_char(d.day, 'YYYY-MM-DD') as day,
    case when d.day = (now() at time zone 'UTC')::date then (${ledgers[kind]}) else (
      select u.used_bytes from usage_days u where u.subject_kind = $4 and u.subject_id = $5 and u.day <= d.day
      order by u.day desc limit 1) end as used_bytes,
    coalesce(t.received_bytes, 0) as received_bytes, coalesce(t.sent_bytes, 0) as sent_bytes,
    coalesce(t.uploads, 0)::integer as uploads, coalesce(t.downloads, 0)::integer as downloads
  from (select day::date from generate_series($2::date::timestamp, $3::date::timestamp, interval '1 day') as day) as d
  left join (
    select day, sum(received_bytes) as received_bytes, sum(sent_bytes) as sent_bytes, sum(uploads) as uploads,
      sum(downloads) as downloads
    from account_traffic_days where customer_id = $1 and day between $2 and $3
      and ($4 <> 'account' or account_id = $5)
      and ($4 <> 'web-root' or account_id in (select id from ftp_accounts where web_root_id = $5))
    group by day) as t on t.day = d.day
  order by d.day`;

interface RawDay {
  day: string;
  used_bytes: string | null;
  received_bytes: string;
  sent_bytes: string;
  uploads: number;
  downloads: number;
}

interface RawCustomer {
  id: string;
  name: string;
  plan_name: string;
  used_bytes: string;
  used_files: string;
  outside_bytes: string;
  counted_at: Date | null;
  quota_bytes: string | null;
  quota_files: string | null;
}

@Injectable()
export class UsageService {
  constructor(private readonly database: DataSource) {}

  /** What a customer uses now. Throws Problem `not-found`. */
  async now(actor: Actor, query: UsageQuery): Promise<Usage> {
    const customer = await this.#customer(actor, query);
    return {
      customer: { id: customer.id, name: customer.name },
      planName: customer.plan_name,
      total: {
        usedBytes: Math.max(0, Number(customer.used_bytes)),
        usedFiles: Math.max(0, Number(customer.used_files)),
        outsideBytes: Number(customer.outside_bytes),
        quotaBytes: numberOrNull(customer.quota_bytes),
        quotaFiles: numberOrNull(customer.quota_files),
        countedAt: customer.counted_at?.toISOString() ?? null,
      },
      webRoots: await this.database.query<WebRootUsage[]>(ofWebRoots, [customer.id]),
      accounts: await this.database.query<AccountUsage[]>(ofAccounts, [customer.id]),
    };
  }

  /** Day by day. Throws Problem `not-found`, and `bad-input` for a span that is empty or too long. */
  async days(actor: Actor, query: UsageDaysQuery): Promise<UsageDays> {
    const { id } = await this.#customer(actor, query);
    const subject = await this.#subject(id, query);
    const { since, until } = spanOf(query);
    const rows = await this.database.query<RawDay[]>(byDay(subject.kind), [id, since, until, subject.kind, subject.id]);
    return { items: rows.map(toDay) };
  }

  /** The same as CSV. */
  async export(actor: Actor, query: UsageDaysQuery): Promise<string> {
    const { items } = await this.days(actor, query);
    const head = ['day', 'used_bytes', 'received_bytes', 'sent_bytes', 'uploads', 'downloads'];
    return csv(
      head,
      items.map((item) => [
        item.day,
        item.usedBytes ?? '',
        item.receivedBytes,
        item.sentBytes,
        item.uploads,
        item.downloads,
      ]),
    );
  }

  async #customer(actor: Actor, { customerId }: UsageQuery): Promise<RawCustomer> {
    const own = ownCustomerId(actor);
    if (own !== undefined && customerId !== undefined && customerId !== own) throw new Problem('not-found');
    const asked = own ?? customerId;
    if (asked === undefined) throw badField('customerId', 'Say which customer.');
    const [found] = await this.database.query<RawCustomer[]>(ofCustomer, [asked]);
    if (found === undefined) throw new Problem('not-found');
    return found;
  }

  /** What the days are about: the customer, or one website or FTP account of theirs. */
  async #subject(customerId: string, query: UsageDaysQuery): Promise<{ kind: SubjectKind; id: string }> {
    const { accountId, webRootId } = query;
    if (accountId !== undefined && webRootId !== undefined)
      throw badField('webRootId', 'Ask for a website or for an FTP account, not for both.');
    if (accountId === undefined && webRootId === undefined) return { kind: 'customer', id: customerId };
    const [table, id] = accountId === undefined ? ['web_roots', webRootId ?? ''] : ['ftp_accounts', accountId];
    const found = await this.database.query<object[]>(`select from ${table} where id = $1 and customer_id = $2`, [
      id,
      customerId,
    ]);
    if (found.length === 0) throw new Problem('not-found');
    return { kind: accountId === undefined ? 'web-root' : 'account', id };
  }
}

function spanOf({ since, until }: UsageDaysQuery): { since: string; until: string } {
  const last = until ?? new Date().toISOString().slice(0, 10);
  const first = since ?? new Date(Date.parse(last) - (usualDays - 1) * dayMs).toISOString().slice(0, 10);
  const days = (Date.parse(last) - Date.parse(first)) / dayMs + 1;
  if (days < 1) throw badField('since', 'Choose a day before `until`.');
  if (days > mostDays) throw badField('since', `Choose at most ${mostDays} days at once.`);
  return { since: first, until: last };
}

function toDay(row: RawDay): UsageDay {
  return {
    day: row.day,
    usedBytes: row.used_bytes === null ? null : Math.max(0, Number(row.used_bytes)),
    receivedBytes: Number(row.received_bytes),
    sentBytes: Number(row.sent_bytes),
    uploads: row.uploads,
    downloads: row.downloads,
  };
}
