// What bounds one FTP account.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import type { paths } from './schema.js';

export type AccountLimits =
  paths['/api/v1/accounts/{id}/limits']['get']['responses'][200]['content']['application/json'];

/** What bounds it, and how much of that is used. */
export const accountLimitsQuery = (id: string) =>
  queryOptions({
    queryKey: ['accounts', 'limits', id],
    queryFn: () => body(api.GET('/api/v1/accounts/{id}/limits', { params: { path: { id } } })),
  });
