// What is seen without being signed in.
import { PanelSession } from '../../support/panel-session.js';
import type { Town } from '../life/town.js';
import { pages, press, type Scene } from './scene.js';

async function newLink(town: Town): Promise<string> {
  const customer = await PanelSession.signIn(town.product, town.product.demoCustomer);
  const { body } = await customer.ask<{ url: string }>('POST', '/hand-over-links', { accountId: town.handed });
  return body.url;
}

export const asNobody: readonly Scene[] = [
  ...pages({ 'sign-in': '/sign-in', 'sso-used': '/sso#nothing', 'hand-over-over': '/handover#nothing' }),
  {
    name: 'sign-in-refused',
    path: '/sign-in',
    act: async (page) => {
      await page.getByLabel('E-mail address').fill('anna@example.com');
      await page.getByLabel('Password', { exact: true }).fill('not this one');
      await press('Sign in')(page);
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'hand-over',
    path: '/sign-in',
    act: async (page, town) => {
      await page.goto(await newLink(town));
      await page.getByLabel('Password', { exact: true }).waitFor();
    },
  },
];
