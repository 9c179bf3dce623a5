// The columns of an FTP account's tries to log in.
import type { LoginAttempt } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { loginOutcome } from '../../parts/activity/login-outcome.js';
import type { Column } from '../../parts/list.js';
import { State } from '../../parts/state.js';
import { Logged } from '../../parts/time.js';

export const loginColumns: readonly Column<LoginAttempt>[] = [
  {
    head: t('accountPage.result'),
    place: 'title',
    cell: ({ outcome }) => (
      <State tone={outcome === 'accepted' ? 'data' : 'refusal'} icon={outcome === 'accepted' ? 'check' : 'refused'}>
        <span className="wraps">{loginOutcome(outcome)}</span>
      </State>
    ),
  },
  {
    head: t('sessions.from'),
    place: 'meta',
    cell: ({ clientAddress, clientProgram }) => (
      <span className="now">
        <span className="mono">{clientAddress}</span>
        {clientProgram && <span className="hint">{clientProgram}</span>}
      </span>
    ),
  },
  {
    head: t('sessions.security'),
    cell: ({ tls }) =>
      tls ? (
        <State tone="plain" icon="lock">
          TLS
        </State>
      ) : (
        <span className="quiet keep">{t('sessions.inClear')}</span>
      ),
  },
  { head: t('transfers.when'), place: 'meta-side', cell: ({ at }) => <Logged iso={at} /> },
];
