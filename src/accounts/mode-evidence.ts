// What an account's own data connections have shown about modes, from the network that its reader is in.
import { isIPv6 } from 'node:net';

const days = 30;

// A passive connection that nobody came to, or a stranger, is one that the network does not let through.
const triedFromHere = `
  select count(*) filter (where verb in ('PASV', 'EPSV') and outcome = 'used')::integer as passive_worked,
    count(*) filter (where verb in ('PASV', 'EPSV') and outcome in ('no-one-came', 'came-from-other-address'))::integer
      as passive_failed,
    count(*) filter (where verb in ('PORT', 'EPRT') and outcome = 'used')::integer as active_worked
  from data_connections
  where account_id = $1 and at > now() - interval '${days} days'
    and client_address <<= network(set_masklen($2::inet, $3))`;

interface Tried {
  readonly passive_worked: number;
  readonly passive_failed: number;
  readonly active_worked: number;
}

type Query = <Row>(sql: string, values: unknown[]) => Promise<Row[]>;

/** Whether in 30 days, from the /24 or /64 of this address, passive mode was tried in vain and active mode worked. */
export async function onlyActiveWorks(query: Query, accountId: string, clientAddress: string): Promise<boolean> {
  const prefix = isIPv6(clientAddress) ? 64 : 24;
  const [tried] = await query<Tried>(triedFromHere, [accountId, clientAddress, prefix]);
  if (tried === undefined) return false;
  return tried.passive_worked === 0 && tried.passive_failed > 0 && tried.active_worked > 0;
}
