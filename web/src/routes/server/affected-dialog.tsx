// Whom a draft concerns: accounts, customers and programs, with the setting each has to change, and all of it as CSV.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem, type Problem } from '../../api/problem.js';
import { affectedCsv } from '../../api/servers.js';
import type { AffectedUse, PolicyPreview, PolicyWrite } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Dialog } from '../../parts/dialog.js';
import { programName } from '../../parts/program-name.js';
import { saveFile } from '../../parts/save-file.js';
import { Table, type Column } from '../../parts/list.js';
import { FormProblem, Said } from '../../parts/state.js';
import { Ago } from '../../parts/time.js';

interface AffectedProps {
  readonly serverId: string;
  readonly draft: PolicyWrite;
  readonly forbidden: PolicyPreview['forbidden'];
  readonly onClose: () => void;
}

/** The list, and the link to the file. */
export function AffectedDialog({ serverId, draft, forbidden, onClose }: AffectedProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const download = () => {
    setBusy(true);
    affectedCsv(serverId, draft)
      .then((csv) => saveFile('who-would-have-failed.csv', csv, 'text/csv'))
      .catch((thrown: unknown) => setProblem(asProblem(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={t('policy.affectedTitle')} size="wide" onClose={onClose}>
      <FormProblem problem={problem} />
      <p className="quiet">{t('policy.affectedText')}</p>
      <Table
        caption={t('policy.affectedTitle')}
        columns={columns}
        keyOf={({ accountId, program, use, cure }) => [accountId, program, use, cure].join(' ')}
        rows={forbidden.affected}
      />
      <div className="form-foot">
        <Button variant="default" onClick={onClose}>
          {t('dialog.close')}
        </Button>
        <Button loading={busy} onClick={download}>
          {t('policy.downloadCsv')}
        </Button>
      </div>
    </Dialog>
  );
}

const columns: readonly Column<AffectedUse>[] = [
  {
    head: t('accounts.login'),
    place: 'title',
    cell: ({ accountId, login, cure }) => (
      <span className="now">
        <Link to="/accounts/$accountId" params={{ accountId }} className="mono">
          {login}
        </Link>
        <span className="hint">
          <Said>{cure}</Said>
        </span>
      </span>
    ),
  },
  {
    head: t('accounts.customer'),
    place: 'meta',
    cell: ({ customerId, customer }) => (
      <Link to="/customers/$customerId" params={{ customerId }}>
        {customer}
      </Link>
    ),
  },
  {
    head: t('policy.program'),
    place: 'meta-side',
    cell: ({ program, use }) => (
      <>
        {programName(program)}
        <span className="quiet">{`, ${t(`policy.uses.${use}`)}`}</span>
      </>
    ),
  },
  { head: t('policy.connections'), place: 'end', cell: ({ connections }) => connections },
  { head: t('policy.lastUsed'), place: 'side', cell: ({ lastUsedAt }) => <Ago iso={lastUsedAt} /> },
];
