// The open sessions of one FTP account, and the button that ends them all.
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endSession, sessionsQuery } from '../../api/activity.js';
import type { Account, Session } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { SessionList } from '../../parts/activity/session-list.js';
import { Confirm } from '../../parts/dialog.js';
import { rowsOf } from '../../parts/list.js';
import { Section } from '../../parts/page.js';

/** The section, also while nobody is connected. */
export function LiveSessions({ account }: { account: Account }) {
  const query = useInfiniteQuery(sessionsQuery({ accountId: account.id }));
  const [ending, setEnding] = useState<readonly Session[]>();
  const open = rowsOf(query);
  return (
    <Section
      title={t('account.sessions')}
      aside={
        open.length > 1 && (
          <Button variant="default" onClick={() => setEnding(open)}>
            {t('accountPage.endAll', { count: open.length })}
          </Button>
        )
      }
    >
      <SessionList query={query} ofOneAccount empty={<p className="quiet">{t('accountPage.nobody')}</p>} />
      {ending && (
        <Confirm
          title={t('accountPage.endAllTitle', { count: ending.length })}
          label={t('sessions.end')}
          act={() => Promise.all(ending.map(({ id }) => endSession(id)))}
          onClose={() => setEnding(undefined)}
        >
          <p>{t('accountPage.endAllText')}</p>
        </Confirm>
      )}
    </Section>
  );
}
