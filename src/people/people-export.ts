// The people who sign in to the panel as CSV: a column for each fact. Whose is the list's business.
import type { CsvColumns } from '../http/csv-pages.js';
import type { PanelUser } from './people.dto.js';

export const panelUserColumns: CsvColumns<PanelUser> = {
  'e-mail': ({ email }) => email,
  name: ({ displayName }) => displayName,
  role: ({ role }) => role,
  customer: ({ customer }) => customer?.name ?? '',
  status: ({ status }) => status,
  'two-step': ({ twoStep }) => (twoStep ? 'yes' : 'no'),
  'last sign-in (UTC)': ({ lastSignInAt }) => lastSignInAt ?? '',
  'created (UTC)': ({ createdAt }) => createdAt,
};
