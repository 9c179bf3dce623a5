// Who is signed in to the panel, and signing in and out.
import { queryOptions } from '@tanstack/react-query';
import { api, body, done, rememberCsrfToken } from './client.js';
import { Problem } from './problem.js';
import { queryClient } from './query.js';
import { chooseTimeZone } from '../parts/time-zone.js';
import type { Me } from './types.js';

/** The signed-in panel user, or null. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: Infinity,
  queryFn: async (): Promise<Me | null> => {
    const { me } = await body(api.GET('/api/v1/auth/session'));
    return me && known(me);
  },
});

/** Signs in; true where it takes a second step. Throws a Problem when e-mail and password do not belong together. */
export async function signIn(email: string, password: string): Promise<boolean> {
  try {
    begin(await body(api.POST('/api/v1/auth/sign-in', { body: { email, password } })));
    return false;
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'second-step-needed') return true;
    throw thrown;
  }
}

/** The second step: the code of an authenticator app, or a recovery code. */
export async function secondStep(code: string): Promise<void> {
  begin(await body(api.POST('/api/v1/auth/second-step', { body: { code } })));
}

function begin(me: Me): void {
  queryClient.clear();
  queryClient.setQueryData(meQuery.queryKey, known(me));
}

/** The address that the panel sees this browser come from at this moment; null where that is not known. */
export async function currentAddress(): Promise<string | null> {
  return (await body(api.GET('/api/v1/auth/me'))).clientAddress;
}

/** What holds for all pages once it is known who looks at them. */
function known(me: Me): Me {
  rememberCsrfToken(me.csrfToken);
  chooseTimeZone(me.timeZone);
  return me;
}

/** Keeps what was changed about oneself. */
export function keepMe(me: Me): void {
  queryClient.setQueryData(meQuery.queryKey, known(me));
}

/** Reads again who is signed in, for when what they may do has changed. */
export async function readMeAgain(): Promise<void> {
  await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
}

/** Signs out and forgets everything that was loaded. */
export async function signOut(): Promise<void> {
  await done(api.POST('/api/v1/auth/sign-out'));
  forgetSession();
}

/** Forgets who was signed in, for when the panel says that the session is over. */
export function forgetSession(): void {
  rememberCsrfToken(undefined);
  chooseTimeZone(null);
  queryClient.clear();
  queryClient.setQueryData(meQuery.queryKey, null);
}
