// After creating: the connection card with the password, once, what became of the folder, and the test of the login.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { makeAccountFolder } from '../../api/login-test.js';
import { asProblem } from '../../api/problem.js';
import { t } from '../../i18n/index.js';
import { ConnectionCard } from '../../parts/account/connection-card.js';
import { LoginTest } from '../../parts/account/login-test.js';
import { AccountHandOver } from '../../parts/hand-over.js';
import { PageHead } from '../../parts/page.js';
import { Notice, ProblemText, Said } from '../../parts/state.js';
import type { Made } from './new-account-form.js';
import { ServerAway } from './server-away.js';

/** What the new FTP account needs to connect. */
export function Created({ account, password, makeFolder, again }: Made & { readonly again: () => void }) {
  const { id: accountId, login, webRoot } = account;
  return (
    <>
      <PageHead title={t('create.created', { login })} lead={t('create.createdLead')} />
      <div className="created">
        <ServerAway webRootId={webRoot.id} sentence={t('newAccount.saved', { server: webRoot.serverName })} />
        {makeFolder && <FolderMade accountId={accountId} />}
        <ConnectionCard accountId={accountId} password={password} />
        <LoginTest accountId={accountId} password={password} />
        <AccountHandOver account={account} />
        <div className="form-foot under">
          <Button renderRoot={(props) => <Link to="/accounts/$accountId" params={{ accountId }} {...props} />}>
            {t('create.toAccount')}
          </Button>
          <Button variant="default" onClick={again}>
            {t('create.another')}
          </Button>
        </div>
        <p className="under">
          <Link to="/help">{t('newAccount.help')}</Link>
        </p>
      </div>
    </>
  );
}

/** Asked once; a server that is away does it later. */
function FolderMade({ accountId }: { accountId: string }) {
  const { data, error } = useQuery({
    queryKey: ['folder-made', accountId],
    queryFn: () => makeAccountFolder(accountId),
    staleTime: Infinity,
    retry: false,
  });
  if (error) {
    return (
      <Notice tone="refusal" alert>
        <ProblemText problem={asProblem(error)} />
      </Notice>
    );
  }
  if (!data) return null;
  return (
    <Notice tone={data.state === 'waiting' ? 'plain' : 'data'}>
      <p role="status">
        <Said>{data.sentence}</Said>
      </p>
    </Notice>
  );
}
