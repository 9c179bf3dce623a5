// What panel users do about themselves: profile, password, second step, sessions, API tokens.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, done } from './client.js';
import { given, paged, refresh } from './query.js';
import { keepMe } from './session.js';
import type { NewToken, ProfileChange } from './types.js';

/** Changes one's own name or time zone. */
export async function changeProfile(change: ProfileChange): Promise<void> {
  keepMe(await body(api.PATCH('/api/v1/auth/me', { body: change })));
}

/** Changes the e-mail address one signs in with. */
export async function changeOwnEmail(email: string, password: string): Promise<void> {
  keepMe(await body(api.POST('/api/v1/auth/e-mail', { body: { email, password } })));
}

/** Changes one's own password; one's other sessions end. */
export async function changeOwnPassword(currentPassword: string, newPassword: string): Promise<void> {
  await done(api.POST('/api/v1/auth/password', { body: { currentPassword, newPassword } }));
  refresh('own');
}

/** One's own plan and how much of it is used; for customers. */
export const ownPlanQuery = queryOptions({
  queryKey: ['own', 'plan'],
  queryFn: () => body(api.GET('/api/v1/plans/own')),
});

/** Whether one signs in in two steps. */
export const twoStepQuery = queryOptions({
  queryKey: ['own', 'two-step'],
  queryFn: () => body(api.GET('/api/v1/auth/two-step')),
});

/** A secret for an authenticator app; nothing changes until a code confirms it. */
export const beginTwoStep = (password: string) => body(api.POST('/api/v1/auth/two-step/begin', { body: { password } }));

/** Turns two-step sign-in on; gives the recovery codes. What waited for it opens when `meQuery` is read again. */
export async function confirmTwoStep(code: string): Promise<readonly string[]> {
  const { recoveryCodes } = await body(api.POST('/api/v1/auth/two-step/confirm', { body: { code } }));
  refresh('own');
  return recoveryCodes;
}

/** Ten new recovery codes in place of the old ones. */
export async function renewRecoveryCodes(password: string, code: string): Promise<readonly string[]> {
  const { recoveryCodes } = await body(api.POST('/api/v1/auth/two-step/recovery-codes', { body: { password, code } }));
  refresh('own');
  return recoveryCodes;
}

/** Turns two-step sign-in off. */
export async function removeTwoStep(password: string, code: string): Promise<void> {
  await done(api.POST('/api/v1/auth/two-step/remove', { body: { password, code } }));
  refresh('own');
}

/** Where one is signed in. */
export const panelSessionsQuery = queryOptions({
  queryKey: ['own', 'sessions'],
  queryFn: () => body(api.GET('/api/v1/auth/sessions')),
});

/** Ends one of one's own sessions. */
export async function endPanelSession(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } }));
  refresh('own');
}

/** Ends all of one's own sessions but this one. */
export async function endOtherPanelSessions(): Promise<void> {
  await done(api.POST('/api/v1/auth/sessions/end-others'));
  refresh('own');
}

/** One's own API tokens. */
export const tokensQuery = () =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['own', 'tokens'],
    queryFn: ({ pageParam }) => body(api.GET('/api/v1/tokens', { params: { query: given({ cursor: pageParam }) } })),
  });

/** Makes an API token; what it answers holds the token this once. */
export async function createToken(token: NewToken): Promise<string> {
  const made = await body(api.POST('/api/v1/tokens', { body: token }));
  refresh('own');
  return made.token;
}

/** Deletes an API token; it stops working at once. */
export async function deleteToken(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/tokens/{id}', { params: { path: { id } } }));
  refresh('own');
}
