// One FTP session: the live picture of its two connections, the same in words, and its earlier data connections.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { sessionQuery } from '../../api/activity.js';
import { useMe } from '../../api/me.js';
import type { Session } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { Doing, EndSession } from '../../parts/activity/session-list.js';
import { FetchedPage } from '../../parts/fetched.js';
import { formatAgo } from '../../parts/format.js';
import { endReason } from '../../parts/end-reason.js';
import { Back, PageHead, Section } from '../../parts/page.js';
import { ConnectionPicture } from '../../parts/picture/connection-picture.js';
import { pictureOfSession, wordsOfSession } from '../../parts/picture/picture-of-session.js';
import { Notice, State } from '../../parts/state.js';
import { VerdictSentences } from '../../parts/verdict.js';
import { EarlierConnections } from './earlier-connections.js';

const route = getRouteApi('/inside/sessions/$sessionId');

/** The session screen. */
export function SessionPage() {
  const { sessionId } = route.useParams();
  return (
    <FetchedPage query={useQuery(sessionQuery(sessionId))} what={t('session.picture')}>
      {(session) => <Loaded session={session} />}
    </FetchedPage>
  );
}

function Loaded({ session }: { session: Session }) {
  const { accountId, clientAddress, clientProgram, closedAt, login, server } = session;
  const [ending, setEnding] = useState(false);
  return (
    <>
      <PageHead
        title={login ?? t('session.titleBefore', { address: clientAddress })}
        lead={
          <>
            <State tone={closedAt === null ? 'data' : 'plain'} icon={closedAt === null ? 'plug' : 'paused'}>
              {t(closedAt === null ? 'session.open' : 'session.ended')}
            </State>
            <span>{t('session.lead', { address: clientAddress, server: server.name })}</span>
            {clientProgram && <span>{clientProgram}</span>}
          </>
        }
        back={<Back to="/sessions">{t('session.back')}</Back>}
        actions={
          closedAt === null && (
            <Button variant="default" onClick={() => setEnding(true)}>
              {opens(t('sessions.end'))}
            </Button>
          )
        }
      />
      <Section title={t('session.picture')} aside={accountId && <Ways accountId={accountId} />}>
        <LivePicture session={session} />
      </Section>
      <Section title={t('session.earlier')}>
        <EarlierConnections sessionId={session.id} />
      </Section>
      {ending && <EndSession session={session} onClose={() => setEnding(false)} />}
    </>
  );
}

function Ways({ accountId }: { accountId: string }) {
  return (
    <span className="ways">
      <Link to="/accounts/$accountId" params={{ accountId }}>
        {t('session.toAccount')}
      </Link>
      <Link to="/accounts/$accountId/doctor" params={{ accountId }}>
        {t('session.toDoctor')}
      </Link>
    </span>
  );
}

function LivePicture({ session }: { session: Session }) {
  const { role } = useMe();
  const { closedAt, dataConnection } = session;
  const picture = pictureOfSession(session);
  const failed = dataConnection?.culprit && dataConnection.culprit !== 'nobody' ? dataConnection : undefined;
  return (
    <div className="live">
      <div>
        <div className="only-wide">
          <ConnectionPicture picture={picture} size="large" />
        </div>
        <div className="only-narrow">
          <ConnectionPicture picture={picture} size="small" />
        </div>
      </div>
      <div className="live-words">
        {failed && (
          <Notice tone="failure">
            <VerdictSentences
              role={role}
              facts={{ ...failed, address: failed.offered?.address, port: failed.offered?.port }}
            />
          </Notice>
        )}
        {closedAt === null && <Doing session={session} />}
        <InWords session={session} failed={failed !== undefined} />
      </div>
    </div>
  );
}

/** The picture in words; a data connection that failed is told above them. */
function InWords({ session, failed }: { session: Session; failed: boolean }) {
  const { role } = useMe();
  const { closedAt, dataConnection, endReason: why } = session;
  const words = wordsOfSession(session, role);
  return (
    <ul aria-label={t('session.inWords')} className="words">
      {(failed ? words.slice(0, 1) : words).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {!dataConnection && <li>{t('session.notYet')}</li>}
      {closedAt && <li>{`${t('session.over', { when: formatAgo(closedAt) })} ${endReason(why)}`}</li>}
    </ul>
  );
}
