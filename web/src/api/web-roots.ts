// Websites' web roots, and the folders inside them, which the hosting server itself lists.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, done } from './client.js';
import { madeFrom } from './conflict.js';
import { given, paged, refresh } from './query.js';
import type { NewWebRoot, SortOf, WebRoot, WebRootChange } from './types.js';

export interface WebRootFilter {
  readonly search?: string | undefined;
  readonly customerId?: string | undefined;
  readonly sort?: SortOf<'/api/v1/web-roots'> | undefined;
  /** Rows of a page; left out: as many as the API thinks right. */
  readonly limit?: number | undefined;
}

/** Web roots by filter, newest first unless sorted. */
export const webRootsQuery = (filter: WebRootFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['web-roots', 'list', filter],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/web-roots', { params: { query: given({ ...filter, cursor: pageParam }) } })),
  });

/** Those to choose from, of one customer or of all that may be seen; there may be more than this page. */
export const webRootChoicesQuery = (customerId?: string) => webRootsQuery({ customerId, limit: mostChoices });

/** How many a choice offers. */
export const mostChoices = 200;

/** What lies in a folder of a web root. */
export const folderQuery = (webRootId: string, folder: string) =>
  queryOptions({
    queryKey: ['folders', webRootId, folder],
    staleTime: 10_000,
    retry: false,
    queryFn: () =>
      body(api.GET('/api/v1/web-roots/{id}/folders', { params: { path: { id: webRootId }, query: { folder } } })),
  });

/** Registers a web root after its server has looked at it. */
export async function createWebRoot(webRoot: NewWebRoot): Promise<WebRoot> {
  const made = await body(api.POST('/api/v1/web-roots', { body: webRoot }));
  refresh('web-roots', 'customers');
  return made;
}

/** Forgets a web root without FTP accounts; its files stay. */
export async function deleteWebRoot(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/web-roots/{id}', { params: { path: { id } } }));
  refresh('web-roots', 'customers');
}

/** Changes where a web root lies and whose its files are, after its server has looked at it. */
export async function changeWebRoot(id: string, change: WebRootChange, revision: number): Promise<WebRoot> {
  const params = { path: { id }, header: madeFrom(revision) };
  const changed = await body(api.PATCH('/api/v1/web-roots/{id}', { params, body: change }));
  refresh('web-roots', 'accounts');
  return changed;
}

/** Has the server count anew what lies in a web root; it takes its time. */
export async function recountWebRoot(id: string): Promise<void> {
  await done(api.POST('/api/v1/web-roots/{id}/recount', { params: { path: { id } } }));
}

/** One web root. */
export const webRootQuery = (id: string) =>
  queryOptions({
    queryKey: ['web-roots', 'one', id],
    queryFn: () => body(api.GET('/api/v1/web-roots/{id}', { params: { path: { id } } })),
  });
