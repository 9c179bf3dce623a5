// Whether one login is used from so many places that several people seem to share it.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import { panelTestProgram } from '../ftp-client/panel-test.js';
import { Problem } from '../http/problems.js';
import type { SharedUse } from './account-folder.dto.js';

const days = 7;
const leastPlaces = 3;
/** More logins than these are not looked at, so that a busy account costs no more than a quiet one. */
const mostLogins = 2000;

const placesSql = `
  select (select count(distinct case family(l.client_address) when 6
      then network(set_masklen(l.client_address, 64))::inet else l.client_address end)::integer
    from (select client_address from login_attempts
      where account_id = a.id and at > now() - make_interval(days => $3) and outcome = 'accepted'
        and client_program is distinct from $4
      order by at desc limit ${mostLogins}) l) as addresses
  from ftp_accounts a where a.id = $1 and ($2::uuid is null or a.customer_id = $2)`;

@Injectable()
export class SharedUseService {
  constructor(private readonly database: DataSource) {}

  /** Of the last seven days. Throws Problem `not-found`. */
  async read(actor: Actor, accountId: string): Promise<SharedUse> {
    const values = [accountId, ownCustomerId(actor) ?? null, days, panelTestProgram];
    const [row] = await this.database.query<{ addresses: number }[]>(placesSql, values);
    if (row === undefined) throw new Problem('not-found');
    return { days, addresses: row.addresses, looksShared: row.addresses >= leastPlaces };
  }
}
