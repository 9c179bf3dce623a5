// For how long records are kept; for admins.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { madeFrom } from './conflict.js';
import { refresh } from './query.js';
import type { Retention, RetentionPreview } from './types.js';

export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: async () => (await body(api.GET('/api/v1/retention'))).items,
});

/** What keeping records no longer than so many days would remove. */
export function previewRetention(records: Retention['records'], days: number): Promise<RetentionPreview> {
  return body(api.GET('/api/v1/retention/{records}/preview', { params: { path: { records }, query: { days } } }));
}

/** Keeps records for so many days, for ever with null; older ones go at once. Throws Problem `changed-meanwhile`. */
export async function changeRetention({ records, revision }: Retention, days: number | null): Promise<void> {
  const params = { path: { records }, header: madeFrom(revision) };
  await body(api.PUT('/api/v1/retention/{records}', { params, body: { days } }));
  refresh('retention', 'audit');
}
