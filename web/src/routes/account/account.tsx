// One FTP account: settings and what it does on the left, how to connect on the right.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { accountQuery } from '../../api/accounts.js';
import { useMe } from '../../api/me.js';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { ConnectionCard } from '../../parts/account/connection-card.js';
import { Fetched } from '../../parts/fetched.js';
import { AccountHandOver } from '../../parts/hand-over.js';
import { Back, PageHead, Section } from '../../parts/page.js';
import { Notices } from '../../parts/notices.js';
import { AccountState } from '../../parts/state.js';
import { AccountSessions, AccountTransfers } from './account-activity.js';
import { AccountDanger } from './account-danger.js';
import { AccountPassword } from './account-password.js';
import { LastConnection } from './last-connection.js';
import { ModesSection } from './modes-section.js';
import { RefusedLogins } from './refused-logins.js';
import { SettingsForm } from './settings-form.js';
import { UnfinishedUploads } from './unfinished-uploads.js';

const route = getRouteApi('/inside/accounts/$accountId');

/** The account screen. */
export function AccountPage() {
  const { accountId } = route.useParams();
  return (
    <Fetched query={useQuery(accountQuery(accountId))} what={t('accounts.title')}>
      {(account) => <Loaded account={account} key={account.id} />}
    </Fetched>
  );
}

function Loaded({ account }: { account: Account }) {
  const me = useMe();
  const mayEdit = me.role !== 'support';
  const [password, setPassword] = useState<string>();
  return (
    <>
      <PageHead
        title={account.login}
        lead={
          <>
            <AccountState status={account.effectiveStatus} />
            <span>
              {t('account.metaOn', { server: account.webRoot.serverName })}
              {me.role !== 'customer' && ` ${t('account.metaFor', { customer: account.customer.name })}`}
            </span>
          </>
        }
        back={<Back to="/accounts">{t('account.back')}</Back>}
      />
      <Notices accountId={account.id} />
      <div className="columns">
        <div>
          <RefusedLogins account={account} />
          <Section title={t('account.settings')}>
            <SettingsForm account={account} readOnly={!mayEdit} />
          </Section>
          {mayEdit && <AccountPassword account={account} onChanged={setPassword} />}
          {mayEdit && <AccountHandOver account={account} />}
          <ModesSection account={account} />
          <AccountSessions account={account} />
          <UnfinishedUploads account={account} mayDiscard={mayEdit} />
          <AccountTransfers account={account} />
          <AccountDanger account={account} mayDelete={mayEdit} />
        </div>
        <aside className="aside first-when-narrow">
          <ConnectionCard accountId={account.id} password={password} />
          <LastConnection account={account} />
        </aside>
      </div>
    </>
  );
}
