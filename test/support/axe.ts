// Accessibility checks (axe-core, WCAG 2.2 A and AA) of the page that is open.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly any: readonly { message: string }[] }[];
}

/** What axe complains of, as `rule: element`, each once, with what it says of it. */
export function axeComplaints(page: Page): Promise<string[]> {
  return complaintsOf(page, tags);
}

/** Of colours alone, for the other theme of a page that axe has seen. */
export function contrastComplaints(page: Page): Promise<string[]> {
  return complaintsOf(page, { type: 'rule', values: ['color-contrast'] });
}

/** Of what is too small or too close together to be tapped (SC 2.5.8), for the other width of a page that axe has seen. */
export function targetComplaints(page: Page): Promise<string[]> {
  return complaintsOf(page, { type: 'rule', values: ['target-size'] });
}

async function complaintsOf(page: Page, runOnly: object): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(await readFile(source, 'utf8'));
  const run = `axe.run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] })
    .then(({ violations }) => violations)`;
  const violations = await page.evaluate<readonly Violation[]>(run);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any.map(({ message }) => message).join(' ')}`),
  );
}
