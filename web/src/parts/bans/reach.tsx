// Whom a ban would hit, said before it is made: sessions that end, and who else uses the address.
import { useQuery } from '@tanstack/react-query';
import { banReachQuery } from '../../api/bans.js';
import type { BanReach } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { isNetwork } from '../addresses.js';

interface ReachProps {
  readonly network: string;
  /** Empty: everybody there. */
  readonly login: string;
  /** Who the ban is meant for, and so no other. */
  readonly meant: string | undefined;
}

/** The sentences; nothing while what is typed is no network. */
export function Reach({ network, login, meant }: ReachProps) {
  const wished = network.trim();
  const { data } = useQuery({ ...banReachQuery(wished, login.trim()), enabled: isNetwork(wished) });
  if (!isNetwork(wished)) return null;
  return (
    <p role="status" className="said">
      {data === undefined ? t('banReach.counting') : inWords(data, { login, meant })}
    </p>
  );
}

function inWords(reach: BanReach, { login, meant }: Pick<ReachProps, 'login' | 'meant'>): string {
  if (reach.exemptAround !== null) return t('neverBanned.around', reach.exemptAround);
  const sessions = t('banReach.sessions', { count: reach.sessions });
  const hit = login.trim() === '' ? `${sessions} ${usersInWords(reach, meant)}` : sessions;
  return [hit, exemptInWords(reach)].filter(Boolean).join(' ');
}

function exemptInWords({ exemptWithin }: BanReach): string {
  const networks = exemptWithin.map(({ network, note }) => `${network} (${note})`).join(', ');
  return networks && t('neverBanned.within', { count: exemptWithin.length, networks });
}

function usersInWords({ accounts, accountCount }: BanReach, meant: string | undefined): string {
  const others = accounts.filter(({ login }) => login !== meant);
  const count = accountCount - (accounts.length - others.length);
  if (count === 0) return t(meant === undefined ? 'banReach.nobody' : 'banReach.nobodyElse');
  const unnamed = count - others.length;
  const named = others.map(({ login }) => login).join(', ');
  const logins = unnamed > 0 ? `${named} ${t('banReach.andMore', { count: unnamed })}` : named;
  return t(meant === undefined ? 'banReach.accounts' : 'banReach.others', { count, logins });
}
