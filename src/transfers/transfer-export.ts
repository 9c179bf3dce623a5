// The transfer log as CSV: a column for each fact. What is read and whose is the log's business.
import type { CsvColumns } from '../http/csv-pages.js';
import type { Transfer } from './transfers.dto.js';

export const transferColumns: CsvColumns<Transfer> = {
  'at (UTC)': ({ at }) => at,
  login: ({ login }) => login,
  address: ({ clientAddress }) => clientAddress,
  server: ({ serverName }) => serverName,
  kind: ({ kind }) => kind,
  path: ({ path }) => path,
  'to path': ({ toPath }) => toPath ?? '',
  bytes: ({ bytes }) => bytes,
  milliseconds: ({ durationMs }) => durationMs,
  mode: ({ mode }) => mode ?? '',
  tls: ({ tls }) => (tls ? 'yes' : 'no'),
  result: ({ outcome }) => outcome,
  reply: ({ reply }) => reply,
};
