// The one search over everything on record.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';

/** What the text stands for. Ask for two characters or more. */
export const findQuery = (q: string) =>
  queryOptions({
    queryKey: ['find', q],
    queryFn: () => body(api.GET('/api/v1/search', { params: { query: { q } } })),
    placeholderData: keepPreviousData,
  });
