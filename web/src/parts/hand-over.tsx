// Hand-over links where they are made: the button, the link once, those that were made before.
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type HandOverFilter,
  type HandOverSubject,
  handOverLinksQuery,
  makeHandOverLink,
  revokeHandOverLink,
} from '../api/links.js';
import type { CreatedHandOverLink, HandOverLink } from '../api/types.js';
import { opens, t } from '../i18n/index.js';
import { Copyable } from './copy.js';
import { Confirm } from './dialog.js';
import { formatAgo, formatMoment, formatUntil } from './format.js';
import { Failed, rowsOf } from './list.js';
import { Section } from './page.js';
import { FormProblem, Notice, State } from './state.js';
import { useAct } from './use-submit.js';

interface HandOverProps {
  /** The FTP login, or the name of whoever has forgotten the panel password. */
  readonly subject: string;
  readonly wish: HandOverSubject;
}

/** For an FTP account's page. */
export function AccountHandOver({ account }: { account: { readonly id: string; readonly login: string } }) {
  const wish = { accountId: account.id };
  return (
    <Section title={t('handOver.title')}>
      <p className="quiet">{t('handOver.accountText')}</p>
      <HandOver subject={account.login} wish={wish} />
      <EarlierLinks filter={wish} kind="account" />
    </Section>
  );
}

/** For a customer's page: the way back in for whoever has forgotten the panel password. */
export function PanelHandOver({ customer }: { customer: { readonly id: string; readonly name: string } }) {
  const wish = { customerId: customer.id };
  return (
    <Section title={t('handOver.title')}>
      <p className="quiet">{t('handOver.panelText')}</p>
      <HandOver subject={customer.name} wish={wish} />
      <EarlierLinks filter={wish} kind="panel-user" />
    </Section>
  );
}

/** The button, and the link once it is made. */
export function HandOver({ subject, wish }: HandOverProps) {
  const [made, setMade] = useState<CreatedHandOverLink>();
  const { busy, problem, run } = useAct();
  const links = rowsOf(useInfiniteQuery(handOverLinksQuery(wish)));
  const over = links.some(({ id, state }) => id === made?.id && state !== 'open');
  return (
    <div className="hand-over">
      <FormProblem problem={problem} />
      {made && !over && (
        <Notice tone="data" alert>
          <p>{t('handOver.made', { subject, until: formatUntil(made.expiresAt) })}</p>
          <Copyable text={made.url} what={t('handOver.what')} />
        </Notice>
      )}
      <div className="form-foot under">
        <Button variant="default" loading={busy} onClick={() => run(async () => setMade(await makeHandOverLink(wish)))}>
          {made && !over ? t('handOver.makeAgain') : t('handOver.make')}
        </Button>
      </div>
    </div>
  );
}

/** The links made before, the newest first but for open ones, which can be taken back. */
function EarlierLinks({ filter, kind }: { filter: HandOverFilter; kind: HandOverLink['kind'] }) {
  const query = useInfiniteQuery(handOverLinksQuery(filter));
  const [asked, setAsked] = useState<HandOverLink>();
  const isOpen = ({ state }: HandOverLink) => Number(state === 'open');
  const links = rowsOf(query)
    .filter((link) => link.kind === kind)
    .sort((one, other) => isOpen(other) - isOpen(one));
  if (query.isError) return <Failed thrown={query.error} retry={() => void query.refetch()} />;
  if (links.length === 0) return null;
  return (
    <>
      <ul className="hand-over-links" aria-label={t('handOver.caption')}>
        {links.slice(0, 5).map((link) => (
          <li key={link.id}>
            <LinkState link={link} />
            <span className="quiet">{t('handOver.by', { who: link.madeBy, when: formatAgo(link.createdAt) })}</span>
            {link.state === 'open' && (
              <button
                type="button"
                className="text-button"
                aria-label={t('handOver.revokeNamed', { subject: link.subject })}
                onClick={() => setAsked(link)}
              >
                {opens(t('handOver.revoke'))}
              </button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <Confirm
          title={t('handOver.revokeTitle')}
          label={t('handOver.revoke')}
          act={() => revokeHandOverLink(asked.id)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t('handOver.revokeText', { subject: asked.subject })}</p>
        </Confirm>
      )}
    </>
  );
}

function LinkState({ link }: { link: HandOverLink }) {
  const { state, expiresAt, usedAt, usedFrom } = link;
  if (state === 'open') {
    return (
      <State tone="control" icon="waiting">
        {t('handOver.open', { until: formatUntil(expiresAt) })}
      </State>
    );
  }
  if (state === 'used') {
    return (
      <State tone="data" icon="check">
        {t('handOver.used', { when: formatMoment(usedAt ?? ''), address: usedFrom ?? '' })}
      </State>
    );
  }
  return (
    <State tone="plain" icon="paused">
      {state === 'revoked' ? t('handOver.revoked') : t('handOver.expired', { when: formatUntil(expiresAt) })}
    </State>
  );
}
