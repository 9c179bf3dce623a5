// What a page is about while it is on its way, where it cannot be had, and once it is there. For lists see list.tsx.
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { asProblem } from '../api/problem.js';
import { t } from '../i18n/index.js';
import { Failed } from './list.js';
import { PageHead } from './page.js';

interface FetchedProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** Names it while it is on its way. */
  readonly what: string;
  readonly children: (data: Data) => ReactNode;
}

/** Its children, given what was fetched; what is there already stays when it cannot be fetched again. */
export function Fetched<Data>({ query, what, children }: FetchedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failed thrown={query.error} retry={() => void query.refetch()} />;
  return <p role="status">{t('list.loading', { what })}</p>;
}

/** The same for a whole page, which has a title also where what it is about cannot be had. */
export function FetchedPage<Data>(props: FetchedProps<Data>) {
  const { query, what } = props;
  if (query.data !== undefined || !query.isError) return <Fetched {...props} />;
  const problem = asProblem(query.error);
  if (problem.status === 404) {
    return (
      <>
        <PageHead title={t('problem.missing')} lead={problem.message} />
        <Link to="/">{t('problem.home')}</Link>
      </>
    );
  }
  return (
    <>
      <PageHead title={what} />
      <Failed thrown={query.error} retry={() => void query.refetch()} />
    </>
  );
}
