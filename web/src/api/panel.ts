// What the panel tells anybody about itself: its name, whom customers ask, and what new passwords must be. The page brings
// it along (src/http/web-pages.ts), so that nothing changes its name while it loads.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, body } from './client.js';
import { queryClient } from './query.js';
import type { PanelFacts } from './types.js';

let known: PanelFacts = {
  productName: 'Portside',
  supportText: null,
  supportLink: null,
  logoOnLight: null,
  logoOnDark: null,
  passwords: { shortestCharacters: 10, leastScore: 2 },
};
let knownAt = 0;

function keep(facts: PanelFacts): PanelFacts {
  known = facts;
  knownAt = Date.now();
  return facts;
}

/** Takes what the page brought along; without it (where the web is developed) it is asked for. */
export function tellPanelFacts(brought: string | null | undefined): void {
  if (brought) keep(JSON.parse(brought) as PanelFacts);
}

/** Read again by whatever depends on its newest state. */
export const panelQuery = queryOptions({
  queryKey: ['panel'],
  queryFn: async () => keep(await body(api.GET('/api/v1/panel'))),
  initialData: () => known,
  initialDataUpdatedAt: () => knownAt,
});

/** Reads it again at once, after a change. */
export function readPanelAgain(): void {
  void queryClient.invalidateQueries({ queryKey: panelQuery.queryKey });
}

const rarelyMs = 10 * 60_000;

/** What is known of the panel; for names and pictures, which seldom change. */
export function usePanel(): PanelFacts {
  return useQuery({ ...panelQuery, staleTime: rarelyMs }).data;
}

/** What new passwords must be, as far as is known. */
export const passwordRules = (): PanelFacts['passwords'] => known.passwords;

/** The same, read again as a form opens. */
export function usePasswordRules(): PanelFacts['passwords'] {
  return useQuery(panelQuery).data.passwords;
}
