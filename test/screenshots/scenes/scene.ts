// A scene: one page in one state, and what to do before the pictures.
import type { Page } from 'playwright-core';
import type { Town } from '../life/town.js';

/** `name` begins the names of its four files. */
export interface Scene {
  readonly name: string;
  readonly path: string | ((town: Town) => string);
  readonly act?: (page: Page, town: Town) => Promise<void>;
}

/** A scene for each of some pages that have nothing to do first. */
export function pages(paths: Readonly<Record<string, Scene['path']>>): Scene[] {
  return Object.entries(paths).map(([name, path]) => ({ name, path }));
}

/** Presses the buttons of these names, one after the other; of several with one name the last, so that a dialog's wins. */
export function press(...names: readonly (string | RegExp)[]): (page: Page) => Promise<void> {
  return async (page) => {
    for (const name of names) await page.getByRole('button', { name, exact: true }).last().click();
  };
}

/** Presses them, and waits until the dialog that opens is filled. */
export function ask(...names: readonly (string | RegExp)[]): (page: Page) => Promise<void> {
  return async (page) => {
    await press(...names)(page);
    await page.getByRole('dialog').waitFor();
    await page.waitForLoadState('networkidle', { timeout: 700 }).catch(() => undefined);
  };
}

/** Nothing of the panel answers any more, but for who is signed in. */
export async function loseThePanel(page: Page): Promise<void> {
  await page.route(
    (url) => url.pathname.startsWith('/api/v1/') && !url.pathname.endsWith('/auth/session'),
    (route) => route.abort(),
  );
  await page.reload();
  await page.getByRole('alert').first().waitFor();
}

/** The panel's answers do not come, so that skeletons stay. */
export async function slowThePanel(page: Page): Promise<void> {
  await page.route(
    (url) => url.pathname.startsWith('/api/v1/') && !url.pathname.endsWith('/auth/session'),
    () => undefined,
  );
  await page.reload();
  await page.locator('[aria-busy="true"]').first().waitFor();
}

/** Changes a record behind the back of whoever has it open. */
export async function changeMeanwhile(page: Page, path: string, change: object): Promise<void> {
  const { csrfToken } = (await (await page.request.get('/api/v1/auth/me')).json()) as { csrfToken: string };
  const before = await page.request.get(`/api/v1${path}`);
  const answer = await page.request.patch(`/api/v1${path}`, {
    data: change,
    headers: { 'X-Portside-Csrf': csrfToken, 'If-Match': before.headers()['etag'] ?? '*' },
  });
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
}
