// Somebody else changed what you were editing: field by field what is there now and what you wrote, and the two ways on.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../i18n/index.js';
import { Dialog } from '../dialog.js';
import { Table, type Column } from '../list.js';
import type { Difference } from './differences.js';

interface ConflictProps {
  readonly title: string;
  /** Who was faster, and that nothing of yours is lost. */
  readonly children: ReactNode;
  readonly differences: readonly Difference[];
  readonly takeTheirs: () => void;
  readonly applyMine: () => void;
  readonly busy?: boolean;
  readonly onClose: () => void;
}

/** The dialog; closing it leaves everything as it was typed. */
export function ConflictDialog(props: ConflictProps) {
  const { title, children, differences, takeTheirs, applyMine, busy = false, onClose } = props;
  return (
    <Dialog title={title} size="wide" onClose={onClose}>
      {children}
      <Table caption={title} columns={columns} keyOf={({ field }) => field} rows={differences} />
      <p className="quiet">{t('conflict.choice')}</p>
      <div className="form-foot">
        <Button variant="default" onClick={takeTheirs}>
          {t('conflict.takeTheirs')}
        </Button>
        <Button loading={busy} onClick={applyMine}>
          {t('conflict.applyMine')}
        </Button>
      </div>
    </Dialog>
  );
}

const columns: readonly Column<Difference>[] = [
  { head: t('conflict.field'), place: 'title', cell: ({ name }) => name },
  { head: t('conflict.was'), cell: ({ was }) => <span className="quiet said">{was}</span> },
  {
    head: t('conflict.theirs'),
    place: 'meta',
    cell: ({ theirs }) => (
      <span className="said">
        <span className="only-narrow">{`${t('conflict.theirs')}: `}</span>
        {theirs}
      </span>
    ),
  },
  {
    head: t('conflict.yours'),
    place: 'below',
    cell: ({ yours }) => (
      <span className="said">
        <span className="only-narrow">{`${t('conflict.yours')}: `}</span>
        {yours ?? <span className="quiet">{t('conflict.untouched')}</span>}
      </span>
    ),
  },
];
