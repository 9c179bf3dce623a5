// One's own API tokens.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteToken, tokensQuery } from '../../api/own.js';
import type { Token } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { Confirm } from '../../parts/dialog.js';
import { Empty } from '../../parts/empty.js';
import { formatUntil } from '../../parts/format.js';
import { List, type Column } from '../../parts/list.js';
import { Section } from '../../parts/page.js';
import { useOwnPlan, whyNotInPlan } from '../../parts/account/own-plan.js';
import { scopeInWords } from '../../parts/scopes.js';
import { Notice } from '../../parts/state.js';
import { Ago } from '../../parts/time.js';
import { NewTokenDialog } from './new-token.js';

/** The section. */
export function Tokens() {
  const query = useInfiniteQuery(tokensQuery());
  const [making, setMaking] = useState(false);
  const without = whyNotInPlan(useOwnPlan(), 'tokens');
  const [leaving, setLeaving] = useState<Token>();
  return (
    <Section
      title={t('tokens.title')}
      aside={
        <button type="button" className="text-button" disabled={without !== undefined} onClick={() => setMaking(true)}>
          {t('tokens.new')}
        </button>
      }
    >
      <p className="quiet token-lead">
        {t('tokens.text')} <a href="/api/docs">/api/docs</a>.
      </p>
      {without && (
        <Notice tone="plain">
          <p>{without}</p>
        </Notice>
      )}
      <List
        query={query}
        caption={t('tokens.caption')}
        columns={columnsWith(setLeaving)}
        keyOf={({ id }) => id}
        empty={<Empty title={t('tokens.emptyTitle')} text={t('tokens.empty')} />}
      />
      {making && <NewTokenDialog close={() => setMaking(false)} />}
      {leaving && (
        <Confirm
          title={t('tokens.deleteTitle', { name: leaving.name })}
          act={() => deleteToken(leaving.id)}
          label={t('tokens.delete')}
          onClose={() => setLeaving(undefined)}
        >
          <p>{t('tokens.deleteText')}</p>
        </Confirm>
      )}
    </Section>
  );
}

function columnsWith(leave: (token: Token) => void): readonly Column<Token>[] {
  return [
    { head: t('tokens.name'), place: 'title clip', cell: ({ name }) => name },
    { head: t('tokens.may'), place: 'meta', cell: ({ scopes }) => <May scopes={scopes} /> },
    {
      head: t('tokens.from'),
      cell: ({ allowedNetworks }) =>
        allowedNetworks.length === 0 ? (
          <span className="quiet">{t('tokens.everywhere')}</span>
        ) : (
          <span className="mono token-networks">{allowedNetworks.join(', ')}</span>
        ),
    },
    {
      head: t('tokens.used'),
      place: 'meta-side',
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? <span className="quiet">{t('tokens.unused')}</span> : <Ago iso={lastUsedAt} />,
    },
    {
      head: t('tokens.expires'),
      cell: ({ expiresAt }) =>
        expiresAt === null ? (
          <span className="quiet">{t('tokens.never')}</span>
        ) : (
          <time dateTime={expiresAt} className="number">
            {formatUntil(expiresAt)}
          </time>
        ),
    },
    {
      head: t('list.actions'),
      place: 'side act',
      cell: (token) => (
        <button
          type="button"
          className="text-button"
          aria-label={t('tokens.deleteThis', { name: token.name })}
          onClick={() => leave(token)}
        >
          {opens(t('tokens.delete'))}
        </button>
      ),
    },
  ];
}

function May({ scopes }: Pick<Token, 'scopes'>) {
  if (scopes.length === 0) return t('tokens.everything');
  return (
    <ul className="token-scopes">
      {scopes.map((scope) => (
        <li key={scope}>{scopeInWords(scope)}</li>
      ))}
    </ul>
  );
}
