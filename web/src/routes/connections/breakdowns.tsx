// What became of data connections, and of whose: by verdict, mode, verb, client program and client network.
import { useMe } from '../../api/me.js';
import type { ConnectionSummary, ConnectionTally } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatNumber } from '../../parts/format.js';
import { Count, Table, type Column } from '../../parts/list.js';
import { Section } from '../../parts/page.js';
import { programName } from '../../parts/program-name.js';
import { formatShare } from '../../parts/share.js';
import { verdictWords } from '../../parts/verdict.js';
import { VerdictState } from '../../parts/verdict-state.js';
import type { Narrowing } from './narrowing.js';
import { formatConnectTime } from './step-words.js';

interface BreakdownProps {
  readonly summary: ConnectionSummary;
  readonly narrow: (more: Narrowing) => void;
}

type ByVerdict = ConnectionSummary['byVerdict'][number];

/** How many of each verdict, and what to do about it. */
export function Verdicts({ summary, narrow }: BreakdownProps) {
  const { role } = useMe();
  const columns: readonly Column<ByVerdict>[] = [
    {
      head: t('connections.verdict'),
      place: 'title wrapping',
      cell: ({ verdict }) => <VerdictState facts={{ verdict }} />,
    },
    {
      head: t('connections.cure'),
      place: 'meta wrapping',
      cell: ({ verdict }) => (
        <span className="now quiet">{verdictWords({ verdict }, role).cure ?? t('connections.nothing')}</span>
      ),
    },
    {
      head: t('connections.count'),
      place: 'side end',
      cell: ({ connections }) => <span className="number">{formatNumber(connections)}</span>,
    },
    {
      head: t('connections.show'),
      place: 'meta-side act',
      cell: ({ verdict }) => (
        <button
          type="button"
          className="text-button"
          aria-label={t('connections.showNamed', { verdict: verdictWords({ verdict }, role).what })}
          onClick={() => narrow({ verdict })}
        >
          {t('connections.show')}
        </button>
      ),
    },
  ];
  return (
    <Section title={t('connections.verdictTitle')}>
      <Table
        caption={t('connections.verdictCaption')}
        columns={columns}
        keyOf={({ verdict }) => verdict}
        rows={summary.byVerdict}
      />
    </Section>
  );
}

type Part = ConnectionTally & { readonly name: string; readonly narrowing: Narrowing };

/** The tables by mode, verb, program and network; a name narrows everything to it. */
export function Parts({ summary, narrow }: BreakdownProps) {
  const { byMode, byVerb, byNetwork, byProgram } = summary;
  const modes = byMode.map((row) => ({
    ...row,
    name: t(`connections.modes.${row.mode}`),
    narrowing: { mode: row.mode },
  }));
  const verbs = byVerb.map((row) => ({ ...row, name: row.verb, narrowing: { verb: row.verb } }));
  const programs = byProgram.map((row) => ({
    ...row,
    name: programName(row.program),
    narrowing: { program: row.program },
  }));
  const networks = byNetwork.map((row) => ({ ...row, name: row.network, narrowing: { network: row.network } }));
  return (
    <>
      <PartTable by="mode" rows={modes} narrow={narrow} />
      <PartTable by="verb" rows={verbs} narrow={narrow} />
      <PartTable by="program" rows={programs} narrow={narrow} />
      <PartTable by="network" rows={networks} narrow={narrow} />
    </>
  );
}

type By = 'mode' | 'verb' | 'program' | 'network';

function PartTable({ by, rows, narrow }: { by: By; rows: readonly Part[]; narrow: BreakdownProps['narrow'] }) {
  const columns: readonly Column<Part>[] = [
    {
      head: t(`connections.byHead.${by}`),
      place: 'title wrapping',
      cell: ({ name, narrowing }) => (
        <button
          type="button"
          className={by === 'network' || by === 'verb' ? 'text-button mono' : 'text-button'}
          aria-label={t('connections.onlyNamed', { what: name })}
          onClick={() => narrow(narrowing)}
        >
          {name}
        </button>
      ),
    },
    {
      head: t('connections.share'),
      place: 'side end',
      cell: (row) => (
        <>
          {formatShare(row)} <span className="only-narrow quiet">{t('connections.shareShort')}</span>
        </>
      ),
    },
    {
      head: t('connections.failed'),
      place: 'end',
      cell: ({ counted, worked }) => <span className="number">{formatNumber(counted - worked)}</span>,
    },
    {
      head: t('connections.count'),
      place: 'meta end',
      cell: ({ counted }) => <Count count={counted} words={t('connections.counted', { count: counted })} />,
    },
    {
      head: t('connections.most'),
      place: 'end',
      cell: ({ connectMsP95 }) => <span className="number">{formatConnectTime(connectMsP95)}</span>,
    },
  ];
  const title = t(`connections.by.${by}`);
  const limited = rows.length === 20 && <span className="hint">{t('connections.worst')}</span>;
  return (
    <Section title={title} aside={limited}>
      <Table caption={title} columns={columns} keyOf={({ name }) => name} rows={rows} />
    </Section>
  );
}
