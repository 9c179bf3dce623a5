// People who sign in to the panel, as a list with what an admin can do about each.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useMe } from '../../api/me.js';
import type { PanelUser } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { List, type Column, type Page } from '../list.js';
import type { Sorting } from '../list/sorting.js';
import { State } from '../state.js';
import { Ago } from '../time.js';
import { ManagePersonDialog } from './manage-person.js';

interface PeopleListProps {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<PanelUser>>>;
  readonly caption: string;
  readonly empty: ReactNode;
  /** All of one customer: then neither role nor customer is said of each. */
  readonly ofCustomer?: boolean;
  readonly sorting?: Sorting;
}

/** The list, and the dialog behind each row's button. */
export function PeopleList({ query, caption, empty, ofCustomer = false, sorting }: PeopleListProps) {
  const [managed, setManaged] = useState<PanelUser>();
  return (
    <>
      <List
        query={query}
        caption={caption}
        columns={columnsWith(setManaged, ofCustomer)}
        keyOf={({ id }) => id}
        sorting={sorting}
        empty={empty}
      />
      {managed && <ManagePersonDialog person={managed} close={() => setManaged(undefined)} />}
    </>
  );
}

const email: Column<PanelUser> = {
  head: t('people.email'),
  place: 'title clip',
  sort: { by: 'email', kind: 'text' },
  cell: (person) => <Who person={person} />,
};

const name: Column<PanelUser> = {
  head: t('people.name'),
  sort: { by: 'name', kind: 'text' },
  cell: ({ displayName }) => displayName || <span className="quiet">{t('list.none')}</span>,
};

const seen: Column<PanelUser> = {
  head: t('people.seen'),
  place: 'meta-side',
  sort: { by: 'lastSignIn', kind: 'past' },
  cell: ({ lastSignInAt }) => <Seen at={lastSignInAt} />,
};

/** What the list can be sorted by. */
export const peopleOrders = [email, name, seen];

function columnsWith(manage: (person: PanelUser) => void, ofCustomer: boolean): readonly Column<PanelUser>[] {
  const role: readonly Column<PanelUser>[] = [
    { head: t('people.role'), place: 'meta', cell: (person) => <RoleOf person={person} /> },
  ];
  return [
    email,
    name,
    ...(ofCustomer ? [] : role),
    { head: t('people.status'), cell: ({ status }) => <Status status={status} /> },
    { head: t('people.twoStep'), cell: ({ twoStep }) => t(twoStep ? 'people.on' : 'people.off') },
    seen,
    {
      head: t('list.actions'),
      place: 'side act',
      cell: (person) => <Manage person={person} manage={manage} />,
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

/** What concerns oneself stands on one's own page. */
function Manage({ person, manage }: { person: PanelUser; manage: (person: PanelUser) => void }) {
  if (person.id === useMe().id) return <Link to="/you">{t('people.yourself')}</Link>;
  return (
    <button
      type="button"
      className="text-button"
      aria-label={t('people.manageThis', { email: person.email })}
      onClick={() => manage(person)}
    >
      {opens(t('people.manage'))}
    </button>
  );
}

function RoleOf({ person }: { person: PanelUser }) {
  return person.customer === null ? t(`role.${person.role}`) : `${t('role.customer')}: ${person.customer.name}`;
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
  if (at === null) {
    return (
      <span className="quiet">
        <span className="only-wide">{t('people.never')}</span>
        <span className="only-narrow">{t('people.neverSignedIn')}</span>
      </span>
    );
  }
  return (
    <>
      <span className="only-narrow">{t('people.signedIn')} </span>
      <Ago iso={at} />
    </>
  );
}
