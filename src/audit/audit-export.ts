// The audit log as CSV: a column for each fact, before and after as JSON. What is read and whose is the log's business.
import type { CsvColumns } from '../http/csv-pages.js';
import type { AuditEvent } from './audit.dto.js';

export const auditColumns: CsvColumns<AuditEvent> = {
  'at (UTC)': ({ at }) => at,
  who: ({ actor }) => actor,
  what: ({ verb }) => verb,
  kind: ({ subjectKind }) => subjectKind,
  subject: ({ subject }) => subject,
  before: ({ before }) => (before === null ? '' : JSON.stringify(before)),
  after: ({ after }) => (after === null ? '' : JSON.stringify(after)),
  address: ({ clientAddress }) => clientAddress ?? '',
};
