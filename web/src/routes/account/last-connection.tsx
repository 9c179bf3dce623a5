// The last connection of an FTP account as one sentence.
import { useInfiniteQuery } from '@tanstack/react-query';
import { sessionsQuery } from '../../api/activity.js';
import type { Account, Session } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatAgo } from '../../parts/format.js';
import { rowsOf } from '../../parts/list.js';

function sentence({ clientAddress, clientProgram, tlsVersion, openedAt }: Session): string {
  const facts = {
    address: clientAddress,
    security: tlsVersion ?? t('account.inClear'),
    when: formatAgo(openedAt),
  };
  return clientProgram
    ? t('account.lastFrom', { ...facts, program: clientProgram })
    : t('account.lastFromPlain', facts);
}

/** Under the connection card. */
export function LastConnection({ account }: { account: Account }) {
  const open = useInfiniteQuery(sessionsQuery({ accountId: account.id }));
  const closed = useInfiniteQuery(sessionsQuery({ accountId: account.id, state: 'closed' }));
  const last = rowsOf(open)[0] ?? rowsOf(closed)[0];
  return (
    <p className="under-pass">
      {account.openSessions > 0 && `${t('account.lastNow', { count: account.openSessions })} `}
      {last ? sentence(last) : account.lastLoginAt === null && t('account.lastNever')}
      {!last && account.lastLoginAt !== null && t('account.last', { when: formatAgo(account.lastLoginAt) })}
    </p>
  );
}
