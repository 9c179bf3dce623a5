// What stands where a page cannot: an address that leads nowhere, or a page that stopped.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { asProblem } from '../api/problem.js';
import { meQuery } from '../api/session.js';
import type { Role } from '../api/types.js';
import { t } from '../i18n/index.js';
import { Support } from '../parts/brand.js';
import { PageHead } from '../parts/page.js';
import { Shell } from '../parts/shell/shell.js';

/** No such address; whoever is signed in keeps the frame to go on from. */
export function Missing() {
  const { data: me, isPending } = useQuery(meQuery);
  if (isPending) return null;
  const page = (
    <>
      <PageHead title={t('problem.missing')} lead={t('problem.missingHint')} />
      <Link to="/">{t('problem.home')}</Link>
    </>
  );
  return me ? <Shell>{page}</Shell> : <main className="page">{page}</main>;
}

/** A page of the panel that is for others than who is signed in. */
export function NotYours({ role }: { role: Role }) {
  return (
    <>
      <PageHead title={t('problem.notYours')} lead={t(`problem.notYoursHint.${role}`)} />
      {role === 'customer' && <Support />}
      <Link to="/">{t('problem.home')}</Link>
    </>
  );
}

/** A page that stopped while it was drawn or loaded. */
export function Stopped({ error }: ErrorComponentProps) {
  return (
    <main className="page">
      <PageHead
        title={t('problem.broken')}
        lead={t('problem.brokenHint', { reason: asProblem(error).message.replace(/\.$/, '') })}
      />
      <Button onClick={() => window.location.reload()}>{t('problem.reload')}</Button>
    </main>
  );
}
