// Everything that was written down about one data connection, in words.
import type { ReactNode } from 'react';
import type { DataConnection } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { locale } from '../../i18n/language.js';
import { Breakable, Copyable } from '../../parts/copy.js';
import { formatBytes, tlsName } from '../../parts/format.js';
import { isActive } from '../../parts/modes/verbs.js';
import { programName } from '../../parts/program-name.js';
import { Moment } from '../../parts/time.js';
import { formatConnectTime } from './step-words.js';
import { Said } from '../../parts/state.js';

type Fact = readonly [name: string, fact: ReactNode];

/** The facts, each with its name; what does not apply is left out. */
export function RecordFacts({ row }: { row: DataConnection }) {
  return (
    <dl className="facts">
      {[...asked(row), ...cameAbout(row)]
        .filter(([, fact]) => fact !== false && fact !== null && fact !== undefined)
        .map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Who asked for what. */
function asked(row: DataConnection): Fact[] {
  const mode = isActive(row.verb) ? 'active' : 'passive';
  return [
    [t('record.reference'), row.reference && <Copyable text={row.reference} what={t('record.referenceName')} />],
    [t('record.asked'), <Moment iso={row.at} />],
    [
      t('connections.way'),
      t('record.asks', { verb: row.verb, mode: t(`connections.modes.${mode}`).toLocaleLowerCase(locale) }),
    ],
    [t('record.decision'), row.decision && <Said>{row.decision}</Said>],
    [
      t('connections.who'),
      row.login && (
        <span className="mono">
          <Breakable text={row.login} />
        </span>
      ),
    ],
    [t('record.from'), <Copyable text={row.clientAddress} what={t('connections.from')} />],
    [t('record.program'), programName(row.clientProgram)],
    [t(`record.${mode}Offer`), endpoint(row.offeredAddress, row.offeredPort)],
    [t('record.ownPort'), row.localPort !== null && <span className="mono">{row.localPort}</span>],
  ];
}

/** Who came, and how it went on. */
function cameAbout(row: DataConnection): Fact[] {
  const came = row.connectMs !== null;
  const peer = isActive(row.verb) ? t('record.activePeer') : t('record.passivePeer');
  return [
    [peer, endpoint(row.peerAddress, row.peerPort) ?? t('record.nobody')],
    [t('record.connected'), came ? formatConnectTime(row.connectMs) : t('record.never')],
    [t('record.firstByte'), row.firstByteMs !== null && formatConnectTime(row.firstByteMs)],
    [t('record.lastByte'), row.lastByteMs !== null && formatConnectTime(row.lastByteMs)],
    [t('record.lasted'), formatConnectTime(row.durationMs)],
    [t('record.moved'), formatBytes(row.bytes)],
    [t('record.security'), came && security(row)],
    [t('record.closedFirst'), row.closedFirst && t(`record.closers.${row.closedFirst}`)],
    [t('record.errno'), row.errno && <span className="mono">{row.errno}</span>],
  ];
}

function endpoint(address: string | null, port: number | null): ReactNode {
  if (address === null && port === null) return undefined;
  const host = address?.includes(':') ? `[${address}]` : (address ?? '');
  return <span className="mono">{port === null ? host : `${host}:${port}`}</span>;
}

function security({ tlsVersion, tlsResumed }: DataConnection): string {
  if (tlsVersion === null) return t('record.inClear');
  return t(tlsResumed ? 'record.resumed' : 'record.notResumed', { version: tlsName(tlsVersion) });
}
