// Web roots as a list; staff also see path and system identity, admins may remove empty ones.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { Trans } from 'react-i18next';
import { deleteWebRoot, recountWebRoot } from '../api/web-roots.js';
import type { Role, WebRoot } from '../api/types.js';
import { t } from '../i18n/index.js';
import { CopyButton } from './copy.js';
import { Confirm } from './dialog.js';
import { formatBytes, formatNumber } from './format.js';
import { Count, List, rowsOf, type Column, type Page } from './list.js';
import type { Sorting } from './list/sorting.js';
import { Path } from './path.js';
import { FormProblem, Said, State } from './state.js';
import { Usage } from './usage.js';
import { useAct } from './use-submit.js';
import { actsColumn } from './website-acts.js';
import { WebsiteChange } from './website-change.js';

interface WebsiteListProps {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<WebRoot>>>;
  readonly role: Role;
  readonly empty: ReactNode;
  /** All of one customer: then it is not said of each whose it is. */
  readonly ofCustomer?: boolean;
  readonly sorting?: Sorting;
}

/** The list. */
export function WebsiteList({ query, role, empty, ofCustomer = false, sorting }: WebsiteListProps) {
  const [removing, setRemoving] = useState<WebRoot>();
  const [changing, setChanging] = useState<WebRoot>();
  const [said, say] = useState('');
  const { problem, run } = useAct();
  const recount = ({ id, domain: of }: WebRoot) =>
    run(async () => {
      say('');
      await recountWebRoot(id);
      say(t('websiteChange.recounting', { domain: of }));
    });
  const navigate = useNavigate();
  const move = ({ id: webRootId }: WebRoot) =>
    void navigate({ to: '/websites/$webRootId/move', params: { webRootId } });
  const create = ({ id: website, customer: of }: WebRoot) =>
    void navigate({ to: '/accounts/new', search: { website, customer: of.id } });
  const acts = actsColumn(role, {
    remove: setRemoving,
    change: setChanging,
    move,
    recount,
    ...(role === 'admin' && !ofCustomer && { create }),
  });
  const newest = (webRoot: WebRoot) => rowsOf(query).find(({ id }) => id === webRoot.id) ?? webRoot;
  return (
    <>
      <FormProblem problem={problem} />
      <p role="status">{said}</p>
      <List
        query={query}
        caption={t('websites.caption')}
        columns={[...websiteColumns(role, ofCustomer), acts]}
        keyOf={({ id }) => id}
        sorting={sorting}
        empty={empty}
      />
      {changing && <WebsiteChange webRoot={newest(changing)} onClose={() => setChanging(undefined)} />}
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
              values={{ path: removing.path ?? '', size: formatBytes(removing.usedBytes) }}
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
  place: 'title fluid',
  sort: { by: 'domain', kind: 'text' },
  cell: ({ domain: name }) => (
    <span className="copyable" title={name}>
      <span className="mono">{name}</span>
    </span>
  ),
};
const staffDomain: Column<WebRoot> = {
  ...domain,
  cell: (webRoot) => (
    <span className="copyable" title={webRoot.domain}>
      <span className="mono">{webRoot.domain}</span>
      <Checked webRoot={webRoot} />
    </span>
  ),
};
const customer: Column<WebRoot> = {
  head: t('listTools.customer'),
  place: 'clip fluid',
  sort: { by: 'customer', kind: 'text' },
  cell: (webRoot) => <CustomerOf webRoot={webRoot} />,
};
const usage: Column<WebRoot> = {
  head: t('listTools.disk'),
  place: 'meta-side end',
  sort: { by: 'used', kind: 'amount' },
  cell: (webRoot) => (
    <span title={t('listTools.files', { count: webRoot.usedFiles })}>
      <Usage {...webRoot} outsideBytes={0} />
    </span>
  ),
};
const files: Column<WebRoot> = {
  head: t('listTools.filesHead'),
  place: 'end',
  cell: ({ usedFiles }) => <span className="number">{formatNumber(usedFiles)}</span>,
};
const server: Column<WebRoot> = {
  head: t('websites.server'),
  cell: (webRoot) => <span className="mono keep">{webRoot.server.name}</span>,
};
const accounts: Column<WebRoot> = {
  head: t('websites.accounts'),
  place: 'meta end',
  sort: { by: 'accounts', kind: 'amount' },
  cell: (webRoot) => <AccountsOf webRoot={webRoot} />,
};
/** On a phone with what has no column there. */
const staffAccounts = (ofCustomer: boolean): Column<WebRoot> => ({
  ...accounts,
  cell: (webRoot) => (
    <>
      <AccountsOf webRoot={webRoot} />
      <span className="only-narrow">
        {!ofCustomer && (
          <>
            {' · '}
            <CustomerOf webRoot={webRoot} />
          </>
        )}
        {' · '}
        <span className="mono keep">{webRoot.server.name}</span>
      </span>
    </>
  ),
});
const path: Column<WebRoot> = {
  head: t('websites.path'),
  place: 'clip fluid wider',
  cell: ({ path: whole }) =>
    whole && (
      <span className="copyable">
        <Path path={whole} />
        <CopyButton text={whole} what={t('websites.path')} />
      </span>
    ),
};
const roomyPath: Column<WebRoot> = { ...path, place: 'clip fluid half' };
const identity: Column<WebRoot> = {
  head: t('listTools.identity'),
  cell: ({ systemUid, systemGid, umask }) => (
    <span className="mono keep">{`${systemUid ?? ''}:${systemGid ?? ''}, ${(umask ?? 0).toString(8).padStart(3, '0')}`}</span>
  ),
};

/** Its columns but for what can be done with a row. Where each row says whose it is, there is room for less else. */
export function websiteColumns(role: Role, ofCustomer = false): readonly Column<WebRoot>[] {
  if (role === 'customer') return [domain, usage, files, accounts, server];
  if (ofCustomer) return [staffDomain, roomyPath, identity, usage, staffAccounts(true), server];
  return [staffDomain, customer, path, usage, staffAccounts(false), server];
}

/** How many, and the way to them. */
function AccountsOf({ webRoot: { accountCount: count, customer: owner, id } }: { webRoot: WebRoot }) {
  return (
    <Link to="/accounts" search={{ customer: owner.id, website: id }}>
      <Count count={count} words={t('websites.accountsShort', { count })} />
    </Link>
  );
}

function CustomerOf({ webRoot: { customer: owner } }: { webRoot: WebRoot }) {
  return (
    <Link to="/customers/$customerId" params={{ customerId: owner.id }}>
      {owner.name}
    </Link>
  );
}

/** What the server says of the folder, where there is anything to say. */
function Checked({ webRoot: { checkedAt, checkProblem } }: { webRoot: WebRoot }) {
  if (checkProblem !== null) {
    return (
      <State tone="refusal" icon="refused">
        <Said>{checkProblem}</Said>
      </State>
    );
  }
  return checkedAt === null ? (
    <State tone="plain" icon="waiting">
      {t('websites.unchecked')}
    </State>
  ) : null;
}
