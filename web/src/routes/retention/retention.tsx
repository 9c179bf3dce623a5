// For how long each kind of record is kept; for admins.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { retentionQuery } from '../../api/retention.js';
import type { Retention } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Fetched } from '../../parts/fetched.js';
import { formatDay } from '../../parts/format.js';
import { Table, type Column } from '../../parts/list.js';
import { PageHead } from '../../parts/page.js';
import { ChangeDialog, keptWords } from './change-dialog.js';

/** The retention screen. */
export function RetentionPage() {
  const query = useQuery(retentionQuery);
  const [changing, setChanging] = useState<Retention>();
  return (
    <>
      <PageHead title={t('retention.title')} lead={t('retention.lead')} />
      <Fetched query={query} what={t('retention.title')}>
        {(items) => (
          <Table
            caption={t('retention.caption')}
            columns={[...columns, changeColumn(setChanging)]}
            keyOf={({ records }) => records}
            rows={items}
          />
        )}
      </Fetched>
      {changing && <ChangeDialog kept={changing} onClose={() => setChanging(undefined)} />}
    </>
  );
}

const columns: readonly Column<Retention>[] = [
  {
    head: t('retention.records'),
    place: 'title',
    cell: ({ records }) => (
      <span className="two-lines">
        <span>{t(`retention.of.${records}`)}</span>
        <span className="hint">{t(`retention.hint.${records}`)}</span>
      </span>
    ),
  },
  {
    head: t('retention.days'),
    place: 'meta keep',
    cell: ({ days }) => keptWords(days),
  },
  {
    head: t('retention.oldest'),
    cell: ({ oldestAt }) =>
      oldestAt === null ? (
        <span className="quiet">{t('retention.none')}</span>
      ) : (
        <span className="number">{formatDay(oldestAt)}</span>
      ),
  },
];

function changeColumn(change: (kept: Retention) => void): Column<Retention> {
  return {
    head: t('list.actions'),
    place: 'act side',
    cell: (kept) => (
      <button
        type="button"
        className="text-button"
        aria-label={t('retention.changeNamed', { records: t(`retention.of.${kept.records}`) })}
        onClick={() => change(kept)}
      >
        {t('retention.change')}
      </button>
    ),
  };
}
