// FTP sessions as CSV: a column for each fact. What is read and whose is the list's business.
import type { CsvColumns } from '../http/csv-pages.js';
import type { Session } from './sessions.dto.js';

export const sessionColumns: CsvColumns<Session> = {
  'opened (UTC)': ({ openedAt }) => openedAt,
  login: ({ login }) => login ?? '',
  customer: ({ customer }) => customer?.name ?? '',
  server: ({ server }) => server.name,
  address: ({ clientAddress }) => clientAddress,
  program: ({ clientProgram }) => clientProgram ?? '',
  tls: ({ tlsVersion }) => tlsVersion ?? 'no',
  folder: ({ workingFolder }) => workingFolder,
  doing: ({ transfer }) => transfer?.kind ?? '',
  path: ({ transfer }) => transfer?.path ?? '',
  'logged in (UTC)': ({ loggedInAt }) => loggedInAt ?? '',
  'closed (UTC)': ({ closedAt }) => closedAt ?? '',
  'ended because': ({ endReason }) => endReason ?? '',
};
