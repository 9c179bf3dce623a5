// What new passwords must be, for admins who change it. Forms ask api/panel.ts.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { madeFrom } from './conflict.js';
import { readPanelAgain } from './panel.js';
import { queryClient, refresh } from './query.js';
import type { PasswordRules, PasswordRulesChange } from './types.js';

export const passwordRulesQuery = queryOptions({
  queryKey: ['password-rules'],
  queryFn: () => body(api.GET('/api/v1/password-rules')),
});

/** Changes them for passwords from now on. */
export async function changePasswordRules(change: PasswordRulesChange, revision: number): Promise<PasswordRules> {
  const params = { header: madeFrom(revision) };
  const rules = await body(api.PUT('/api/v1/password-rules', { params, body: change }));
  queryClient.setQueryData(passwordRulesQuery.queryKey, rules);
  readPanelAgain();
  refresh('audit');
  return rules;
}
