// Who must sign in in two steps; for admins.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { madeFrom } from './conflict.js';
import { queryClient, refresh } from './query.js';
import type { SignInRules } from './types.js';

export const signInRulesQuery = queryOptions({
  queryKey: ['sign-in-rules'],
  queryFn: () => body(api.GET('/api/v1/sign-in-rules')),
});

/** Requires two-step sign-in of all staff, or no longer. */
export async function changeSignInRules(staffTwoStep: boolean, revision: number): Promise<SignInRules> {
  const params = { header: madeFrom(revision) };
  const rules = await body(api.PUT('/api/v1/sign-in-rules', { params, body: { staffTwoStep } }));
  queryClient.setQueryData(signInRulesQuery.queryKey, rules);
  refresh('audit');
  return rules;
}
