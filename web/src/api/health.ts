// What is fine in the installation and what is not, for staff.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';

export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: () => body(api.GET('/api/v1/health/findings')),
});
