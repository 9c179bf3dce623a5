// One act on many FTP accounts, sent a few at a time: it goes on while the person is on other pages.
import { useSyncExternalStore } from 'react';
import { api, body } from './client.js';
import { asProblem, type Problem } from './problem.js';
import { queryClient, refresh } from './query.js';
import { meQuery } from './session.js';
import type { AccountBulk, BulkResult } from './types.js';

export type BulkWish = Omit<AccountBulk, 'ids'>;

/** What was asked for, and how far it is. */
export interface BulkJob {
  /** Whoever began it: nobody else who signs in here afterwards sees it, or goes on with it. */
  readonly by: string | undefined;
  readonly wish: BulkWish;
  readonly ids: readonly string[];
  readonly results: readonly BulkResult[];
  readonly state: 'running' | 'over' | 'broken';
  /** Why it is broken. */
  readonly problem?: Problem;
}

const atOnce = 25;

let job: BulkJob | undefined;
const watchers = new Set<() => void>();

function become(next: BulkJob | undefined): void {
  job = next;
  for (const watcher of watchers) watcher();
}

const whoIsHere = (): string | undefined => queryClient.getQueryData(meQuery.queryKey)?.id;

async function go(from: BulkJob): Promise<void> {
  const { by, wish, ids: all, results: before } = from;
  let now: BulkJob = { by, wish, ids: all, results: before, state: 'running' };
  become(now);
  while (now.results.length < now.ids.length) {
    if (whoIsHere() !== by) return become(undefined);
    const ids = now.ids.slice(now.results.length, now.results.length + atOnce);
    try {
      const { results } = await body(api.POST('/api/v1/accounts/bulk', { body: { ...now.wish, ids } }));
      now = { ...now, results: [...now.results, ...results] };
      become(now);
    } catch (thrown) {
      become({ ...now, state: 'broken', problem: asProblem(thrown) });
      break;
    } finally {
      refresh('accounts', 'sessions', 'customers');
    }
  }
  if (job === now) become({ ...now, state: 'over' });
}

/** Begins; one act at a time, so nothing happens while another runs. */
export function startBulk(ids: readonly string[], wish: BulkWish): void {
  if (job?.state === 'running') return;
  void go({ by: whoIsHere(), wish, ids: [...new Set(ids)], results: [], state: 'running' });
}

/** Goes on with what is left after it broke. */
export function continueBulk(): void {
  if (job?.state === 'broken') void go(job);
}

/** Forgets a job that is over. */
export function forgetBulk(): void {
  if (job?.state !== 'running') become(undefined);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** The job that runs or ran last. */
export function useBulkJob(): BulkJob | undefined {
  const latest = useSyncExternalStore(watch, () => job);
  return latest?.by === whoIsHere() ? latest : undefined;
}
