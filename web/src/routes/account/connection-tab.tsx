// Who is connected with an FTP account now, and what to do where nobody gets through.
import { Link } from '@tanstack/react-router';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { LoginTest } from '../../parts/account/login-test.js';
import { Section } from '../../parts/page.js';
import { LiveSessions } from './live-sessions.js';

interface ConnectionTabProps {
  readonly account: Account;
  readonly mayTest: boolean;
  /** The one that was just set on this page. */
  readonly password: string | undefined;
}

/** The tab. */
export function ConnectionTab({ account, mayTest, password }: ConnectionTabProps) {
  return (
    <>
      <LiveSessions account={account} />
      {mayTest && <LoginTest accountId={account.id} password={password} doctorBelow />}
      <Section title={t('accountPage.trouble')}>
        <p>{t('accountPage.troubleText')}</p>
        <p>
          <Link to="/accounts/$accountId/doctor" params={{ accountId: account.id }}>
            {t('loginTest.doctor')}
          </Link>
        </p>
      </Section>
    </>
  );
}
