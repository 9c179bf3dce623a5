// Whom a draft concerns: accounts, customers and programs, with the setting each has to change, and all of it as CSV.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { affectedCsv } from '../../api/servers.js';
import type { AffectedUse, PolicyPreview, PolicyWrite } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Dialog } from '../../parts/dialog.js';
import { programName } from '../../parts/program-name.js';
import { saveFile } from '../../parts/save-file.js';
import { formatNumber } from '../../parts/format.js';
import { Table, type Column } from '../../parts/list.js';
import { FormProblem, Said } from '../../parts/state.js';
import { Ago } from '../../parts/time.js';
import { useAct } from '../../parts/use-submit.js';

interface AffectedProps {
  readonly serverId: string;
  readonly draft: PolicyWrite;
  readonly forbidden: PolicyPreview['forbidden'];
  readonly onClose: () => void;
}

/** The preview names no more; the file has every one. */
const mostShown = 100;

/** The list, and the link to the file. */
export function AffectedDialog({ serverId, draft, forbidden, onClose }: AffectedProps) {
  const { busy, problem, run } = useAct();
  const download = async () => saveFile('who-would-have-failed.csv', await affectedCsv(serverId, draft), 'text/csv');
  return (
    <Dialog title={t('policy.affectedTitle')} size="wide" onClose={onClose}>
      <FormProblem problem={problem} />
      <p className="quiet">
        {t('policy.affectedText')}
        {forbidden.affected.length >= mostShown && ` ${t('policy.affectedCut', { count: mostShown })}`}
      </p>
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
        <Button loading={busy} onClick={() => run(download)}>
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
  { head: t('policy.connections'), place: 'end', cell: ({ connections }) => formatNumber(connections) },
  { head: t('policy.lastUsed'), place: 'side', cell: ({ lastUsedAt }) => <Ago iso={lastUsedAt} /> },
];
