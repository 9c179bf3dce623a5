// What can be done with a website, in the last column of its list.
import { Link } from '@tanstack/react-router';
import type { Role, WebRoot } from '../api/types.js';
import { opens, t } from '../i18n/index.js';
import type { Column } from './list.js';
import { RowMenu, type RowAct } from './list/row-menu.js';

interface Acts {
  readonly remove: (webRoot: WebRoot) => void;
  readonly change: (webRoot: WebRoot) => void;
  readonly move: (webRoot: WebRoot) => void;
  readonly recount: (webRoot: WebRoot) => void;
  /** Where a row has no room for it. */
  readonly create?: (webRoot: WebRoot) => void;
}

/** The column: the way to a new FTP account, and a menu. */
export function actsColumn(role: Role, acts: Acts): Column<WebRoot> {
  return {
    head: t('list.actions'),
    place: 'act below',
    cell: (webRoot) => (
      <span className="row-actions">
        {role !== 'support' && acts.create === undefined && (
          <Link to="/accounts/new" search={{ website: webRoot.id, customer: webRoot.customer.id }}>
            {t('websites.newAccount')}
          </Link>
        )}
        <RowMenu of={webRoot.domain} acts={seldom(role, webRoot, acts)} />
      </span>
    ),
  };
}

function seldom(role: Role, webRoot: WebRoot, { change, create, move, recount, remove }: Acts): RowAct[] {
  const { domain: of } = webRoot;
  const count = {
    words: t('websiteChange.recount'),
    name: t('websiteChange.recountOf', { domain: of }),
    act: () => recount(webRoot),
  };
  if (role !== 'admin') return [count];
  return [
    ...(create
      ? [
          {
            words: t('websites.newAccount'),
            name: t('websites.newAccountIn', { domain: of }),
            act: () => create(webRoot),
          },
        ]
      : []),
    {
      words: opens(t('websiteChange.open')),
      name: t('websiteChange.openOf', { domain: of }),
      act: () => change(webRoot),
    },
    { words: t('siteMove.open'), name: t('siteMove.openOf', { domain: of }), act: () => move(webRoot) },
    count,
    ...(webRoot.accountCount === 0
      ? [
          {
            words: opens(t('websites.removeShort')),
            name: t('websites.remove', { domain: of }),
            act: () => remove(webRoot),
          },
        ]
      : []),
  ];
}
