// The columns of an FTP account's tries to log in.
import type { LoginAttempt } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import type { Column } from '../../parts/list.js';
import { refusalNow } from '../../parts/refusal.js';
import { State } from '../../parts/state.js';
import { Ago } from '../../parts/time.js';

export const loginColumns: readonly Column<LoginAttempt>[] = [
  {
    head: t('accountPage.result'),
    place: 'title',
    cell: ({ outcome }) =>
      outcome === 'accepted' ? (
        <State tone="data" icon="check">
          {t('accountPage.accepted')}
        </State>
      ) : (
        <State tone="refusal" icon="refused">
          <span className="wraps">{t('accountPage.refusedBecause', { why: refusalNow(outcome).why })}</span>
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
  { head: t('transfers.when'), place: 'meta-side', cell: ({ at }) => <Ago iso={at} /> },
];
