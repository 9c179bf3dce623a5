// Where one login seems to be used by several people: the suggestion to give each a login of their own.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { sharedUseQuery } from '../../api/login-test.js';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { keep, kept } from '../../parts/kept.js';
import { Notice } from '../../parts/state.js';

const keyOf = (id: string) => `portside.one-person.${id}`;

/** Dismissed in this browser, it does not come back there. */
export function SharedUse({ account }: { account: Account }) {
  const [dismissed, setDismissed] = useState(() => kept(keyOf(account.id)) !== null);
  const { data } = useQuery({ ...sharedUseQuery(account.id), enabled: !dismissed });
  if (dismissed || !data?.looksShared) return null;
  const dismiss = () => {
    keep(keyOf(account.id), 'yes');
    setDismissed(true);
  };
  return (
    <section className="shared-use" aria-label={t('sharedUse.title')}>
      <Notice tone="plain">
        <h2>{t('sharedUse.title')}</h2>
        <p>{t('sharedUse.text', { days: data.days, addresses: data.addresses })}</p>
        <p className="row">
          <Link to="/accounts/new" search={{ like: account.id }}>
            {t('newAccount.likeThis')}
          </Link>
          <button type="button" className="text-button" onClick={dismiss}>
            {t('sharedUse.dismiss')}
          </button>
        </p>
      </Notice>
    </section>
  );
}
