// What bounds one FTP account.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';

/** What bounds it, and how much of that is used. */
export const accountLimitsQuery = (id: string) =>
  queryOptions({
    queryKey: ['accounts', 'limits', id],
    queryFn: () => body(api.GET('/api/v1/accounts/{id}/limits', { params: { path: { id } } })),
  });
