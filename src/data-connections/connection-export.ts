// Data connections as CSV: a column for each fact. What is read and whose is the list's business.
import type { CsvColumns } from '../http/csv-pages.js';
import type { DataConnection } from './data-connections.dto.js';

export const connectionColumns: CsvColumns<DataConnection> = {
  'at (UTC)': ({ at }) => at,
  reference: ({ reference }) => reference ?? '',
  login: ({ login }) => login ?? '',
  address: ({ clientAddress }) => clientAddress,
  program: ({ clientProgram }) => clientProgram ?? '',
  server: ({ serverName }) => serverName,
  verb: ({ verb }) => verb,
  'offered address': ({ offeredAddress }) => offeredAddress ?? '',
  'offered port': ({ offeredPort }) => offeredPort ?? '',
  'peer address': ({ peerAddress }) => peerAddress ?? '',
  'peer port': ({ peerPort }) => peerPort ?? '',
  'milliseconds to connect': ({ connectMs }) => connectMs ?? '',
  milliseconds: ({ durationMs }) => durationMs,
  bytes: ({ bytes }) => bytes,
  tls: ({ tlsVersion }) => tlsVersion ?? 'no',
  verdict: ({ verdict, outcome }) => verdict ?? outcome,
};
