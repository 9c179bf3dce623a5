// Whom a ban would hit: who is connected from there, and who logged in well from there lately. Those whom no ban keeps out
// are not among them.
import type { Queries } from '../database/queries.js';
import { normalNetwork } from '../http/networks.js';
import { canBeKeptOut, exemptionAround, exemptionsWithin } from './ban-exemptions.js';
import type { BanReach, BanReachQuery, ReachedAccount } from './bans.dto.js';

/** How long an address belongs to those who logged in well from it. */
export const usedDaysBack = 30;

const mostNamed = 10;

interface ReachedRow {
  id: string;
  login: string;
  customer_id: string;
  customer_name: string;
  last_login_at: Date;
  all: number;
}

/** Reads both; a login narrows them to that login. */
export async function reachOf(db: Queries, { clientNetwork, login }: BanReachQuery): Promise<BanReach> {
  const network = normalNetwork(clientNetwork) ?? clientNetwork;
  const whom = [network, login?.trim().toLowerCase() ?? null];
  const [sessions] = await db.query<{ count: number }[]>(openThere, whom);
  const rows = await db.query<ReachedRow[]>(usedThere, whom);
  return {
    sessions: sessions?.count ?? 0,
    accountCount: rows[0]?.all ?? 0,
    accounts: rows.map(toReached),
    exemptAround: (await exemptionAround(db, network)) ?? null,
    exemptWithin: await exemptionsWithin(db, network),
  };
}

const openThere = `
  select count(*)::integer as count from ftp_sessions x
  where x.closed_at is null and x.client_address <<= $1::cidr and ($2::text is null or x.login = $2)
    and ${canBeKeptOut('x.client_address')}`;

const usedThere = `
  select a.id, a.login, c.id as customer_id, c.name as customer_name, max(l.at) as last_login_at,
    (count(*) over ())::integer as "all"
  from login_attempts l join ftp_accounts a on a.id = l.account_id join customers c on c.id = a.customer_id
  where l.outcome = 'accepted' and l.at > now() - interval '${usedDaysBack} days'
    and l.client_address <<= $1::cidr and ($2::text is null or a.login = $2) and ${canBeKeptOut('l.client_address')}
  group by a.id, c.id order by max(l.at) desc, a.id limit ${mostNamed}`;

function toReached(row: ReachedRow): ReachedAccount {
  const { id, login, customer_id: customerId, customer_name: name, last_login_at: at } = row;
  return { id, login, customer: { id: customerId, name }, lastLoginAt: at.toISOString() };
}
