// Refused logins of one account, as the FTP processes wrote them, told by program, address and reason.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { panelTestProgram } from '../ftp-client/panel-test.js';
import { Problem } from '../http/problems.js';
import type { RefusedLogin, RefusedLogins } from './refused-logins.dto.js';

const daysBack = 7;
/** Sessions may be kept for years, and of an address that never logged in every one would be read. */
const programDaysBack = 30;
const mostShown = 20;
/** So many tries of each sort are looked at, so that an attack makes nobody wait; its guesses hide nothing else. */
const mostRead = 1000;

// Each sort has an index of its own, found by these very words. Whoever tests a login in the panel has just read the answer.
const newest = (sort: string) => `
  (select at, outcome, client_address, client_program, server_id, name from login_attempts
    where account_id = $1 and outcome ${sort} and at > now() - make_interval(days => $2) and client_program is distinct from $5
    order by at desc limit $3)`;

// The program is what the session that last worked from there gave, where the refused one had said nothing yet.
const refusedLogins = `
  with tried as (
    ${newest("not in ('accepted', 'wrong-login-or-password')")} union all ${newest("= 'wrong-login-or-password'")}
  ),
  told as (
    select outcome as reason, client_address, client_program, server_id, case outcome when 'near-miss' then name end as tried_name,
      count(*)::integer as count, min(at) as first_at, max(at) as last_at
    from tried group by 1, 2, 3, 4, 5
  ),
  shown as (
    select *, count(*) over () as all_count from told
    order by reason = 'wrong-login-or-password', last_at desc limit $4
  )
  select t.reason, host(t.client_address) as "clientAddress", coalesce(t.client_program, usual.client_program) as "clientProgram",
    s.name as "serverName", t.tried_name as "triedName", t.count, t.first_at as "firstAt", t.last_at as "lastAt",
    worked.at as "workedAt", t.all_count::integer as "allCount"
  from shown t join servers s on s.id = t.server_id
  left join lateral (
    select f.client_program from ftp_sessions f
    where f.account_id = $1 and f.client_address = t.client_address and f.client_program is not null
      and f.opened_at > now() - make_interval(days => ${programDaysBack})
    order by f.opened_at desc limit 1) usual on true
  left join lateral (
    select l.at from login_attempts l
    where l.account_id = $1 and l.outcome = 'accepted' and l.client_address = t.client_address and l.at > t.last_at
    order by l.at desc limit 1) worked on true
  order by t.reason = 'wrong-login-or-password', t.last_at desc`;

type RawLogin = Omit<RefusedLogin, 'firstAt' | 'lastAt' | 'workedAt'> & {
  firstAt: Date;
  lastAt: Date;
  workedAt: Date | null;
  allCount: number;
};

@Injectable()
export class RefusedLoginsService {
  constructor(private readonly database: DataSource) {}

  /** Those of one account. Throws Problem `not-found`. */
  async list(actor: Actor, accountId: string): Promise<RefusedLogins> {
    const found = this.database
      .createQueryBuilder()
      .select('a.password_changed_at', 'passwordChangedAt')
      .from('ftp_accounts', 'a')
      .where('a.id = :accountId', { accountId });
    const account = await onlyOwn(found, actor, 'a.customer_id').getRawOne<{ passwordChangedAt: Date }>();
    if (account === undefined) throw new Problem('not-found');
    const rows = await this.database.query<RawLogin[]>(refusedLogins, [
      ...[accountId, daysBack, mostRead, mostShown],
      panelTestProgram,
    ]);
    return {
      items: rows.map(toDto),
      moreCount: (rows[0]?.allCount ?? 0) - rows.length,
      passwordChangedAt: account.passwordChangedAt.toISOString(),
    };
  }
}

function toDto({ allCount: _allCount, firstAt, lastAt, workedAt, ...same }: RawLogin): RefusedLogin {
  return {
    ...same,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    workedAt: workedAt?.toISOString() ?? null,
  };
}
