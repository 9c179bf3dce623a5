// Moving a website to another server: what it would do, whether the files are there, and the move itself.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { madeFrom } from './conflict.js';
import { queryClient, refresh } from './query.js';
import type { MovePreview, MoveTarget, SiteMoves } from './types.js';

/** Where a website is and was, and how far the newest check of its files is. */
export const siteMovesQuery = (id: string) =>
  queryOptions({
    queryKey: ['site-moves', 'state', id],
    queryFn: (): Promise<SiteMoves> => body(api.GET('/api/v1/web-roots/{id}/move', { params: { path: { id } } })),
  });

/** What a move would do, and what stands against it. */
export const movePreviewQuery = (id: string, target: MoveTarget) =>
  queryOptions({
    queryKey: ['site-moves', 'preview', id, target],
    queryFn: (): Promise<MovePreview> =>
      body(api.POST('/api/v1/web-roots/{id}/move/preview', { params: { path: { id } }, body: target })),
  });

function keep(id: string, moves: SiteMoves): void {
  queryClient.setQueryData(siteMovesQuery(id).queryKey, moves);
}

/** Has both servers count what is there; the answer comes by and by. */
export async function checkMove(id: string, target: MoveTarget): Promise<void> {
  keep(id, await body(api.POST('/api/v1/web-roots/{id}/move/check', { params: { path: { id } }, body: target })));
}

/** Moves the website as it was shown. */
export async function moveSite(
  { revision, webRootId: id }: MovePreview,
  order: MoveTarget & { despiteDifferences?: boolean },
): Promise<void> {
  const params = { path: { id }, header: madeFrom(revision) };
  try {
    keep(id, await body(api.POST('/api/v1/web-roots/{id}/move', { params, body: order })));
  } catch (refused) {
    // The next try is then of the website as it is by now.
    refresh('site-moves');
    throw refused;
  }
  refresh('web-roots', 'accounts', 'servers', 'customers');
}
