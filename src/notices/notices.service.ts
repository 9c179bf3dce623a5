// Reads how a customer's accounts were used in the last 30 days, what holds for them now, and who still goes where a site
// was before it moved.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import { ModeLayersService } from '../servers/mode-layers.service.js';
import { formerServerNotice, type FormerServerUse, formerServerUses } from './former-servers.js';
import { noticesOf, type SeenUse } from './notices.js';
import type { Notice, NoticeList } from './notices.dto.js';

const most = 50;

const seen = `
  select d.account_id, d.server_id, host(d.client_address) as address, d.client_program as program, d.verb,
    s.id is not null and s.tls_version is null as login_in_clear,
    d.outcome = 'used' and d.tls_version is null as data_in_clear,
    max(d.at) as last_used, max(d.at) filter (where d.outcome = 'used') as last_worked
  from data_connections d left join ftp_sessions s on s.id = d.session_id
  where d.customer_id = $1 and d.account_id is not null and d.at > now() - interval '30 days'
  group by 1, 2, 3, 4, 5, 6, 7`;

@Injectable()
export class NoticesService {
  constructor(
    private readonly database: DataSource,
    private readonly layers: ModeLayersService,
  ) {}

  /** The notices of the customer who asks. */
  async list(actor: Actor): Promise<NoticeList> {
    const customerId = ownCustomerId(actor);
    if (customerId === undefined) return { items: [] };
    const accounts = await this.layers.ofCustomer(customerId);
    const uses = await this.database.query<SeenUse[]>(seen, [customerId]);
    const former = await this.database.query<FormerServerUse[]>(formerServerUses, [customerId]);
    const items = [...noticesOf(accounts, uses), ...former.map(formerServerNotice)];
    return { items: latestFirst(items).slice(0, most) };
  }
}

const latestFirst = (items: readonly Notice[]): Notice[] =>
  items.toSorted((one, other) => other.lastUsedAt.localeCompare(one.lastUsedAt));
