// The connection doctor: "connect now with any client, I am watching". It narrates who tries this login, step by step.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { accountQuery, connectionQuery } from '../../api/accounts.js';
import { beginWatching, doctorQuery } from '../../api/doctor.js';
import type { Account, ConnectionCard as Connection } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { ConnectionCard } from '../../parts/account/connection-card.js';
import { Lines } from '../../parts/lines.js';
import { FetchedPage } from '../../parts/fetched.js';
import { formatClock } from '../../parts/format.js';
import { Failed } from '../../parts/list.js';
import { Back, PageHead, Section } from '../../parts/page.js';
import { Notice, State } from '../../parts/state.js';
import { Visit } from './visit.js';

const route = getRouteApi('/inside/accounts/$accountId/doctor');

/** The doctor's screen. */
export function Doctor() {
  const { accountId } = route.useParams();
  return (
    <FetchedPage query={useQuery(accountQuery(accountId))} what={t('doctor.title')}>
      {(account) => <Loaded account={account} />}
    </FetchedPage>
  );
}

/** The moment from which it watches stands in the address, so that loading the page again loses nothing. */
function useWatch(accountId: string) {
  const { since } = route.useSearch();
  const navigate = route.useNavigate();
  const [thrown, setThrown] = useState<unknown>();
  const begin = useCallback(() => {
    setThrown(undefined);
    beginWatching(accountId)
      .then((moment) => navigate({ search: { since: moment }, replace: true }))
      .catch(setThrown);
  }, [accountId, navigate]);
  useEffect(() => {
    if (since === undefined) begin();
  }, [since, begin]);
  return { since, begin, thrown };
}

function Loaded({ account }: { account: Account }) {
  const { since, begin, thrown } = useWatch(account.id);
  return (
    <>
      <PageHead
        title={t('doctor.title')}
        lead={
          <>
            <span>{t('doctor.lead', { login: account.login })}</span>
            {since && (
              <State tone="control" icon="eye">
                {t('doctor.since', { time: formatClock(since) })}
              </State>
            )}
          </>
        }
        actions={
          <Button variant="default" onClick={begin}>
            {t('doctor.anew')}
          </Button>
        }
        back={
          <Back to="/accounts/$accountId" params={{ accountId: account.id }}>
            {t('doctor.back')}
          </Back>
        }
      />
      <div className="columns">
        <div>
          {thrown !== undefined && <Failed thrown={thrown} retry={begin} />}
          {since && <Visits accountId={account.id} since={since} />}
          <FromOutside accountId={account.id} />
        </div>
        <aside className="aside">
          <ConnectionCard accountId={account.id} />
        </aside>
      </div>
    </>
  );
}

function Visits({ accountId, since }: { accountId: string; since: string }) {
  const query = useQuery(doctorQuery(accountId, since));
  const visits = query.data?.visits ?? [];
  return (
    <div aria-live="polite" className="visits">
      {query.isError && <Failed thrown={query.error} retry={() => void query.refetch()} />}
      {visits.length === 0 && (
        <Notice tone="plain">
          <p>
            <strong>{t('doctor.idleTitle')}</strong>
          </p>
          <p>{t('doctor.idle')}</p>
        </Notice>
      )}
      {visits.map((visit) => (
        <Visit key={visit.sessionId} visit={visit} />
      ))}
    </div>
  );
}

/** The card's line, saying all that curl sees. */
const telling = ({ curl }: Connection) => curl.replace(/^curl /, 'curl -v ');

function FromOutside({ accountId }: { accountId: string }) {
  const card = useQuery(connectionQuery(accountId)).data;
  if (!card) return null;
  return (
    <Section title={t('doctor.outside')}>
      <p className="quiet">{t('doctor.outsideText')}</p>
      <Lines text={telling(card)} what={t('card.what.curl')} />
    </Section>
  );
}
