// Everything on one page, for staff.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';

/** Servers, logins, the database and what needs doing. */
export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: () => body(api.GET('/api/v1/overview')),
});
