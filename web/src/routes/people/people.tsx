// Everybody who signs in to the panel: staff, and the panel logins of customers. For admins.
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { exportAddress } from '../../api/exports.js';
import { peopleQuery } from '../../api/people.js';
import { t } from '../../i18n/index.js';
import { Empty, NoMatch } from '../../parts/empty.js';
import { ListTools } from '../../parts/list/sorted-tools.js';
import { PageHead } from '../../parts/page.js';
import { AddPersonDialog } from '../../parts/people/add-person.js';
import { PeopleList, peopleOrders } from '../../parts/people/people-list.js';
import { Search } from '../../parts/search.js';
import { peopleSearch, roles } from '../search.js';

const route = getRouteApi('/inside/system/people');

/** The screen. */
export function People() {
  const { q, role, sort } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = { search: q, role, sort };
  const query = useInfiniteQuery(peopleQuery(filter));
  const narrow = (change: Partial<ReturnType<typeof peopleSearch>>, replace = false) =>
    void navigate({ search: { q, role, sort, ...change }, replace });
  const sorting = {
    word: sort,
    onChange: (word: string | undefined) => narrow({ sort: peopleSearch({ sort: word }).sort }),
  };
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHead
        title={t('people.title')}
        lead={t('people.lead')}
        actions={<Button onClick={() => setAdding(true)}>{t('people.new')}</Button>}
      />
      <div className="tools">
        <Search
          label={t('people.search')}
          value={q ?? ''}
          onChange={(typed) => narrow({ q: typed || undefined }, true)}
        />
        <NativeSelect
          aria-label={t('people.roleFilter')}
          value={role ?? ''}
          data={[
            { value: '', label: t('people.all') },
            ...roles.map((value) => ({ value, label: t(`people.roles.${value}`) })),
          ]}
          onChange={(event) => {
            const chosen = roles.find((entry) => entry === event.currentTarget.value);
            narrow({ role: chosen });
          }}
        />
        <ListTools query={query} columns={peopleOrders} sorting={sorting} csv={exportAddress('panel-users', filter)} />
      </div>
      <PeopleList
        query={query}
        caption={t('people.caption')}
        sorting={sorting}
        empty={
          q || role ? (
            <NoMatch showAll={() => void navigate({ search: {} })} />
          ) : (
            <Empty title={t('people.emptyTitle')} text={t('people.empty')} />
          )
        }
      />
      {adding && <AddPersonDialog close={() => setAdding(false)} />}
    </>
  );
}
