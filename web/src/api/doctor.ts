// The connection doctor of an FTP account.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';

/** The moment from which the doctor watches, when it begins now; by the server's clock. */
export async function beginWatching(accountId: string): Promise<string> {
  const report = await body(api.GET('/api/v1/accounts/{id}/doctor', { params: { path: { id: accountId } } }));
  return report.since;
}

/** Who has tried the login since that moment. */
export const doctorQuery = (accountId: string, since: string) =>
  queryOptions({
    queryKey: ['doctor', accountId, since],
    queryFn: () =>
      body(api.GET('/api/v1/accounts/{id}/doctor', { params: { path: { id: accountId }, query: { since } } })),
  });
