// The accounts list as CSV, written page by page. What is read and whose is the list's business.
import { csvLines } from '../http/csv.js';
import type { Page } from '../http/page.js';
import type { Account } from './accounts.dto.js';

const columns: Readonly<Record<string, (account: Account) => string | number>> = {
  login: ({ login }) => login,
  customer: ({ customer }) => customer.name,
  website: ({ webRoot }) => webRoot.domain,
  folder: ({ folder }) => folder,
  server: ({ webRoot }) => webRoot.serverName,
  access: ({ access }) => access,
  status: ({ effectiveStatus }) => effectiveStatus,
  'used bytes': ({ usedBytes }) => usedBytes,
  'quota bytes': ({ quotaBytes }) => quotaBytes ?? '',
  'last login': ({ lastLoginAt }) => lastLoginAt ?? '',
  'open sessions': ({ openSessions }) => openSessions,
  expires: ({ expiresAt }) => expiresAt ?? '',
  created: ({ createdAt }) => createdAt,
  note: ({ note }) => note,
};

/** The text of the whole list, a piece for each page; `next` reads the page after a cursor. */
export async function* accountCsv(
  first: Page<Account>,
  next: (cursor: string) => Promise<Page<Account>>,
): AsyncGenerator<string> {
  yield csvLines([Object.keys(columns)]);
  for (let page = first; ; page = await next(page.nextCursor)) {
    yield csvLines(page.items.map((account) => Object.values(columns).map((column) => column(account))));
    if (page.nextCursor === null) return;
  }
}
