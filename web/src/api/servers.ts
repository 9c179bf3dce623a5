// Hosting servers and their mode policies.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { given, paged, queryClient, refresh } from './query.js';
import type { Policy, PolicyWrite } from './types.js';

/** The servers that may be seen. */
export const serversQuery = () =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['servers', 'list'],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/servers', { params: { query: given({ cursor: pageParam, limit: 200 }) } })),
  });

/** One server. */
export const serverQuery = (id: string) =>
  queryOptions({
    queryKey: ['servers', 'one', id],
    queryFn: () => body(api.GET('/api/v1/servers/{id}', { params: { path: { id } } })),
  });

/** The server's newest policy, and where it is in force. */
export const policyQuery = (id: string) =>
  queryOptions({
    queryKey: ['servers', 'policy', id],
    queryFn: () => body(api.GET('/api/v1/servers/{id}/policy', { params: { path: { id } } })),
  });

/** Every policy the server has had, newest first. */
export const policiesQuery = (id: string) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['servers', 'policies', id],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/servers/{id}/policies', {
          params: { path: { id }, query: given({ cursor: pageParam, limit: 20 }) },
        }),
      ),
  });

function keep(policy: Policy): Policy {
  queryClient.setQueryData(policyQuery(policy.serverId).queryKey, policy);
  refresh('servers', 'accounts');
  return policy;
}

/** Writes the next version of the policy; throws Problem `policy-changed` when someone else was faster. */
export async function writePolicy(id: string, policy: PolicyWrite): Promise<Policy> {
  return keep(await body(api.PUT('/api/v1/servers/{id}/policy', { params: { path: { id } }, body: policy })));
}

/** Writes an earlier version again, as the next one. */
export async function restorePolicy(id: string, version: number, basedOnVersion: number): Promise<Policy> {
  return keep(
    await body(
      api.POST('/api/v1/servers/{id}/policies/{version}/restore', {
        params: { path: { id, version } },
        body: { basedOnVersion },
      }),
    ),
  );
}
