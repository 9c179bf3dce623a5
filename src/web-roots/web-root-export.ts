// Web roots as CSV: a column for each fact; those of the system are empty for customers. What is read and whose is the
// list's business.
import type { CsvColumns } from '../http/csv-pages.js';
import type { WebRoot } from './web-roots.dto.js';

export const webRootColumns: CsvColumns<WebRoot> = {
  domain: ({ domain }) => domain,
  customer: ({ customer }) => customer.name,
  server: ({ server }) => server.name,
  folder: ({ path }) => path ?? '',
  uid: ({ systemUid }) => systemUid ?? '',
  gid: ({ systemGid }) => systemGid ?? '',
  'FTP accounts': ({ accountCount }) => accountCount,
  'used bytes': ({ usedBytes }) => usedBytes,
  'used files': ({ usedFiles }) => usedFiles,
  'quota bytes of the plan': ({ quotaBytes }) => quotaBytes ?? '',
  'created (UTC)': ({ createdAt }) => createdAt,
};
