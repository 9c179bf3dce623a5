// The columns that every list of tries to log in has.
import type { LoginAttempt } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Breakable } from '../copy.js';
import type { Column } from '../list.js';
import { State } from '../state.js';
import { Logged } from '../time.js';
import { loginOutcome } from './login-outcome.js';

/** When, what became of it, from where and with which program, and whether it was encrypted. */
export const loginColumns = {
  when: {
    head: t('logins.when'),
    sort: { by: 'at', kind: 'past' },
    cell: ({ at }) => <Logged iso={at} />,
  },
  result: {
    head: t('logins.result'),
    cell: ({ outcome }) => (
      <State tone={outcome === 'accepted' ? 'data' : 'refusal'} icon={outcome === 'accepted' ? 'check' : 'refused'}>
        {loginOutcome(outcome)}
      </State>
    ),
  },
  from: {
    head: t('logins.from'),
    cell: ({ clientAddress, clientProgram }) => (
      <span className="two-lines">
        <span className="mono">
          <Breakable text={clientAddress} />
        </span>
        {clientProgram && <span className="hint">{clientProgram}</span>}
      </span>
    ),
  },
  security: {
    head: t('logins.security'),
    cell: ({ tls }) =>
      tls ? (
        <State tone="plain" icon="lock">
          {t('logins.tls')}
        </State>
      ) : (
        <span className="quiet keep">{t('logins.inClear')}</span>
      ),
  },
} as const satisfies Readonly<Record<string, Column<LoginAttempt>>>;
