// Logins with an FTP account that were refused: what happened, how often, and one thing to do;
// staff may keep out who it was. Those that need nothing any more wait behind a button: the tab's own matter stands below.
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { refusedLoginsQuery } from '../../api/refused-logins.js';
import type { Account, RefusedLogin } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { useRowBan } from '../../parts/bans/row-ban.js';
import { formatAgo, formatMoment } from '../../parts/format.js';
import { Icon } from '../../parts/icons.js';
import { Section } from '../../parts/page.js';
import { refusalOnRecord } from '../../parts/refusal.js';
import { useMe } from '../../api/me.js';

const shownAtFirst = 2;

/** The section; it is there only while something is to be done about one. */
export function RefusedLogins({ account }: { account: Account }) {
  const { data } = useQuery(refusedLoginsQuery(account.id));
  const [all, setAll] = useState(false);
  const ban = useRowBan();
  const items = data?.items.filter((login) => !isMended(login)) ?? [];
  const open = items.filter((login) => !isOver(login, account));
  if (!data || open.length === 0) return null;
  const shown = all ? [...open, ...items.filter((login) => isOver(login, account))] : open.slice(0, shownAtFirst);
  const hidden = items.length - shown.length;
  return (
    <Section title={t('refusedLogins.title')}>
      <ul className="refused-logins">
        {shown.map((login) => (
          <Refused key={keyOf(login)} login={login} account={account} changedAt={data.passwordChangedAt}>
            {ban.allowed &&
              login.reason !== 'banned' &&
              ban.button({ address: login.clientAddress, login: login.triedName ?? account.login })}
          </Refused>
        ))}
      </ul>
      {ban.dialog}
      {hidden > 0 && (
        <button type="button" className="text-button" onClick={() => setAll(true)}>
          {t('refusedLogins.all', { count: hidden })}
        </button>
      )}
      {hidden === 0 && data.moreCount > 0 && (
        <p className="hint">{t('refusedLogins.more', { count: data.moreCount })}</p>
      )}
    </Section>
  );
}

/** A program that has been given the new password: that it still uses the old one is true no more. */
function isMended({ reason, workedAt }: RefusedLogin): boolean {
  return reason === 'previous-password' && workedAt !== null;
}

interface RefusedProps {
  readonly login: RefusedLogin;
  readonly account: Account;
  readonly changedAt: string;
  /** What can be done beside the cure. */
  readonly children: ReactNode;
}

function Refused({ login, account, changedAt, children }: RefusedProps) {
  const { reason, clientAddress: address } = login;
  const facts = {
    who: whoOf(login),
    address,
    tried: login.triedName ?? '',
    login: account.login,
    triedServer: login.serverName,
    server: account.webRoot.serverName,
    changed: formatAgo(changedAt),
  };
  const { what, cure } = refusalOnRecord(reason, facts, useMe().role);
  const over = overBecause(login, account);
  return (
    <li className={over === undefined ? 'tone-refusal' : 'tone-plain'}>
      <Icon name={over === undefined ? 'refused' : 'check'} />
      <div>
        <p className="what">{what}</p>
        <p>{over ?? cure}</p>
        <p className="hint">{timesOf(login)}</p>
        {children}
      </div>
    </li>
  );
}

const statuses: readonly RefusedLogin['reason'][] = ['disabled', 'suspended', 'expired'];

/** Why nothing is left to do; undefined where something is. */
function overBecause({ reason, workedAt }: RefusedLogin, account: Account): string | undefined {
  if (workedAt !== null) return t('refusedLogins.worked', { when: formatAgo(workedAt) });
  return statuses.includes(reason) && account.effectiveStatus === 'enabled' ? t('refusedLogins.lifted') : undefined;
}

const isOver = (login: RefusedLogin, account: Account) => overBecause(login, account) !== undefined;

function whoOf({ clientProgram, clientAddress: address }: RefusedLogin): string {
  return clientProgram === null
    ? t('refusedLogins.someone', { address })
    : t('refusedLogins.program', { program: clientProgram, address });
}

function timesOf({ count, firstAt, lastAt }: RefusedLogin): string {
  return t('refusedLogins.times', { count, last: formatAgo(lastAt), first: formatMoment(firstAt) });
}

function keyOf({ reason, clientAddress, clientProgram, serverName, triedName }: RefusedLogin): string {
  return JSON.stringify([reason, clientAddress, clientProgram, serverName, triedName]);
}
