// Web roots as a list; staff also see path and system identity, admins may remove empty ones.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { Trans } from 'react-i18next';
import { asProblem } from '../api/problem.js';
import { deleteWebRoot, recountWebRoot } from '../api/web-roots.js';
import type { Role, WebRoot } from '../api/types.js';
import { t } from '../i18n/index.js';
import { announce } from './announce.js';
import { Copyable } from './copy.js';
import { Confirm } from './dialog.js';
import { Count, List, type Column, type Page } from './list.js';
import { State } from './state.js';
import { WebsiteChange } from './website-change.js';

interface WebsiteListProps {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<WebRoot>>>;
  readonly role: Role;
  readonly empty: ReactNode;
}

/** The list. */
export function WebsiteList({ query, role, empty }: WebsiteListProps) {
  const [removing, setRemoving] = useState<WebRoot>();
  const [changing, setChanging] = useState<WebRoot>();
  return (
    <>
      <List
        query={query}
        caption={t('websites.caption')}
        columns={columnsFor(role, { remove: setRemoving, change: setChanging })}
        keyOf={({ id }) => id}
        empty={empty}
      />
      {changing && <WebsiteChange webRoot={changing} onClose={() => setChanging(undefined)} />}
      {removing && (
        <Confirm
          title={t('websites.removeTitle', { domain: removing.domain })}
          label={t('websites.removeButton')}
          act={() => deleteWebRoot(removing.id)}
          onClose={() => setRemoving(undefined)}
        >
          <p>
            <Trans
              i18nKey="websites.removeText"
              values={{ path: removing.path ?? '' }}
              components={{ path: <span className="mono" /> }}
            />
          </p>
        </Confirm>
      )}
    </>
  );
}

const domain: Column<WebRoot> = {
  head: t('websites.domain'),
  place: 'title',
  cell: (webRoot) => <span className="mono">{webRoot.domain}</span>,
};
const staffDomain: Column<WebRoot> = {
  ...domain,
  cell: (webRoot) => (
    <>
      <span className="mono">{webRoot.domain}</span> <Checked webRoot={webRoot} />
    </>
  ),
};
const server: Column<WebRoot> = {
  head: t('websites.server'),
  place: 'meta-side',
  cell: (webRoot) => <span className="mono">{webRoot.server.name}</span>,
};
const accounts: Column<WebRoot> = {
  head: t('websites.accounts'),
  place: 'meta end',
  cell: ({ accountCount }) => (
    <Count count={accountCount} words={t('websites.accountsShort', { count: accountCount })} />
  ),
};
const staffOnly: readonly Column<WebRoot>[] = [
  {
    head: t('websites.path'),
    place: 'clip',
    cell: ({ path }) => path && <Copyable text={path} what={t('websites.path')} />,
  },
  {
    head: t('websites.identity'),
    cell: ({ systemUid, systemGid }) => <span className="mono">{`${systemUid ?? ''}:${systemGid ?? ''}`}</span>,
  },
  {
    head: t('websiteChange.umask'),
    cell: ({ umask }) => <span className="mono">{(umask ?? 0).toString(8).padStart(3, '0')}</span>,
  },
];

interface Acts {
  readonly remove: (webRoot: WebRoot) => void;
  readonly change: (webRoot: WebRoot) => void;
}

function columnsFor(role: Role, { change, remove }: Acts): readonly Column<WebRoot>[] {
  const create: Column<WebRoot> = {
    head: t('list.actions'),
    place: 'act side',
    cell: (webRoot) => (
      <span className="row-actions">
        {role !== 'support' && (
          <Link to="/accounts/new" search={{ website: webRoot.id, customer: webRoot.customer.id }}>
            {t('websites.newAccount')}
          </Link>
        )}
        {role === 'admin' && (
          <Action
            words={t('websiteChange.open')}
            name={t('websiteChange.openOf', { domain: webRoot.domain })}
            act={() => change(webRoot)}
          />
        )}
        <Action
          words={t('websiteChange.recount')}
          name={t('websiteChange.recountOf', { domain: webRoot.domain })}
          act={() => recount(webRoot)}
        />
        {role === 'admin' && webRoot.accountCount === 0 && (
          <Action
            words={t('websites.removeShort')}
            name={t('websites.remove', { domain: webRoot.domain })}
            act={() => remove(webRoot)}
          />
        )}
      </span>
    ),
  };
  return role === 'customer'
    ? [domain, accounts, server, create]
    : [staffDomain, ...staffOnly, accounts, server, create];
}

/** What the server says of the folder, where there is anything to say. */
function Checked({ webRoot: { checkedAt, checkProblem } }: { webRoot: WebRoot }) {
  if (checkProblem !== null) {
    return (
      <State tone="refusal" icon="refused">
        {checkProblem}
      </State>
    );
  }
  return checkedAt === null ? (
    <State tone="plain" icon="waiting">
      {t('websites.unchecked')}
    </State>
  ) : null;
}

function Action({ words, name, act }: { words: string; name: string; act: () => void }) {
  return (
    <button type="button" className="text-button" aria-label={name} onClick={act}>
      {words}
    </button>
  );
}

function recount({ id, domain: of }: WebRoot): void {
  recountWebRoot(id).then(
    () => announce(t('websiteChange.recounting', { domain: of })),
    (thrown: unknown) => announce(asProblem(thrown).message),
  );
}
