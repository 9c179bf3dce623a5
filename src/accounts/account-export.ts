// FTP accounts as CSV: a column for each fact. What is read and whose is the list's business.
import type { CsvColumns } from '../http/csv-pages.js';
import type { Account } from './accounts.dto.js';

export const accountColumns: CsvColumns<Account> = {
  login: ({ login }) => login,
  customer: ({ customer }) => customer.name,
  website: ({ webRoot }) => webRoot.domain,
  folder: ({ folder }) => folder,
  server: ({ webRoot }) => webRoot.serverName,
  access: ({ access }) => access,
  status: ({ effectiveStatus }) => effectiveStatus,
  'used bytes': ({ usedBytes }) => usedBytes,
  'quota bytes': ({ quotaBytes }) => quotaBytes ?? '',
  'last login (UTC)': ({ lastLoginAt }) => lastLoginAt ?? '',
  'open sessions': ({ openSessions }) => openSessions,
  'expires (UTC)': ({ expiresAt }) => expiresAt ?? '',
  'created (UTC)': ({ createdAt }) => createdAt,
  note: ({ note }) => note,
};
