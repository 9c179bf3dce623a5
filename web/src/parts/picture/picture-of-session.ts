// From a session to the picture of its two connections, and to the same in words. Pure.
import type { Culprit, LiveConnection, Role, Session } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatBytes, tlsName } from '../format.js';
import { isActive } from '../modes/verbs.js';
import { verdictWords } from '../verdict.js';
import type { Picture, PictureLine, Stop } from './connection-picture.js';

type Pictured = Pick<
  Session,
  'clientAddress' | 'clientPort' | 'serverAddress' | 'serverPort' | 'tlsVersion' | 'closedAt' | 'dataConnection'
>;

/** Where a line dies by who can mend it; nobody's fault is no failure. */
const stops: Readonly<Record<Exclude<Culprit, 'nobody'>, Stop>> = {
  client: 'client',
  'client-settings': 'client',
  'client-nat': 'client-wall',
  'client-firewall': 'client-wall',
  'server-nat': 'server-wall',
  'server-firewall': 'server-wall',
  server: 'server',
};

/** The picture of a session as it is now, or as it was last. */
export function pictureOfSession(session: Pictured): Picture {
  const { clientAddress, clientPort, serverAddress, serverPort, tlsVersion, closedAt, dataConnection } = session;
  const control: PictureLine = {
    kind: 'control',
    towards: 'server',
    atClient: String(clientPort),
    atServer: String(serverPort),
    label: t('picture.control'),
    secure: tlsVersion !== null,
    state: closedAt === null ? 'up' : 'over',
  };
  return {
    lines: dataConnection ? [control, dataLine(dataConnection)] : [control],
    client: clientAddress,
    server: serverAddress,
  };
}

function dataLine(connection: LiveConnection): PictureLine {
  const { culprit, tlsVersion, verb } = connection;
  const { client, server } = portsOf(connection);
  const line: PictureLine = {
    kind: 'data',
    towards: isActive(connection.verb) ? 'client' : 'server',
    atClient: client,
    atServer: server,
    label: `${t('picture.data')} ${verb}`,
    secure: tlsVersion !== null,
    beneath: beneath(connection),
    state: stateOf(connection),
  };
  if (culprit === null || culprit === 'nobody') return line;
  return { ...line, state: 'failed', stop: stops[culprit], beneath: t('wire.failed') };
}

function portsOf(connection: LiveConnection): { client: string; server: string } {
  const { localPort, offered, peer } = connection;
  const [client, server] = isActive(connection.verb)
    ? [peer?.port ?? offered?.port, localPort]
    : [peer?.port, localPort ?? offered?.port];
  return { client: String(client ?? t('picture.any')), server: String(server ?? t('picture.any')) };
}

function stateOf({ state }: LiveConnection): NonNullable<PictureLine['state']> {
  if (state === 'ended') return 'over';
  return state === 'waiting' || state === 'dialling' ? 'waiting' : 'up';
}

function beneath(connection: LiveConnection): string {
  const { bytes, culprit, state, verdict } = connection;
  if (state === 'waiting') return t(isActive(connection.verb) ? 'wire.armed' : 'wire.waiting');
  if (state === 'ended') return culprit === 'nobody' ? overBeneath(bytes, verdict) : '';
  return state === 'moving' ? formatBytes(bytes) : t(`wire.${state}`);
}

function overBeneath(bytes: number, verdict: string | null): string {
  return verdict === 'worked' ? t('wire.over', { bytes: formatBytes(bytes) }) : t('wire.notUsed');
}

/** The same in words, a sentence a connection. */
export function wordsOfSession(session: Pictured, role: Role): string[] {
  const { clientAddress, serverAddress, serverPort, tlsVersion, dataConnection } = session;
  const control = t('session.dialled', { address: clientAddress, port: serverPort, server: serverAddress });
  const words = [`${control} ${securityOf(tlsVersion)}`];
  if (dataConnection) words.push(wordsOfConnection(dataConnection, role));
  return words;
}

/** Whether a connection is encrypted, in a sentence. */
export const securityOf = (tlsVersion: string | null): string =>
  tlsVersion === null ? t('session.inClear') : t('session.securedBy', { version: tlsName(tlsVersion) });

function wordsOfConnection(connection: LiveConnection, role: Role): string {
  const { offered, tlsVersion, verb, verdict } = connection;
  const facts = { verb, ...portsOf(connection), bytes: formatBytes(connection.bytes), port: offered?.port ?? '' };
  const sentence = keyOf(connection);
  if (sentence === 'ended') {
    return verdictWords({ ...facts, port: offered?.port, address: offered?.address, verdict }, role).what;
  }
  const isUp = sentence !== 'waiting' && sentence !== 'armed' && sentence !== 'dialling';
  return isUp ? `${t(`connection.${sentence}`, facts)} ${securityOf(tlsVersion)}` : t(`connection.${sentence}`, facts);
}

function keyOf(connection: LiveConnection) {
  const { state, verdict } = connection;
  if (state === 'ended') return verdict === 'worked' ? 'worked' : 'ended';
  return state === 'waiting' && isActive(connection.verb) ? 'armed' : state;
}
