// Why logins with one FTP account were refused.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';

/** Those of the last week. */
export const refusedLoginsQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['logins', 'refused', accountId],
    queryFn: () => body(api.GET('/api/v1/accounts/{id}/refused-logins', { params: { path: { id: accountId } } })),
  });
