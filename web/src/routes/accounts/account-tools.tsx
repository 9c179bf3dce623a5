// What stands over the accounts list: search, filters, order, how many are shown, and the export of all of them.
import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../../api/me.js';
import { mostChoices, webRootChoicesQuery, webRootQuery } from '../../api/web-roots.js';
import { t } from '../../i18n/index.js';
import { rowsOf } from '../../parts/list.js';
import { Search } from '../../parts/search.js';
import { accountFilters } from '../search.js';

const route = getRouteApi('/inside/accounts');

interface ToolsProps {
  /** What every list has. */
  readonly children: ReactNode;
}

/** The row of tools. */
export function AccountTools({ children }: ToolsProps) {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className="tools">
      <Search
        label={me.role === 'customer' ? t('accountList.search') : t('accountList.searchAll')}
        value={search.q ?? ''}
        onChange={(q) => void navigate({ search: { ...search, q: q || undefined }, replace: true })}
      />
      <NativeSelect
        aria-label={t('accounts.status')}
        value={search.status ?? ''}
        data={[
          { value: '', label: t('accounts.anyStatus') },
          ...accountFilters.map((value) => ({
            value,
            label: value === 'never' ? t('accountList.neverLoggedIn') : t(`accountStatus.${value}`),
          })),
        ]}
        onChange={({ currentTarget }) => {
          const status = accountFilters.find((entry) => entry === currentTarget.value);
          void navigate({ search: { ...search, status } });
        }}
      />
      <WebsiteSelect />
      {children}
    </div>
  );
}

/** Where the websites are those of one customer, and more than one. */
function WebsiteSelect() {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const ofOne = me.role === 'customer' || search.customer !== undefined;
  const query = useInfiniteQuery({ ...webRootChoicesQuery(search.customer), enabled: ofOne });
  const websites = rowsOf(query);
  const listed = websites.some(({ id }) => id === search.website);
  const chosen = useQuery({ ...webRootQuery(search.website ?? ''), enabled: search.website !== undefined && !listed });
  if (websites.length < 2 && search.website === undefined) return null;
  const offered = chosen.data && !listed ? [chosen.data, ...websites] : websites;
  return (
    <NativeSelect
      aria-label={t('accountList.website')}
      value={search.website ?? ''}
      data={[
        { value: '', label: t('accountList.anyWebsite') },
        ...offered.map(({ id, domain }) => ({ value: id, label: domain })),
        ...(query.hasNextPage
          ? [{ value: 'cut', label: t('accountList.cut', { count: mostChoices }), disabled: true }]
          : []),
      ]}
      onChange={({ currentTarget }) =>
        void navigate({ search: { ...search, website: currentTarget.value || undefined } })
      }
    />
  );
}
