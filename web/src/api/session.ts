// Who is signed in to the panel, and signing in and out.
import { queryOptions } from '@tanstack/react-query';
import { api, body, done, rememberCsrfToken } from './client.js';
import { Problem } from './problem.js';
import { queryClient } from './query.js';
import type { Me } from './types.js';

/** The signed-in panel user, or null. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: Infinity,
  queryFn: async (): Promise<Me | null> => {
    try {
      const me = await body(api.GET('/api/v1/auth/me'));
      rememberCsrfToken(me.csrfToken);
      return me;
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.status === 401) return null;
      throw thrown;
    }
  },
});

/** The address that the panel sees this browser come from at this moment; null where that is not known. */
export async function currentAddress(): Promise<string | null> {
  return (await body(api.GET('/api/v1/auth/me'))).clientAddress;
}

/** Signs in; throws a Problem when e-mail and password do not belong together. */
export async function signIn(email: string, password: string): Promise<void> {
  const me = await body(api.POST('/api/v1/auth/sign-in', { body: { email, password } }));
  queryClient.clear();
  rememberCsrfToken(me.csrfToken);
  queryClient.setQueryData(meQuery.queryKey, me);
}

/** Signs out and forgets everything that was loaded. */
export async function signOut(): Promise<void> {
  await done(api.POST('/api/v1/auth/sign-out'));
  forgetSession();
}

/** Forgets who was signed in, for when the panel says that the session is over. */
export function forgetSession(): void {
  rememberCsrfToken(undefined);
  queryClient.clear();
  queryClient.setQueryData(meQuery.queryKey, null);
}

/** Changes the panel user's own password. */
export async function changeOwnPassword(currentPassword: string, newPassword: string): Promise<void> {
  await done(api.POST('/api/v1/auth/password', { body: { currentPassword, newPassword } }));
}
