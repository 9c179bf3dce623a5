// Customers and plans as CSV: a column for each fact. What is read and whose is the lists' business.
import type { CsvColumns } from '../http/csv-pages.js';
import type { Customer } from './customers.dto.js';
import type { Plan } from './plans.dto.js';

export const customerColumns: CsvColumns<Customer> = {
  name: ({ name }) => name,
  reference: ({ externalRef }) => externalRef ?? '',
  plan: ({ plan }) => plan.name,
  status: ({ status }) => status,
  'suspended because': ({ suspendedReason }) => suspendedReason ?? '',
  'FTP accounts': ({ accountCount }) => accountCount,
  'most FTP accounts': ({ maxFtpAccounts }) => maxFtpAccounts ?? '',
  websites: ({ webRootCount }) => webRootCount,
  'used bytes': ({ usedBytes }) => usedBytes,
  'quota bytes': ({ quotaBytes }) => quotaBytes ?? '',
  'used files': ({ usedFiles }) => usedFiles,
  'open sessions': ({ openSessions }) => openSessions,
  'created (UTC)': ({ createdAt }) => createdAt,
};

export const planColumns: CsvColumns<Plan> = {
  name: ({ name }) => name,
  customers: ({ customerCount }) => customerCount,
  'FTP accounts': ({ maxFtpAccounts }) => maxFtpAccounts ?? '',
  'quota bytes': ({ quotaBytes }) => quotaBytes ?? '',
  'quota files': ({ quotaFiles }) => quotaFiles ?? '',
  sessions: ({ maxSessions }) => maxSessions ?? '',
  'download bytes a second': ({ bandwidthDownBytes }) => bandwidthDownBytes ?? '',
  'upload bytes a second': ({ bandwidthUpBytes }) => bandwidthUpBytes ?? '',
  features: ({ features }) => features.join(' '),
  'created (UTC)': ({ createdAt }) => createdAt,
};
