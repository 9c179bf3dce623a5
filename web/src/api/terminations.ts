// What goes with a customer, and the folders that servers remove.
import { queryOptions } from '@tanstack/react-query';
import { api, body, done } from './client.js';
import { refresh } from './query.js';

/** Everything that would go, or is going. */
export const terminationQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['terminations', customerId],
    queryFn: () => body(api.GET('/api/v1/customers/{id}/termination', { params: { path: { id: customerId } } })),
  });

/** Folders of a customer that servers remove, newest first. */
export const removalsQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['removals', customerId],
    queryFn: () => body(api.GET('/api/v1/removals', { params: { query: { customerId, limit: 200 } } })),
  });

/** Ends a customer; with `delete` the servers go on with the files. */
export async function terminateCustomer(id: string, files: 'keep' | 'delete'): Promise<void> {
  await done(api.DELETE('/api/v1/customers/{id}', { params: { path: { id }, query: { files } } }));
  refresh('customers', 'accounts', 'web-roots', 'removals', 'terminations');
}

/** Has the server try again what it could not remove. */
export async function retryRemoval(id: string): Promise<void> {
  await done(api.POST('/api/v1/removals/{id}/retry', { params: { path: { id } } }));
  refresh('removals');
}
