// Disconnecting everybody who fits the filters: counted before it is done, and told after.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endSessions, type SessionFilter } from '../../api/activity.js';
import { Problem } from '../../api/problem.js';
import { t } from '../../i18n/index.js';
import { announce } from '../announce.js';
import { Confirm } from '../dialog.js';
import { Fetched } from '../fetched.js';

interface EndAllProps {
  readonly filter: Omit<SessionFilter, 'state'>;
  readonly narrowed: boolean;
}

/** The button, and the dialog that asks. */
export function EndAll({ filter, narrowed }: EndAllProps) {
  const [asking, ask] = useState(false);
  return (
    <>
      <button type="button" className="text-button" onClick={() => ask(true)}>
        {t(narrowed ? 'sessionsPage.endFound' : 'sessionsPage.endAll')}
      </button>
      {asking && <Ask filter={filter} narrowed={narrowed} onClose={() => ask(false)} />}
    </>
  );
}

function Ask({ filter, narrowed, onClose }: EndAllProps & { onClose: () => void }) {
  const query = useQuery({
    queryKey: ['sessions', 'to-end', filter],
    queryFn: () => endSessions(filter, true),
    staleTime: 0,
  });
  const act = async () => {
    const { ended, refusals } = await endSessions(filter, false);
    announce(t('sessionsPage.ended', { count: ended }));
    if (refusals.length > 0) throw new Problem({ status: 409, code: 'server-refused' }, refusals.join(' '));
  };
  return (
    <Confirm
      title={t('sessionsPage.endAllTitle')}
      label={t('sessionsPage.button')}
      act={act}
      ready={query.data !== undefined}
      onClose={onClose}
    >
      <Fetched query={query} what={t('sessions.title')}>
        {({ matching }) => (
          <p role="status">
            {t('sessionsPage.matching', { count: matching })} {narrowed && t('sessionsPage.filtered')}{' '}
            {matching > 500 && t('sessionsPage.mostAtOnce')}
          </p>
        )}
      </Fetched>
      <p className="hint">{t('sessionsPage.stay')}</p>
    </Confirm>
  );
}
