// Creating an FTP account on one screen, alone or like another one, and what it needs to connect afterwards.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { accountQuery } from '../../api/accounts.js';
import { useMe } from '../../api/me.js';
import { accountModesQuery } from '../../api/modes.js';
import type { VerbWishes, WebRoot } from '../../api/types.js';
import { mostChoices, webRootChoicesQuery, webRootQuery } from '../../api/web-roots.js';
import { t } from '../../i18n/index.js';
import { useOwnPlan } from '../../parts/account/own-plan.js';
import { Empty } from '../../parts/empty.js';
import { FetchedPage } from '../../parts/fetched.js';
import { Failed, rowsOf } from '../../parts/list.js';
import { denialsOf, noWishes } from '../../parts/modes/verbs.js';
import { Back, PageHead } from '../../parts/page.js';
import { Created } from './created.js';
import { NewAccountForm, type Made } from './new-account-form.js';
import type { Pattern } from './new-account-values.js';

const route = getRouteApi('/inside/accounts/new');

/** The create screen. */
export function NewAccount() {
  const { website, customer, like } = route.useSearch();
  if (like !== undefined) return <NewAccountLike key={like} accountId={like} />;
  return (
    <Screen
      title={t('create.title')}
      lead={t('create.lead')}
      customerId={customer}
      webRootId={website}
      like={undefined}
    />
  );
}

/** With the folder, access, networks and limits of another account. */
function NewAccountLike({ accountId }: { accountId: string }) {
  const modes = useQuery(accountModesQuery(accountId));
  const copied = useCopied();
  return (
    <FetchedPage query={useQuery(accountQuery(accountId))} what={t('newAccount.titleLike')}>
      {(account) => (
        <FetchedPage query={modes} what={t('newAccount.titleLike')}>
          {({ verbs }) => (
            <Screen
              title={t('newAccount.titleLike')}
              lead={t('newAccount.leadLike', { login: account.login })}
              customerId={account.customer.id}
              webRootId={account.webRoot.id}
              like={{ account, verbs: copied(verbs) }}
            />
          )}
        </FetchedPage>
      )}
    </FetchedPage>
  );
}

/** What of an account's wishes a new one may begin with; of a customer's, what the plan includes. */
function useCopied(): (verbs: VerbWishes) => VerbWishes {
  const { role } = useMe();
  const plan = useOwnPlan();
  if (role !== 'customer') return (verbs) => verbs;
  return plan?.features.includes('modes') === true ? denialsOf : () => noWishes;
}

interface ScreenProps {
  readonly title: string;
  readonly lead: string;
  readonly customerId: string | undefined;
  readonly webRootId: string | undefined;
  readonly like: Pattern | undefined;
}

function Screen({ title, lead, customerId, webRootId, like }: ScreenProps) {
  const { chosen, cut, failed, ready, waiting, webRoots } = useWebsites(customerId, webRootId);
  const [made, setMade] = useState<Made>();
  if (made) return <Created {...made} again={() => setMade(undefined)} />;
  return (
    <>
      <PageHead title={title} lead={lead} back={<Back to="/accounts">{t('account.back')}</Back>} />
      {failed && <Failed thrown={failed.error} retry={() => void failed.refetch()} />}
      {waiting && <p role="status">{t('list.loading', { what: title })}</p>}
      {ready && webRoots.length === 0 && <NoWebsites />}
      {cut && (
        <p className="hint">
          {t('newAccount.cut', { count: mostChoices })} <Link to="/websites">{t('websites.title')}</Link>
        </p>
      )}
      {ready && webRoots.length > 0 && (
        <NewAccountForm webRoots={webRoots} website={chosen} like={like} onMade={setMade} />
      )}
    </>
  );
}

function NoWebsites() {
  const { role } = useMe();
  return (
    <div className="empty">
      <Empty
        title={t('create.noSites')}
        text={t(role === 'customer' ? 'accounts.emptyNoSites' : 'accounts.emptyNoSitesStaff')}
      />
    </div>
  );
}

/**
 * Those to choose from, and the one to begin with. The one that was asked for is among them however many there are, and no
 * other stands in for it; else staff begin with none, because of the websites of many customers none is likelier.
 */
function useWebsites(customerId: string | undefined, webRootId: string | undefined) {
  const { role } = useMe();
  const choices = useInfiniteQuery(webRootChoicesQuery(customerId));
  const asked = useQuery({ ...webRootQuery(webRootId ?? ''), enabled: webRootId !== undefined });
  const needed = webRootId === undefined ? [choices] : [choices, asked];
  const failed = needed.find(({ isError }) => isError);
  const waiting = failed === undefined && needed.some(({ isPending }) => isPending);
  const webRoots = withAsked(rowsOf(choices), asked.data);
  return {
    chosen: asked.data ?? (role === 'customer' || webRoots.length === 1 ? webRoots[0] : undefined),
    webRoots,
    cut: choices.hasNextPage,
    failed,
    waiting,
    ready: failed === undefined && !waiting,
  };
}

/** The website that was asked for first, where it is not among them anyway. */
function withAsked(webRoots: WebRoot[], asked: WebRoot | undefined): WebRoot[] {
  return asked === undefined || webRoots.some(({ id }) => id === asked.id) ? webRoots : [asked, ...webRoots];
}
