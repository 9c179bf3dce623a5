// What a page is about while it is on its way, where it cannot be had, and once it is there. For lists see list.tsx.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
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

/** The same for a whole page: where it cannot be had, a heading still says what it would have been. */
export function FetchedPage<Data>(props: FetchedProps<Data>) {
  const failed = props.query.data === undefined && props.query.isError;
  return (
    <>
      {failed && <PageHead title={props.what} />}
      <Fetched {...props} />
    </>
  );
}
