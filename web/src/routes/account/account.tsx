// One FTP account: settings and what it does on the left, how to connect on the right.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { accountQuery } from '../../api/accounts.js';
import { useMe } from '../../api/me.js';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { ConnectionCard } from '../../parts/account/connection-card.js';
import { AccountBans } from '../../parts/bans/account-bans.js';
import { FetchedPage } from '../../parts/fetched.js';
import { Back, PageHead } from '../../parts/page.js';
import { Notices } from '../../parts/notices.js';
import { AccountState } from '../../parts/state.js';
import { Tabs } from '../../parts/tabs.js';
import { AccountDanger } from './account-danger.js';
import { useAccountForm } from './account-form.js';
import { type AccountSearch, type AccountTab, accountTabs } from './account-search.js';
import { ActivityTab } from './activity-tab.js';
import { ConnectionTab } from './connection-tab.js';
import { LastConnection } from './last-connection.js';
import { LimitsTab } from './limits-tab.js';
import { LockedOut } from './locked-out.js';
import { RefusedLogins } from './refused-logins.js';
import { SettingsTab } from './settings-tab.js';
import { SharedUse } from './shared-use.js';

const route = getRouteApi('/inside/accounts/$accountId');

/** The account screen. */
export function AccountPage() {
  const { accountId } = route.useParams();
  return (
    <FetchedPage query={useQuery(accountQuery(accountId))} what={t('accounts.title')}>
      {(account) => <Loaded account={account} key={account.id} />}
    </FetchedPage>
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
        actions={mayEdit && <AddPerson accountId={account.id} />}
        back={<Back to="/accounts">{t('account.back')}</Back>}
      />
      <LockedOut account={account} mayEdit={mayEdit} />
      <Notices accountId={account.id} />
      <div className="columns">
        <div>
          <AccountBans account={account} />
          <AccountTabs account={account} mayEdit={mayEdit} password={password} onPassword={setPassword} />
        </div>
        <aside className="aside">
          <div className="first-when-narrow" id="connection-card">
            <ConnectionCard accountId={account.id} password={password} />
            <LastConnection account={account} />
          </div>
          {mayEdit && account.effectiveStatus === 'enabled' && <SharedUse account={account} />}
        </aside>
      </div>
    </>
  );
}

interface AccountTabsProps {
  readonly account: Account;
  readonly mayEdit: boolean;
  /** The one that was just set here. */
  readonly password: string | undefined;
  readonly onPassword: (password: string) => void;
}

function AccountTabs({ account, mayEdit, password, onPassword }: AccountTabsProps) {
  const { tab = 'settings', ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const go = (search: AccountSearch) => void navigate({ search, replace: true, resetScroll: false });
  const of = useAccountForm(account, (part) => go({ tab: part }));
  const form = { account, of, readOnly: !mayEdit };
  const refused = <RefusedLogins account={account} />;
  const contents: Readonly<Record<AccountTab, React.ReactNode>> = {
    settings: (
      <>
        {refused}
        <SettingsTab {...form} onPassword={onPassword} />
      </>
    ),
    limits: <LimitsTab {...form} />,
    connection: <ConnectionTab account={account} mayTest={mayEdit} password={password} />,
    activity: (
      <>
        {refused}
        <ActivityTab
          account={account}
          mayDiscard={mayEdit}
          filter={filter}
          onFilter={(next) => go({ tab: 'activity', ...next })}
        />
      </>
    ),
    danger: <AccountDanger account={account} mayDelete={mayEdit} />,
  };
  return (
    <Tabs
      label={t('accountPage.tabsLabel')}
      tabs={accountTabs.map((id) => ({ id, name: t(`accountPage.tabs.${id}`), content: contents[id] }))}
      chosen={tab}
      onChoose={(id) => go({ tab: accountTabs.find((known) => known === id) })}
    />
  );
}

function AddPerson({ accountId }: { accountId: string }) {
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/accounts/new" search={{ like: accountId }} {...props} />}
    >
      {t('newAccount.likeThis')}
    </Button>
  );
}
