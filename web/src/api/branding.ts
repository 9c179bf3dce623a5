// How the panel shows itself; for admins.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { madeFrom } from './conflict.js';
import { readPanelAgain } from './panel.js';
import { queryClient, refresh } from './query.js';
import type { Branding, BrandingChange } from './types.js';

export const brandingQuery = queryOptions({
  queryKey: ['branding'],
  queryFn: () => body(api.GET('/api/v1/branding')),
});

/** Changes the panel's name, contact and logos. */
export async function changeBranding(change: BrandingChange, revision: number): Promise<Branding> {
  const branding = await body(api.PUT('/api/v1/branding', { params: { header: madeFrom(revision) }, body: change }));
  queryClient.setQueryData(brandingQuery.queryKey, branding);
  readPanelAgain();
  refresh('audit');
  return branding;
}
