// Lists without rows: nothing there yet, or nothing that fits; and how many rows are shown.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../i18n/index.js';
import { rowsOf, type Page } from './list.js';

/** Nothing yet, and what to do about it. */
export function Empty({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </>
  );
}

/** Nothing fits the search or the filter. */
export function NoMatch({ showAll }: { showAll: () => void }) {
  return (
    <Empty title={t('list.nothing')} text={t('list.nothingHint')}>
      <button type="button" className="text-button" onClick={showAll}>
        {t('list.clear')}
      </button>
    </Empty>
  );
}

/** How many rows are on screen, said aloud when it changes. */
export function Tally<Row>({ query }: { query: UseInfiniteQueryResult<InfiniteData<Page<Row>>> }) {
  const count = rowsOf(query).length;
  return (
    <span className="count" role="status">
      {count > 0 && t(query.hasNextPage ? 'accounts.shownMore' : 'accounts.shown', { count })}
    </span>
  );
}
