// The columns of the transfer log.
import { Link } from '@tanstack/react-router';
import type { Transfer } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Breakable } from '../copy.js';
import { formatBytes, formatDuration } from '../format.js';
import type { IconName } from '../icons.js';
import type { Column } from '../list.js';
import { Path } from '../path.js';
import { Said, State, type Tone } from '../state.js';
import { Logged } from '../time.js';

const outcomes = {
  complete: ['data', 'check'],
  aborted: ['failure', 'failed'],
  refused: ['refusal', 'refused'],
  failed: ['failure', 'failed'],
} as const satisfies Record<Transfer['outcome'], readonly [Tone, IconName]>;

const movesBytes: readonly Transfer['kind'][] = ['download', 'upload', 'append'];

/** Under it why it did not come to its end, as the server told the client. */
const path: Column<Transfer> = {
  head: t('transfers.path'),
  place: 'title clip path-cell',
  cell: ({ outcome: end, path: from, reply, toPath }) => (
    <span className="two-lines">
      <span className="with-path">
        <Path path={from} />
        {toPath !== null && (
          <>
            {' '}
            <span className="quiet">{t('transfers.to')}</span> <Path path={toPath} />
          </>
        )}
      </span>
      {end !== 'complete' && reply !== '' && (
        <span className="hint">
          <Said>{reply}</Said>
        </span>
      )}
    </span>
  ),
};

const outcome: Column<Transfer> = {
  head: t('transfers.outcome'),
  place: 'side',
  cell: (transfer) => <Outcome transfer={transfer} />,
};

/** On a phone, where the login takes the place of the kind, the kind is the word of what went well. */
const kindAndOutcome: Column<Transfer> = {
  ...outcome,
  cell: (transfer) => (
    <>
      <span className="only-wide">
        <Outcome transfer={transfer} />
      </span>
      <span className="only-narrow">
        <Outcome transfer={transfer} ofKind />
      </span>
    </>
  ),
};

function Outcome({ transfer, ofKind = false }: { transfer: Transfer; ofKind?: boolean }) {
  const [tone, icon] = outcomes[transfer.outcome];
  const kind = ofKind && t(`kind.${transfer.kind}`);
  const words = [kind, (!kind || transfer.outcome !== 'complete') && t(`outcome.${transfer.outcome}`)];
  return (
    <State tone={tone} icon={icon}>
      {words.filter(Boolean).join(': ')}
    </State>
  );
}

const size: Column<Transfer> = {
  head: t('transfers.size'),
  place: 'end',
  sort: { by: 'bytes', kind: 'amount' },
  cell: ({ kind, bytes, durationMs }) =>
    movesBytes.includes(kind) ? (
      <span className="number" title={formatDuration(durationMs)}>
        {formatBytes(bytes)}
      </span>
    ) : (
      <span className="quiet">{t('list.none')}</span>
    ),
};

const login: Column<Transfer> = {
  head: t('transfers.login'),
  place: 'meta clip',
  cell: (transfer) =>
    transfer.accountId ? (
      <Link to="/accounts/$accountId" params={{ accountId: transfer.accountId }} className="mono">
        <Breakable text={transfer.login} />
      </Link>
    ) : (
      <span className="mono quiet">
        <Breakable text={transfer.login} />
      </span>
    ),
};

const mode: Column<Transfer> = {
  head: t('transfers.mode'),
  cell: (transfer) =>
    transfer.mode ? (
      <span className="keep">{t(transfer.tls ? `mode.${transfer.mode}-tls` : `mode.${transfer.mode}`)}</span>
    ) : (
      <span className="quiet">{t('list.none')}</span>
    ),
};

/** The columns; on an account's own page its login and address are left out. */
export function transferColumns({ ofOneAccount }: { ofOneAccount: boolean }): readonly Column<Transfer>[] {
  const when: Column<Transfer> = {
    head: t('transfers.when'),
    place: ofOneAccount ? 'meta' : 'meta-side',
    sort: { by: 'at', kind: 'past' },
    cell: ({ at, bytes, kind }) => (
      <>
        {movesBytes.includes(kind) && <span className="only-narrow number">{formatBytes(bytes)} · </span>}
        <Logged iso={at} />
      </>
    ),
  };
  const kind: Column<Transfer> = {
    head: t('transfers.kind'),
    ...(ofOneAccount && { place: 'meta-side' }),
    cell: (transfer) => <span className="keep">{t(`kind.${transfer.kind}`)}</span>,
  };
  if (ofOneAccount) return [when, path, kind, size, outcome];
  return [when, path, kind, size, kindAndOutcome, mode, login];
}
