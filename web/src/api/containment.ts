// Whether a customer's logins are held because of abuse.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { queryClient, refresh } from './query.js';
import type { Containment } from './types.js';

/** The state, and what containing would end. */
export const containmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'containment', id],
    queryFn: () => body(api.GET('/api/v1/customers/{id}/containment', { params: { path: { id } } })),
  });

function keep(id: string, state: Containment): Containment {
  queryClient.setQueryData(containmentQuery(id).queryKey, state);
  refresh('accounts', 'sessions');
  return state;
}

/** Refuses every login of the customer and ends their sessions. */
export async function contain(id: string, reason: string): Promise<Containment> {
  return keep(
    id,
    await body(api.POST('/api/v1/customers/{id}/contain', { params: { path: { id } }, body: { reason } })),
  );
}

/** Ends it. */
export async function release(id: string): Promise<Containment> {
  return keep(id, await body(api.POST('/api/v1/customers/{id}/release', { params: { path: { id } } })));
}

/** Where the evidence of the last 30 days is downloaded from. */
export const evidenceAddress = (id: string): string => `/api/v1/customers/${id}/evidence`;
