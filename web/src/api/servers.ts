// Hosting servers and their mode policies.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, done } from './client.js';
import { madeFrom, nowThere } from './conflict.js';
import { given, paged, queryClient, refresh } from './query.js';
import type { Problem } from './problem.js';
import type {
  AddedServer,
  CertificatePreview,
  CertificateUpload,
  NewServer,
  Policy,
  PolicyPreview,
  PolicyWrite,
  Server,
  SortOf,
} from './types.js';

/** The servers that may be seen, newest first unless sorted. */
export const serversQuery = (filter: { readonly sort?: SortOf<'/api/v1/servers'> | undefined } = {}) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['servers', 'list', filter],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/servers', { params: { query: given({ ...filter, cursor: pageParam, limit: 200 }) } })),
  });

/** One server. */
export const serverQuery = (id: string) =>
  queryOptions({
    queryKey: ['servers', 'one', id],
    queryFn: () => body(api.GET('/api/v1/servers/{id}', { params: { path: { id } } })),
  });

/** Changes the host that customers are told; throws Problem `changed-meanwhile`. */
export async function changeServerHost(id: string, host: string, revision: number): Promise<Server> {
  const params = { path: { id }, header: madeFrom(revision) };
  const server = await body(api.PATCH('/api/v1/servers/{id}', { params, body: { host } }));
  queryClient.setQueryData(serverQuery(id).queryKey, server);
  refresh('servers', 'overview');
  return server;
}

/** Adds a server; the answer is the only one with its machine's settings. */
export async function addServer(server: NewServer): Promise<AddedServer> {
  const added = await body(api.POST('/api/v1/servers', { body: server }));
  refresh('servers', 'overview');
  return added;
}

/** What hangs on a server, and what would go with it. */
export const serverRemovalQuery = (id: string) =>
  queryOptions({
    queryKey: ['servers', 'removal', id],
    queryFn: () => body(api.GET('/api/v1/servers/{id}/removal', { params: { path: { id } } })),
  });

/** Removes a server on which nothing lies. Whoever leaves its page refreshes `servers`, or it would be looked for there. */
export async function removeServer(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/servers/{id}', { params: { path: { id } } }));
}

/** How a server encrypts. */
export const tlsQuery = (id: string) =>
  queryOptions({
    queryKey: ['servers', 'tls', id],
    queryFn: () => body(api.GET('/api/v1/servers/{id}/tls', { params: { path: { id } } })),
  });

/** What a certificate would be if it were uploaded. */
export function previewCertificate(id: string, upload: CertificateUpload): Promise<CertificatePreview> {
  return body(api.POST('/api/v1/servers/{id}/certificate/preview', { params: { path: { id } }, body: upload }));
}

/** Uploads a certificate with its key. */
export async function uploadCertificate(id: string, upload: CertificateUpload): Promise<void> {
  await body(api.PUT('/api/v1/servers/{id}/certificate', { params: { path: { id } }, body: upload }));
  refresh('servers', 'overview');
}

/** Removes the uploaded certificate with its key. */
export async function removeCertificate(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/servers/{id}/certificate', { params: { path: { id } } }));
  refresh('servers', 'overview');
}

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

/** Writes the version of the policy that follows this one; throws Problem `changed-meanwhile`. */
export async function writePolicy({ serverId: id, version }: Policy, policy: PolicyWrite): Promise<Policy> {
  const params = { path: { id }, header: madeFrom(version) };
  return keep(await body(api.PUT('/api/v1/servers/{id}/policy', { params, body: policy })));
}

/** Writes an earlier version again, as the next one. */
export async function restorePolicy(current: Policy, version: number): Promise<Policy> {
  const params = { path: { id: current.serverId, version }, header: madeFrom(current.version) };
  return keep(await body(api.POST('/api/v1/servers/{id}/policies/{version}/restore', { params })));
}

/** Keeps the version that is on trial. */
export async function keepPolicy({ serverId: id, version }: Policy): Promise<Policy> {
  const params = { path: { id }, header: madeFrom(version) };
  return keep(await body(api.POST('/api/v1/servers/{id}/policy/confirm', { params })));
}

/** What a draft would mean; follows the policy that is there as well. */
export const previewQuery = (id: string, draft: PolicyWrite) =>
  queryOptions({
    queryKey: ['servers', 'preview', id, draft],
    staleTime: 60_000,
    queryFn: (): Promise<PolicyPreview> =>
      body(api.POST('/api/v1/servers/{id}/policy/preview', { params: { path: { id } }, body: draft })),
  });

/** Who would fail if data connections had to resume TLS. */
export const sessionReuseQuery = (id: string) =>
  queryOptions({
    queryKey: ['servers', 'session-reuse', id],
    staleTime: 60_000,
    queryFn: () => body(api.GET('/api/v1/servers/{id}/session-reuse', { params: { path: { id } } })),
  });

/** Whom a draft concerns, as CSV. */
export async function affectedCsv(id: string, draft: PolicyWrite): Promise<string> {
  const asked = api.POST('/api/v1/servers/{id}/policy/preview/export', {
    params: { path: { id } },
    body: draft,
    parseAs: 'text',
  });
  return body(asked as Promise<{ data?: string; error?: unknown; response: Response }>);
}

/** A field that somebody else changed while it was being edited. */
export interface Conflict {
  readonly field: string;
  readonly was: unknown;
  readonly is: unknown;
  readonly yours: unknown;
}

/** Who was faster, with what, and what differs; undefined for any other problem. */
export function policyConflict(
  problem: Problem | undefined,
): { readonly current: Policy; readonly conflicts: readonly Conflict[] } | undefined {
  const current = problem && nowThere<Policy>(problem);
  return current && { current, conflicts: (problem?.body['conflicts'] as Conflict[] | undefined) ?? [] };
}
