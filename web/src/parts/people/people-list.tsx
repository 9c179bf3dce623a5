// People who sign in to the panel, as a list with what an admin can do about each.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useMe } from '../../api/me.js';
import type { PanelUser } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { List, type Column, type Page } from '../list.js';
import { State } from '../state.js';
import { Ago } from '../time.js';
import { ManagePersonDialog } from './manage-person.js';

interface PeopleListProps {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<PanelUser>>>;
  readonly caption: string;
  readonly empty: ReactNode;
  /** All of one customer: then neither role nor customer is said of each. */
  readonly ofCustomer?: boolean;
}

/** The list, and the dialog behind each row's button. */
export function PeopleList({ query, caption, empty, ofCustomer = false }: PeopleListProps) {
  const [managed, setManaged] = useState<PanelUser>();
  return (
    <>
      <List
        query={query}
        caption={caption}
        columns={columnsWith(setManaged, ofCustomer)}
        keyOf={({ id }) => id}
        empty={empty}
      />
      {managed && <ManagePersonDialog person={managed} close={() => setManaged(undefined)} />}
    </>
  );
}

function columnsWith(manage: (person: PanelUser) => void, ofCustomer: boolean): readonly Column<PanelUser>[] {
  const role: readonly Column<PanelUser>[] = [
    { head: t('people.role'), place: 'meta', cell: (person) => <RoleOf person={person} /> },
  ];
  return [
    { head: t('people.email'), place: 'title clip', cell: (person) => <Who person={person} /> },
    {
      head: t('people.name'),
      cell: ({ displayName }) => displayName || <span className="quiet">{t('list.none')}</span>,
    },
    ...(ofCustomer ? [] : role),
    { head: t('people.status'), cell: ({ status }) => <Status status={status} /> },
    { head: t('people.twoStep'), cell: ({ twoStep }) => t(twoStep ? 'people.on' : 'people.off') },
    { head: t('people.seen'), place: 'meta-side', cell: ({ lastSignInAt }) => <Seen at={lastSignInAt} /> },
    {
      head: t('list.actions'),
      place: 'side act',
      cell: (person) => (
        <button
          type="button"
          className="text-button"
          aria-label={t('people.manageThis', { email: person.email })}
          onClick={() => manage(person)}
        >
          {t('people.manage')}
        </button>
      ),
    },
  ];
}

function Who({ person }: { person: PanelUser }) {
  const me = useMe();
  return (
    <>
      {person.email}
      {person.id === me.id && <span className="quiet"> ({t('people.you')})</span>}
      {person.status === 'disabled' && <span className="only-narrow quiet"> · {t('people.disabled')}</span>}
    </>
  );
}

function RoleOf({ person }: { person: PanelUser }) {
  return person.customer === null ? t(`role.${person.role}`) : `${t('role.customer')}, ${person.customer.name}`;
}

function Status({ status }: Pick<PanelUser, 'status'>) {
  return status === 'enabled' ? (
    <State tone="data" icon="check">
      {t('people.enabled')}
    </State>
  ) : (
    <State tone="plain" icon="paused">
      {t('people.disabled')}
    </State>
  );
}

function Seen({ at }: { at: string | null }) {
  return at === null ? <span className="quiet">{t('people.never')}</span> : <Ago iso={at} />;
}
