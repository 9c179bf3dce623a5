// Everything on one page, for staff.
import { queryOptions } from '@tanstack/react-query';
import { api, body, done } from './client.js';
import { refresh } from './query.js';

/** Servers, logins, the database and what needs doing. */
export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: () => body(api.GET('/api/v1/overview')),
});

/** Puts the list of first steps away, for everybody and for good. */
export async function dismissFirstRun(): Promise<void> {
  await done(api.POST('/api/v1/overview/first-run/dismiss'));
  refresh('overview');
}
