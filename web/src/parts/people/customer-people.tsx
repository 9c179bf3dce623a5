// The panel logins of one customer, on the customer's page. For admins.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { exportAddress } from '../../api/exports.js';
import { peopleQuery, type PeopleFilter } from '../../api/people.js';
import { t } from '../../i18n/index.js';
import { Empty } from '../empty.js';
import { SortedTools } from '../list/sorted-tools.js';
import type { Sorting } from '../list/sorting.js';
import { Section } from '../page.js';
import { AddPersonDialog } from './add-person.js';
import { PeopleList, peopleOrders } from './people-list.js';

interface CustomerPeopleProps {
  readonly customer: { readonly id: string; readonly name: string };
  readonly sorting: Sorting;
  readonly sort: PeopleFilter['sort'];
}

/** The section. */
export function CustomerPeople({ customer, sorting, sort }: CustomerPeopleProps) {
  const filter = { customerId: customer.id, sort };
  const query = useInfiniteQuery(peopleQuery(filter));
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={t('customerPeople.title')}
      aside={
        <button type="button" className="text-button" onClick={() => setAdding(true)}>
          {t('customerPeople.new')}
        </button>
      }
    >
      <SortedTools query={query} columns={peopleOrders} sorting={sorting} csv={exportAddress('panel-users', filter)} />
      <PeopleList
        ofCustomer
        sorting={sorting}
        query={query}
        caption={t('customerPeople.title')}
        empty={<Empty title={t('customerPeople.emptyTitle')} text={t('customerPeople.empty')} />}
      />
      {adding && <AddPersonDialog customer={customer} close={() => setAdding(false)} />}
    </Section>
  );
}
