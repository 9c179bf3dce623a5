// The networks that no ban keeps out, as they stand around or within another network. Which bans hold at all is
// bans_in_force() in the database, for the panel and the FTP processes alike.
import type { Queries } from '../database/queries.js';
import type { ExemptNetwork } from './bans.dto.js';

/** How many there may be: each client is compared with those within the ban that it meets. */
export const mostExemptions = 200;

/** SQL: whether a ban can keep this address out. `address` is a column or a parameter. */
export const canBeKeptOut = (address: string): string =>
  `not exists (select from ban_exemptions e where ${address} <<= e.network)`;

/** The one in which all of this network lies, so that no ban of it would hold; the smallest where there are several. */
export async function exemptionAround(db: Queries, network: string): Promise<ExemptNetwork | undefined> {
  const [around] = await db.query<ExemptNetwork[]>(
    `select network::text as network, note from ban_exemptions where network >>= $1::cidr
     order by masklen(network) desc limit 1`,
    [network],
  );
  return around;
}

/** Those of which a ban of this network would not hold, though it holds for the rest. */
export function exemptionsWithin(db: Queries, network: string): Promise<ExemptNetwork[]> {
  return db.query<ExemptNetwork[]>(
    `select network::text as network, note from ban_exemptions where network << $1::cidr order by network`,
    [network],
  );
}
