// Links that work once: hand-over links and single sign-on, and an admin who acts as a customer.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, done } from './client.js';
import { given, paged, queryClient, refresh } from './query.js';
import { meQuery } from './session.js';
import type { CreatedHandOverLink, HandOverDone } from './types.js';

/** Whose password the receiver makes. */
export type HandOverSubject =
  { readonly accountId: string } | { readonly customerId: string } | { readonly panelUserId: string };

/** Whose links to list. */
export interface HandOverFilter {
  readonly accountId?: string;
  readonly customerId?: string;
  readonly panelUserId?: string;
}

/** Hand-over links, newest first. */
export const handOverLinksQuery = (filter: HandOverFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['hand-over-links', filter],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/hand-over-links', { params: { query: given({ ...filter, cursor: pageParam }) } })),
  });

/** Makes a link for an FTP account or for somebody's panel password; its URL is as this browser reaches it. */
export async function makeHandOverLink(subject: HandOverSubject): Promise<CreatedHandOverLink> {
  const made = await body(
    'accountId' in subject
      ? api.POST('/api/v1/hand-over-links', { body: subject })
      : api.POST('/api/v1/hand-over-links/panel', { body: subject }),
  );
  refresh('hand-over-links');
  const { pathname, hash } = new URL(made.url);
  return { ...made, url: `${window.location.origin}${pathname}${hash}` };
}

/** Takes a link back. */
export async function revokeHandOverLink(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/hand-over-links/{id}', { params: { path: { id } } }));
  refresh('hand-over-links');
}

/** What the link is about; uses nothing up. */
export const handOverOfferQuery = (secret: string) =>
  queryOptions({
    queryKey: ['hand-over', secret],
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    queryFn: () => body(api.POST('/api/v1/hand-over-links/look', { body: { secret } })),
  });

/** Makes the password and uses the link up. */
export function takeHandOver(secret: string, password: string): Promise<HandOverDone> {
  return body(api.POST('/api/v1/hand-over-links/use', { body: { secret, password } }));
}

/** Signs in by a single sign-on link and gives the page to go on to. */
export async function signInByLink(secret: string): Promise<string> {
  const { returnTo } = await body(api.POST('/api/v1/sso-links/use', { body: { secret } }));
  await readAnew();
  return returnTo;
}

/** Lets this session act as the customer's panel user. */
export async function actAs(customerId: string): Promise<void> {
  await done(api.POST('/api/v1/auth/acting-as', { body: { customerId } }));
  await readAnew();
}

/** Gives the session back to its admin. */
export async function stopActing(): Promise<void> {
  await done(api.DELETE('/api/v1/auth/acting-as'));
  await readAnew();
}

/** Nothing that was loaded as somebody else is shown any more. */
async function readAnew(): Promise<void> {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
  await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
}
