// The last connection of an FTP account as one sentence.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sessionsQuery } from '../../api/activity.js';
import { useMe } from '../../api/me.js';
import type { Account, Session } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatAgo, tlsName } from '../../parts/format.js';
import { rowsOf } from '../../parts/list.js';
import { Notice } from '../../parts/state.js';
import { VerdictSentences } from '../../parts/verdict.js';

function sentence({ clientAddress, clientProgram, tlsVersion, openedAt }: Session): string {
  const facts = {
    address: clientAddress,
    security: tlsVersion === null ? t('account.inClear') : tlsName(tlsVersion),
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
    <div className="under-pass">
      <p>
        {account.openSessions > 0 && `${t('account.lastNow', { count: account.openSessions })} `}
        {last ? sentence(last) : account.lastLoginAt === null && t('account.lastNever')}
        {!last && account.lastLoginAt !== null && t('account.last', { when: formatAgo(account.lastLoginAt) })}
      </p>
      {last && <FailedData session={last} />}
      <p>
        <Link to="/accounts/$accountId/doctor" params={{ accountId: account.id }}>
          {t('doctor.link')}
        </Link>
      </p>
    </div>
  );
}

/** Where its data connection failed: why, what to do, and the way to the picture. */
function FailedData({ session: { dataConnection, id } }: { session: Session }) {
  const { role } = useMe();
  if (!dataConnection?.culprit || dataConnection.culprit === 'nobody') return null;
  const { offered } = dataConnection;
  return (
    <Notice tone="failure">
      <VerdictSentences facts={{ ...dataConnection, address: offered?.address, port: offered?.port }} role={role} />
      <Link to="/sessions/$sessionId" params={{ sessionId: id }}>
        {t('doctor.toPicture')}
      </Link>
    </Notice>
  );
}
