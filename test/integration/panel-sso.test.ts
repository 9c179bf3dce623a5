// Signing in without a password: by a billing system's link, and by an admin who acts as a customer.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import supertest from 'supertest';
import { password, PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
});
afterAll(async () => {
  await panel.stop();
});

async function makeLink(wish: object): Promise<string> {
  const made = await admin.post('/sso-links', wish).expect(201);
  return new URL((made.body as { url: string }).url).hash.slice(1);
}

async function auditOf(customerId: string): Promise<{ verb: string; actor: string }[]> {
  const page = await admin.get(`/audit?customerId=${customerId}&limit=20`).expect(200);
  return (page.body as { items: { verb: string; actor: string }[] }).items.map(({ verb, actor }) => ({ verb, actor }));
}

/** A session of the admin's own for each story, because acting changes it. */
const anotherAdmin = () => PanelClient.signedIn(panel, 'admin@portside.example');

async function actAs(client: PanelClient, choice: object): Promise<void> {
  await client.post('/auth/acting-as', choice).expect(204);
  client.csrfToken = ((await client.get('/auth/me').expect(200)).body as { csrfToken: string }).csrfToken;
}

describe('a single sign-on link', () => {
  test('is asked for with a token, signs in once, and goes where it was told', async () => {
    const { token } = (await admin.post('/tokens', { name: 'billing' }).expect(201)).body as { token: string };
    const made = await supertest(`${panel.url}/api/v1`)
      .post('/sso-links')
      .set('Authorization', `Bearer ${token}`)
      .send({ customerId: panel.scene.anna.customerId, returnTo: '/accounts' });
    expect(made.status).toBe(201);
    const { url, expiresAt } = made.body as { url: string; expiresAt: string };
    expect(url).toMatch(new RegExp(`^${panel.url}/sso#[\\w-]{43}$`));
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(60_000);

    const visitor = new PanelClient(panel);
    const secret = new URL(url).hash.slice(1);
    const used = await visitor.post('/sso-links/use', { secret }).expect(200);
    expect(used.body).toEqual({ returnTo: '/accounts' });
    expect((await visitor.get('/auth/me').expect(200)).body).toMatchObject({
      email: 'anna@portside.example',
      actedBy: null,
    });
    const again = await new PanelClient(panel).post('/sso-links/use', { secret });
    expect(again.body).toMatchObject({ status: 410, code: 'link-over' });
  });

  test('is not used up by opening its page', async () => {
    const secret = await makeLink({ customerId: panel.scene.anna.customerId });
    for (let robot = 0; robot < 3; robot += 1) await supertest(panel.url).get('/sso');
    await new PanelClient(panel).post('/sso-links/use', { secret }).expect(200);
  });

  test('works for one of two who open it at once', async () => {
    const secret = await makeLink({ customerId: panel.scene.anna.customerId });
    const both = [1, 2].map(() => new PanelClient(panel).post('/sso-links/use', { secret }));
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  test('is over after its minute', async () => {
    const secret = await makeLink({ customerId: panel.scene.anna.customerId });
    await panel.db.query(`update sso_links set expires_at = now()`);
    await new PanelClient(panel).post('/sso-links/use', { secret }).expect(410);
  });

  test('leads to pages of this panel only', async () => {
    const { customerId } = panel.scene.anna;
    const away = await admin.post('/sso-links', { customerId, returnTo: '//evil.example/' });
    expect(away.body).toMatchObject({ status: 400, field: 'returnTo' });
  });

  test('is for panel users of customers, never of staff', async () => {
    const { rows } = await panel.db.query<{ id: string }>(`select id from panel_users where role = 'support'`);
    await admin.post('/sso-links', { panelUserId: rows[0]?.id }).expect(404);
    await admin.post('/sso-links', {}).expect(400);
    await panel.db.query(`insert into customers (name, plan_id) values ('nobody', $1)`, [panel.scene.planId]);
    const nobody = await panel.db.query<{ id: string }>(`select id from customers where name = 'nobody'`);
    const refused = await admin.post('/sso-links', { customerId: nobody.rows[0]?.id });
    expect(refused.body).toMatchObject({ status: 409, code: 'no-panel-user' });
  });

  test('is made by admins only', async () => {
    for (const who of ['support', 'anna']) {
      const client = await PanelClient.signedIn(panel, `${who}@portside.example`);
      await client.post('/sso-links', { customerId: panel.scene.anna.customerId }).expect(403);
    }
  });

  test('is written into the log when made and when used', async () => {
    const secret = await makeLink({ customerId: panel.scene.ben.customerId });
    await new PanelClient(panel).post('/sso-links/use', { secret }).expect(200);
    expect(await auditOf(panel.scene.ben.customerId)).toEqual([
      { verb: 'sso-link.used', actor: 'ben@portside.example' },
      { verb: 'sso-link.created', actor: 'admin@portside.example' },
    ]);
  });
});

describe('an admin who acts as a customer', () => {
  test('sees what the customer sees, and changes it under both names', async () => {
    const client = await anotherAdmin();
    await actAs(client, { customerId: panel.scene.anna.customerId });
    const me = (await client.get('/auth/me').expect(200)).body as { actedBy: { email: string; until: string } };
    expect(me).toMatchObject({ email: 'anna@portside.example', role: 'customer' });
    expect(me.actedBy.email).toBe('admin@portside.example');
    const left = Date.parse(me.actedBy.until) - Date.now();
    expect(left).toBeGreaterThan(29 * 60_000);
    expect(left).toBeLessThanOrEqual(30 * 60_000);
    await client.get(`/accounts/${panel.scene.ben.accountId}`).expect(404);
    await client.get('/customers').expect(403);
    await client.post(`/accounts/${panel.scene.anna.accountId}/disable`).expect(200);
    await client.post(`/accounts/${panel.scene.anna.accountId}/enable`).expect(200);
    await client.delete('/auth/acting-as').expect(204);
    const log = await auditOf(panel.scene.anna.customerId);
    expect(log.slice(0, 4)).toEqual([
      { verb: 'acting-as.ended', actor: 'admin@portside.example as anna@portside.example' },
      { verb: 'account.enabled', actor: 'admin@portside.example as anna@portside.example' },
      { verb: 'account.disabled', actor: 'admin@portside.example as anna@portside.example' },
      { verb: 'acting-as.begun', actor: 'admin@portside.example' },
    ]);
  });

  test('is themselves again after stopping, in the same session', async () => {
    const client = await anotherAdmin();
    await actAs(client, { customerId: panel.scene.anna.customerId });
    await client.delete('/auth/acting-as').expect(204);
    expect((await client.get('/auth/me').expect(200)).body).toMatchObject({
      email: 'admin@portside.example',
      role: 'admin',
      actedBy: null,
    });
    await client.get('/customers').expect(200);
  });

  test.each([
    ['post', '/auth/password', { currentPassword: password, newPassword: 'taken over by staff' }],
    ['post', '/tokens', { name: 'to stay' }],
  ] as const)('cannot %s %s', async (method, path, body) => {
    const client = await anotherAdmin();
    await actAs(client, { customerId: panel.scene.anna.customerId });
    const refused = await client[method](path, body);
    expect(refused.body).toMatchObject({ status: 403, code: 'not-while-acting' });
    const spelled = await client[method](`${path.toUpperCase()}/`, body);
    expect(spelled.body).toMatchObject({ status: 403, code: 'not-while-acting' });
    await client.get(path === '/tokens' ? path : '/auth/me').expect(200);
  });

  test('stops by themselves after 30 minutes, and what another tab still sends is refused', async () => {
    const client = await anotherAdmin();
    await actAs(client, { customerId: panel.scene.anna.customerId });
    await panel.db.query(
      `update panel_sessions set sess = jsonb_set(sess::jsonb, '{actingAs,until}', '0')::json where sess -> 'actingAs' is not null`,
    );
    const late = await client.post(`/accounts/${panel.scene.anna.accountId}/disable`);
    expect(late.body).toMatchObject({ status: 403, code: 'csrf-token-missing' });
    expect((await client.get('/auth/me').expect(200)).body).toMatchObject({ role: 'admin', actedBy: null });
  });

  test('stops when they are no admin any more', async () => {
    const client = await anotherAdmin();
    await actAs(client, { customerId: panel.scene.anna.customerId });
    await panel.db.query(`update panel_users set role = 'support' where email = 'admin@portside.example'`);
    expect((await client.get('/auth/me').expect(200)).body).toMatchObject({ role: 'support', actedBy: null });
    await panel.db.query(`update panel_users set role = 'admin' where email = 'admin@portside.example'`);
  });

  test('keeps what another tab shows as the admin from being sent as the customer', async () => {
    const client = await anotherAdmin();
    const before = client.csrfToken;
    await actAs(client, { customerId: panel.scene.anna.customerId });
    client.csrfToken = before;
    await client.post(`/accounts/${panel.scene.anna.accountId}/disable`).expect(403);
  });

  test('is never support, a customer, or a token', async () => {
    for (const who of ['support', 'anna']) {
      const client = await PanelClient.signedIn(panel, `${who}@portside.example`);
      await client.post('/auth/acting-as', { customerId: panel.scene.ben.customerId }).expect(403);
    }
    const { token } = (await admin.post('/tokens', { name: 'not for this' })).body as { token: string };
    const answer = await supertest(`${panel.url}/api/v1`)
      .post('/auth/acting-as')
      .set('Authorization', `Bearer ${token}`)
      .send({ customerId: panel.scene.ben.customerId });
    expect(answer.body).toMatchObject({ status: 403 });
  });

  test('acts as customers only', async () => {
    const { rows } = await panel.db.query<{ id: string }>(`select id from panel_users where role = 'support'`);
    await (await anotherAdmin()).post('/auth/acting-as', { panelUserId: rows[0]?.id }).expect(404);
  });
});
