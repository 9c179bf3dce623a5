// Tries to log in as CSV: a column for each fact. What is read and whose is the list's business.
import type { CsvColumns } from '../http/csv-pages.js';
import type { LoginAttempt } from './data-connections.dto.js';

export const loginColumns: CsvColumns<LoginAttempt> = {
  'at (UTC)': ({ at }) => at,
  login: ({ name }) => name,
  address: ({ clientAddress }) => clientAddress,
  program: ({ clientProgram }) => clientProgram ?? '',
  server: ({ serverName }) => serverName,
  tls: ({ tls }) => (tls ? 'yes' : 'no'),
  result: ({ outcome }) => (outcome === 'accepted' ? 'accepted' : 'refused'),
  reason: ({ outcome }) => (outcome === 'accepted' ? '' : outcome),
};
