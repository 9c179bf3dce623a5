// The panel logins of one customer, on the customer's page. For admins.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleQuery } from '../../api/people.js';
import { t } from '../../i18n/index.js';
import { Empty } from '../empty.js';
import { Section } from '../page.js';
import { AddPersonDialog } from './add-person.js';
import { PeopleList } from './people-list.js';

/** The section. */
export function CustomerPeople({ customer }: { customer: { readonly id: string; readonly name: string } }) {
  const query = useInfiniteQuery(peopleQuery({ customerId: customer.id }));
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
      <PeopleList
        ofCustomer
        query={query}
        caption={t('customerPeople.title')}
        empty={<Empty title={t('customerPeople.emptyTitle')} text={t('customerPeople.empty')} />}
      />
      {adding && <AddPersonDialog customer={customer} close={() => setAdding(false)} />}
    </Section>
  );
}
