// The columns of the accounts list.
import { Link } from '@tanstack/react-router';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Breakable, CopyButton } from '../../parts/copy.js';
import { formatDay, formatMoment } from '../../parts/format.js';
import type { Column } from '../../parts/list.js';
import { Path } from '../../parts/path.js';
import { AccountState } from '../../parts/state.js';
import { Ago } from '../../parts/time.js';
import { Usage } from '../../parts/usage.js';

const login: Column<Account> = {
  head: t('accounts.login'),
  place: 'title fluid login-cell',
  sort: { by: 'login', kind: 'text' },
  cell: ({ id, login: name }) => (
    <span className="copyable" title={name}>
      <Link to="/accounts/$accountId" params={{ accountId: id }} className="mono">
        <Breakable text={name} />
      </Link>
      {/* On a phone the login needs the room; its own page copies it there. */}
      <span className="only-wide">
        <CopyButton text={name} what={name} />
      </span>
    </span>
  ),
};

const customer: Column<Account> = {
  head: t('accounts.customer'),
  place: 'clip fluid',
  cell: ({ customer: { id, name } }) => (
    <Link to="/customers/$customerId" params={{ customerId: id }}>
      {name}
    </Link>
  ),
};

/** The folder, after its website where the login does not end with that. */
function placeOf({ login: name, webRoot: { domain }, folder }: Account): string {
  if (name.endsWith(`@${domain}`)) return folder;
  return folder === '/' ? domain : `${domain}${folder}`;
}

const place: Column<Account> = {
  head: t('accountList.place'),
  place: 'clip fluid',
  cell: (account) => <Path path={placeOf(account)} />,
};

const facts: readonly Column<Account>[] = [
  {
    head: t('accounts.statusHead'),
    place: 'side',
    cell: ({ effectiveStatus }) => <AccountState status={effectiveStatus} />,
  },
  {
    head: t('accounts.usage'),
    place: 'meta-side',
    sort: { by: 'used', kind: 'amount' },
    // A row has one line; the account's own page says what of it was not written over FTP.
    cell: (account) => <Usage {...account} outsideBytes={0} />,
  },
  {
    head: t('accounts.lastLogin'),
    place: 'meta',
    sort: { by: 'lastLogin', kind: 'past' },
    cell: ({ lastLoginAt }) =>
      lastLoginAt ? (
        <>
          <span className="only-narrow">{t('accountList.loggedIn')} </span>
          <Ago iso={lastLoginAt} />
        </>
      ) : (
        <span className="quiet">
          <span className="only-wide">{t('accounts.never')}</span>
          <span className="only-narrow">{t('accountList.neverLoggedIn')}</span>
        </span>
      ),
  },
  {
    head: t('accounts.sessions'),
    cell: ({ openSessions }) =>
      openSessions > 0 ? t('accounts.now', { count: openSessions }) : <span className="quiet">{t('list.none')}</span>,
  },
  {
    head: t('accountList.expires'),
    sort: { by: 'expires', kind: 'due' },
    cell: ({ expiresAt }) =>
      expiresAt ? (
        <time dateTime={expiresAt} title={formatMoment(expiresAt)} className="number">
          {formatDay(expiresAt)}
        </time>
      ) : (
        <span className="quiet">{t('accountList.noExpiry')}</span>
      ),
  },
];

export const ownColumns: readonly Column<Account>[] = [login, place, ...facts];
export const staffColumns: readonly Column<Account>[] = [login, customer, place, ...facts];
