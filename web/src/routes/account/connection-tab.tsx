// Who is connected with an FTP account now, and what to do where nobody gets through.
import { Link } from '@tanstack/react-router';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Section } from '../../parts/page.js';
import { LiveSessions } from './live-sessions.js';

/** The tab. */
export function ConnectionTab({ account }: { account: Account }) {
  return (
    <>
      <LiveSessions account={account} />
      <Section title={t('accountPage.trouble')}>
        <p>{t('accountPage.troubleText')}</p>
        <p>
          <Link to="/accounts/$accountId/doctor" params={{ accountId: account.id }}>
            {t('doctor.link')}
          </Link>
        </p>
      </Section>
    </>
  );
}
