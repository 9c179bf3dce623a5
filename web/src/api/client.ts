// The one client of the panel's API, generated from its OpenAPI document. Nothing else in the web calls fetch.
import createClient from 'openapi-fetch';
import { problemFrom } from './problem.js';
import type { paths } from './schema.js';

let csrfToken: string | undefined;
let whenSignedOut: () => void = () => undefined;
let whenTwoStepComesFirst: () => void = () => undefined;

/** Keeps the token that state-changing requests carry; the API gives it with each answer about who is signed in. */
export function rememberCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

/** Says what to do when the API answers that nobody is signed in any more. */
export function onSignedOut(act: () => void): void {
  whenSignedOut = act;
}

/** Finds out whether somebody is still signed in, where that is in doubt; an API that does not answer leaves it open. */
export async function askWhetherSignedIn(): Promise<void> {
  const answer = await api.GET('/api/v1/auth/session').catch(() => undefined);
  if (answer?.data?.me === null) whenSignedOut();
}

/** Says what to do when the API answers that nothing works before two-step sign-in is set up. */
export function onTwoStepFirst(act: () => void): void {
  whenTwoStepComesFirst = act;
}

export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });

api.use({
  onRequest({ request }) {
    if (request.method !== 'GET' && csrfToken !== undefined) request.headers.set('X-Portside-Csrf', csrfToken);
    return request;
  },
  onResponse({ request, response }) {
    if (response.status === 401 && !request.url.includes('/auth/')) whenSignedOut();
    if (response.status === 403) void hearTwoStepFirst(response.clone());
    return response;
  },
});

async function hearTwoStepFirst(response: Response): Promise<void> {
  const problem = problemFrom(response.status, await response.json().catch(() => undefined));
  if (problem.code === 'two-step-required') whenTwoStepComesFirst();
}

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The body of a good answer; throws a Problem for any other. */
export async function body<T>(asked: Promise<Answer<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await asked;
  if (!response.ok || data === undefined || data === null) throw problemFrom(response.status, error);
  return data;
}

/** For answers without a body (204); throws a Problem when it was refused. */
export async function done(asked: Promise<Answer<unknown>>): Promise<void> {
  const { error, response } = await asked;
  if (!response.ok) throw problemFrom(response.status, error);
}
