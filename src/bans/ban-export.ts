// Bans as CSV: a column for each fact. What is read and whose is the list's business.
import type { CsvColumns } from '../http/csv-pages.js';
import type { Ban } from './bans.dto.js';

export const banColumns: CsvColumns<Ban> = {
  network: ({ clientNetwork }) => clientNetwork,
  login: ({ login }) => login ?? '',
  reason: ({ reason }) => reason,
  state: ({ state }) => state,
  'never kept out there': ({ exemptNetworks }) => exemptNetworks.join(' '),
  'created (UTC)': ({ createdAt }) => createdAt,
  'created by': ({ createdBy }) => createdBy ?? '',
  'ends (UTC)': ({ expiresAt }) => expiresAt ?? '',
  'lifted (UTC)': ({ liftedAt }) => liftedAt ?? '',
  'lifted by': ({ liftedBy }) => liftedBy ?? '',
};
