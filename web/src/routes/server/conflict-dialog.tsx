// Somebody else applied a policy while this one was being edited: what differs, and whether to take theirs or go on.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { asProblem, type Problem } from '../../api/problem.js';
import type { Conflict } from '../../api/servers.js';
import type { Policy } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Dialog } from '../../parts/dialog.js';
import { Table, type Column } from '../../parts/list.js';
import { FormProblem } from '../../parts/state.js';
import { fieldName, valueInWords } from './differences.js';

interface ConflictProps {
  readonly current: Policy;
  readonly conflicts: readonly Conflict[];
  readonly takeTheirs: () => void;
  /** Applies what was changed here to their version. */
  readonly applyMine: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Says who was faster and with what. */
export function ConflictDialog({ current, conflicts, takeTheirs, applyMine, onClose }: ConflictProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const apply = () => {
    setBusy(true);
    applyMine()
      .then(onClose, (thrown: unknown) => setProblem(asProblem(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={t('policy.conflictTitle')} size="wide" onClose={onClose}>
      <FormProblem problem={problem} />
      <p>{t('policy.conflict', { who: current.createdBy, version: current.version })}</p>
      <Table
        caption={t('policy.conflictTitle')}
        columns={columns}
        keyOf={({ field }) => field}
        rows={conflicts.filter(({ field }) => fieldName(field) !== undefined)}
      />
      <p className="quiet">{t('policy.conflictChoice')}</p>
      <div className="form-foot">
        <Button variant="default" onClick={takeTheirs}>
          {t('policy.takeTheirs')}
        </Button>
        <Button loading={busy} onClick={apply}>
          {t('policy.applyMine')}
        </Button>
      </div>
    </Dialog>
  );
}

function yours({ field, was, yours: wanted }: Conflict): string {
  const untouched = JSON.stringify(was) === JSON.stringify(wanted);
  return untouched ? t('policy.untouched') : valueInWords(field, wanted);
}

const columns: readonly Column<Conflict>[] = [
  { head: t('policy.field'), place: 'title', cell: ({ field }) => fieldName(field) },
  { head: t('policy.was'), cell: ({ field, was }) => <span className="quiet">{valueInWords(field, was)}</span> },
  {
    head: t('policy.theirs'),
    place: 'meta',
    cell: ({ field, is }) => (
      <>
        <span className="only-narrow">{`${t('policy.theirs')}: `}</span>
        {valueInWords(field, is)}
      </>
    ),
  },
  {
    head: t('policy.yours'),
    place: 'meta-side',
    cell: (conflict) => (
      <>
        <span className="only-narrow">{`${t('policy.yours')}: `}</span>
        {yours(conflict)}
      </>
    ),
  },
];
