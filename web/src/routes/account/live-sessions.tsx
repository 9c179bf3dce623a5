// The open sessions of one FTP account, and the button that ends them all.
import { useInfiniteQuery } from '@tanstack/react-query';
import { sessionsQuery } from '../../api/activity.js';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { EndAll } from '../../parts/activity/end-all.js';
import { SessionList } from '../../parts/activity/session-list.js';
import { rowsOf } from '../../parts/list.js';
import { Section } from '../../parts/page.js';

/** The section, also while nobody is connected. */
export function LiveSessions({ account }: { account: Account }) {
  const query = useInfiniteQuery(sessionsQuery({ accountId: account.id }));
  return (
    <Section
      title={t('account.sessions')}
      aside={rowsOf(query).length > 1 && <EndAll filter={{ accountId: account.id }} narrowed={false} />}
    >
      <SessionList query={query} ofOneAccount empty={<p className="quiet">{t('accountPage.nobody')}</p>} />
    </Section>
  );
}
