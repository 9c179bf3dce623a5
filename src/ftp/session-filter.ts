// Which sessions are meant when some are to be ended. Pure.
import { isInNetwork } from './networks.js';
import type { Session } from './session.js';

/** Those that match everything that is named. */
export interface SessionFilter {
  readonly accountId?: string;
  readonly customerId?: string;
  readonly sessionId?: string;
  /** Clients at these addresses, in CIDR notation. */
  readonly clientNetwork?: string;
  /** Clients at none of these, in CIDR notation. */
  readonly outsideNetworks?: readonly string[];
  /** Logged in under this name. */
  readonly login?: string;
}

type Met = Pick<Session, 'id' | 'ended' | 'login' | 'transport'>;

/** Whether a session is one of those; one that has ended is none any more. */
export function matches(session: Met, where: SessionFilter): boolean {
  if (session.ended !== undefined) return false;
  const account = session.login.at === 'in' ? session.login.account : undefined;
  const alike = [
    [where.sessionId, session.id],
    [where.accountId, account?.id],
    [where.customerId, account?.customerId],
    [where.login, account?.login],
  ].every(([wanted, is]) => wanted === undefined || wanted === is);
  if (!alike || where.outsideNetworks?.some((network) => comesFrom(session, network)) === true) return false;
  return where.clientNetwork === undefined || comesFrom(session, where.clientNetwork);
}

const comesFrom = ({ transport }: Met, network: string): boolean =>
  isInNetwork(transport.peer.address.replace(/%.*$/, ''), network);
