// Everybody who signs in to the panel: staff, and the panel logins of customers. For admins.
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { peopleQuery } from '../../api/people.js';
import { t } from '../../i18n/index.js';
import { Empty, NoMatch, Tally } from '../../parts/empty.js';
import { PageHead } from '../../parts/page.js';
import { AddPersonDialog } from '../../parts/people/add-person.js';
import { PeopleList } from '../../parts/people/people-list.js';
import { Search } from '../../parts/search.js';
import { roles } from '../search.js';

const route = getRouteApi('/inside/system/people');

/** The screen. */
export function People() {
  const { q, role } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(peopleQuery({ search: q, role }));
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
          onChange={(typed) => void navigate({ search: { q: typed || undefined, role }, replace: true })}
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
            void navigate({ search: { q, role: chosen }, replace: true });
          }}
        />
        <Tally query={query} />
      </div>
      <PeopleList
        query={query}
        caption={t('people.caption')}
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
