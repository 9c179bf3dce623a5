// Self-tests of a server: how its FTP looks from itself and from the other servers.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { refresh } from './query.js';
import type { SelfTest } from './types.js';

/** The newest test of a server, which may still run, and the one that ended last; null where there is none. */
export const newestSelfTestQuery = (serverId: string) =>
  queryOptions({
    queryKey: ['self-tests', serverId],
    queryFn: async () => {
      const params = { path: { id: serverId }, query: { limit: 2 } };
      const { items } = await body(api.GET('/api/v1/servers/{id}/self-tests', { params }));
      return { newest: items[0] ?? null, ended: items.find(({ finishedAt }) => finishedAt !== null) ?? null };
    },
  });

/** Begins a test. */
export async function startSelfTest(serverId: string): Promise<SelfTest> {
  const begun = await body(api.POST('/api/v1/servers/{id}/self-tests', { params: { path: { id: serverId } } }));
  refresh('self-tests');
  return begun;
}
