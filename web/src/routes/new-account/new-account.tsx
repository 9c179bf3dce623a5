// Creating an FTP account on one screen, and the connection card afterwards.
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { webRootsQuery } from '../../api/web-roots.js';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Empty } from '../../parts/empty.js';
import { Failed, rowsOf } from '../../parts/list.js';
import { Back, PageHead } from '../../parts/page.js';
import { Created } from './created.js';
import { NewAccountForm } from './new-account-form.js';

const route = getRouteApi('/inside/accounts/new');

/** The create screen. */
export function NewAccount() {
  const { website, customer } = route.useSearch();
  const query = useInfiniteQuery(webRootsQuery(customer));
  const [made, setMade] = useState<{ account: Account; password: string }>();
  const webRoots = rowsOf(query);
  if (made) return <Created {...made} again={() => setMade(undefined)} />;
  return (
    <>
      <PageHead
        title={t('create.title')}
        lead={t('create.lead')}
        back={<Back to="/accounts">{t('account.back')}</Back>}
      />
      {query.isError && <Failed thrown={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && webRoots.length === 0 && (
        <div className="empty">
          <Empty title={t('create.noSites')} text={t('accounts.emptyNoSites')} />
        </div>
      )}
      {webRoots.length > 0 && (
        <NewAccountForm
          webRoots={webRoots}
          website={webRoots.find(({ id }) => id === website) ?? webRoots[0]}
          onMade={(account, password) => setMade({ account, password })}
        />
      )}
    </>
  );
}
