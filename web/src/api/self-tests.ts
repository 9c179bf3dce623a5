// Self-tests of a server: how its FTP looks from itself and from the other servers.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { refresh } from './query.js';
import type { SelfTest } from './types.js';

/** How often a test that runs is asked about, and how often whether there is a new one. */
const runningMs = 1_500;
const restingMs = 30_000;

/** The newest test of a server, which may still run, and the one that ended last; null where there is none. */
export const newestSelfTestQuery = (serverId: string) =>
  queryOptions({
    queryKey: ['servers', 'self-test', serverId],
    queryFn: async () => {
      const params = { path: { id: serverId }, query: { limit: 2 } };
      const { items } = await body(api.GET('/api/v1/servers/{id}/self-tests', { params }));
      return { newest: items[0] ?? null, ended: items.find(({ finishedAt }) => finishedAt !== null) ?? null };
    },
    refetchInterval: ({ state }) => (state.data?.newest?.finishedAt === null ? runningMs : restingMs),
  });

/** Begins a test. */
export async function startSelfTest(serverId: string): Promise<SelfTest> {
  const begun = await body(api.POST('/api/v1/servers/{id}/self-tests', { params: { path: { id: serverId } } }));
  refresh('servers');
  return begun;
}
