// Where a panel user is signed in, and what they change about themselves.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password, PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;

beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(async () => {
  await panel.stop();
});

describe('the sessions of a panel user', () => {
  interface Session {
    id: string;
    userAgent: string;
    clientAddress: string;
    current: boolean;
  }
  const sessionsOf = async (client: PanelClient): Promise<Session[]> =>
    ((await client.get('/auth/sessions').expect(200)).body as { items: Session[] }).items;

  test('say where each is, and can be ended one by one or all others at once', async () => {
    const here = new PanelClient(panel);
    await here.agent
      .post('/auth/sign-in')
      .set('User-Agent', 'Firefox here')
      .send({ email: 'support@portside.example', password })
      .then(({ body }) => (here.csrfToken = (body as { csrfToken: string }).csrfToken));
    const there = await PanelClient.signedIn(panel, 'support@portside.example');
    const third = await PanelClient.signedIn(panel, 'support@portside.example');
    const seen = await sessionsOf(here);
    expect(seen).toHaveLength(3);
    expect(seen.filter(({ current }) => current)).toMatchObject([
      { userAgent: 'Firefox here', clientAddress: '127.0.0.1' },
    ]);
    const thereId = (await sessionsOf(there)).find(({ current }) => current)?.id ?? '';
    await here.delete(`/auth/sessions/${thereId}`).expect(204);
    await there.get('/auth/me').expect(401);
    await third.get('/auth/me').expect(200);
    await here.post('/auth/sessions/end-others').expect(204);
    await third.get('/auth/me').expect(401);
    expect(await sessionsOf(here)).toHaveLength(1);
  });

  test('show no id that opens one', async () => {
    const client = await PanelClient.signedIn(panel, 'support@portside.example');
    const { text } = await client.get('/auth/sessions').expect(200);
    const { rows } = await panel.db.query<{ sid: string }>(`select sid from panel_sessions`);
    for (const { sid } of rows) expect(text).not.toContain(sid);
  });
});

describe('the profile', () => {
  test('keeps name and time zone, and refuses a zone that is none', async () => {
    const client = await PanelClient.signedIn(panel, 'anna@portside.example');
    const changed = await client.patch('/auth/me', { displayName: 'Anna', timeZone: 'Europe/Berlin' }).expect(200);
    expect(changed.body).toMatchObject({ displayName: 'Anna', timeZone: 'Europe/Berlin' });
    const none = await client.patch('/auth/me', { timeZone: 'Europe/Atlantis' });
    expect(none.body).toMatchObject({ status: 400, field: 'timeZone' });
    expect((await client.patch('/auth/me', { timeZone: null }).expect(200)).body).toMatchObject({ timeZone: null });
  });

  test('takes no password that is made of the e-mail address', async () => {
    const client = await PanelClient.signedIn(panel, 'ben@portside.example');
    const own = { currentPassword: password, newPassword: 'ben@portside.example' };
    expect((await client.post('/auth/password', own)).body).toMatchObject({ status: 400, field: 'newPassword' });
    const admin = await PanelClient.signedIn(panel, 'admin@portside.example');
    const wish = { email: 'carla@portside.example', password: 'carla@portside.example' };
    const added = await admin.post('/panel-users', { ...wish, role: 'support' });
    expect(added.body).toMatchObject({ status: 400, field: 'password' });
    const customer = await admin.post('/customers', { name: 'Carla', panelUser: wish });
    expect(customer.body).toMatchObject({ status: 400, field: 'panelUser.password' });
  });

  test('changes the e-mail address with the password, to one that nobody has', async () => {
    const client = await PanelClient.signedIn(panel, 'ben@portside.example');
    const guessed = await client.post('/auth/e-mail', { email: 'b@portside.example', password: 'a guess' });
    expect(guessed.body).toMatchObject({ status: 400, field: 'password' });
    const taken = await client.post('/auth/e-mail', { email: 'Anna@portside.example', password });
    expect(taken.body).toMatchObject({ status: 409, code: 'e-mail-taken', field: 'email' });
    await client.post('/auth/e-mail', { email: 'B@portside.example', password }).expect(200);
    await PanelClient.signedIn(panel, 'b@portside.example');
    await client.post('/auth/e-mail', { email: 'ben@portside.example', password }).expect(200);
  });
});
