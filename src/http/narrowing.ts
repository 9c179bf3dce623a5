// The conditions that narrowing.dto.ts asks for, on the table that `alias` names. It knows the columns that all records
// of clients have, and no table.
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { ClientFilter, PeriodQuery } from './narrowing.dto.js';
import { normalNetwork } from './networks.js';

type Found = SelectQueryBuilder<ObjectLiteral>;

/** When it happened, by the column `at`. */
export function narrowByPeriod(found: Found, alias: string, { since, until }: Pick<PeriodQuery, 'since' | 'until'>) {
  if (since !== undefined) found.andWhere(`${alias}.at >= :since`, { since });
  if (until !== undefined) found.andWhere(`${alias}.at < :until`, { until });
}

/** Whose it is, where, and from where. */
export function narrowByClient(found: Found, alias: string, filter: ClientFilter): void {
  const { accountId, customerId, serverId, network } = filter;
  if (accountId !== undefined) found.andWhere(`${alias}.account_id = :accountId`, { accountId });
  if (customerId !== undefined) found.andWhere(`${alias}.customer_id = :customerId`, { customerId });
  if (serverId !== undefined) found.andWhere(`${alias}.server_id = :serverId`, { serverId });
  if (network === undefined) return;
  found.andWhere(`${alias}.client_address <<= :network::cidr`, { network: normalNetwork(network) });
}
