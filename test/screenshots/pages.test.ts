// Takes pictures of every page of the built product as each role, filled with a little life, into test/screenshots/out
// (ignored by git). Look at each of them; a test cannot. The pages and their states are the tables in scenes/.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { startProduct, type Login, type Product } from '../support/product.js';
import { settle, type Town } from './life/town.js';
import { asCustomer } from './scenes/customer.js';
import { asNobody } from './scenes/nobody.js';
import type { Scene } from './scenes/scene.js';
import { asAdmin, asSupport } from './scenes/staff.js';
import { settled, shoot } from './shoot.js';

let product: Product;
let town: Town;
let browser: Browser;

beforeAll(async () => {
  // Not the range of the tests, which may run beside.
  product = await startProduct({ PASSIVE_PORTS: '26800-26999' });
  town = await settle(product);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await town?.leave();
  await product?.dispose();
});

const roles: readonly { as: string; who: () => Login | undefined; scenes: readonly Scene[] }[] = [
  { as: 'nobody', who: () => undefined, scenes: asNobody },
  { as: 'customer', who: () => product.demoCustomer, scenes: asCustomer },
  { as: 'admin', who: () => product.admin, scenes: asAdmin },
  { as: 'support', who: () => town.support, scenes: asSupport },
];

describe.each(roles)('as $as', ({ as, who, scenes }) => {
  let page: Page;

  beforeAll(async () => {
    ({ page } = await newPage(browser, product.panelUrl));
    page.on('dialog', (dialog) => void dialog.accept());
    const login = who();
    if (login !== undefined) await signIn(page, login);
  });

  it.each(scenes)('$name', async ({ name, path, act }) => {
    await page.goto(typeof path === 'string' ? path : path(town));
    await settled(page);
    await act?.(page, town);
    await shoot(page, `${as}-${name}`);
    await page.unrouteAll();
  });
});
