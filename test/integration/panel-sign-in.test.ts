import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import supertest from 'supertest';
import { password, PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;

beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(async () => {
  await panel.stop();
});

describe('signing in', () => {
  test('answers who is signed in and sets a cookie that scripts cannot read', async () => {
    const answer = await new PanelClient(panel).agent
      .post('/auth/sign-in')
      .send({ email: ' Anna@Portside.example ', password });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      email: 'anna@portside.example',
      role: 'customer',
      customer: { id: panel.scene.anna.customerId, name: 'anna' },
    });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^portside\.sid=.*HttpOnly; SameSite=Lax$/);
  });

  test('says the same of a wrong password and of an unknown address', async () => {
    const { agent } = new PanelClient(panel);
    const wrong = await agent.post('/auth/sign-in').send({ email: 'anna@portside.example', password: 'not this one' });
    const unknown = await agent.post('/auth/sign-in').send({ email: 'nobody@portside.example', password });
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual(unknown.body);
    expect(wrong.headers['content-type']).toContain('application/problem+json');
  });

  test('gives the session a new id', async () => {
    const client = await PanelClient.signedIn(panel, 'anna@portside.example');
    const before = await panel.db.query(`select sid from panel_sessions`);
    await client.agent.post('/auth/sign-in').send({ email: 'anna@portside.example', password }).expect(200);
    const after = await panel.db.query(`select sid from panel_sessions`);
    expect(after.rows).not.toEqual(before.rows);
    expect(after.rows.length).toBe(before.rows.length);
  });

  test('lasts until signing out', async () => {
    const client = await PanelClient.signedIn(panel, 'ben@portside.example');
    const me = await client.get('/auth/me').expect(200);
    expect((await client.get('/auth/session').expect(200)).text).toBe(`{"me":${me.text}}`);
    await client.post('/auth/sign-out').expect(204);
    expect((await client.get('/auth/session').expect(200)).body).toEqual({ me: null });
    const answer = await client.get('/auth/me');
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 'not-signed-in', status: 401 });
  });

  test('ends for a panel user who is disabled', async () => {
    const client = await PanelClient.signedIn(panel, 'support@portside.example');
    await panel.db.query(`update panel_users set status = 'disabled' where email = 'support@portside.example'`);
    await client.get('/accounts').expect(401);
    await panel.db.query(`update panel_users set status = 'enabled' where email = 'support@portside.example'`);
  });
});

describe('a changing request', () => {
  test('is refused without the token of its session, and with another one', async () => {
    const client = await PanelClient.signedIn(panel, 'anna@portside.example');
    const without = await client.agent.post(`/accounts/${panel.scene.anna.accountId}/disable`).send({});
    expect(without.status).toBe(403);
    expect(without.body).toMatchObject({ code: 'csrf-token-missing' });
    const token = client.csrfToken;
    client.csrfToken = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    await client.post(`/accounts/${panel.scene.anna.accountId}/disable`).expect(403);
    client.csrfToken = token;
    await client.post(`/accounts/${panel.scene.anna.accountId}/disable`).expect(200);
  });

  test('needs no such token with an API token', async () => {
    const client = await PanelClient.signedIn(panel, 'anna@portside.example');
    const made = await client.post('/tokens', { name: 'billing' }).expect(201);
    const { token, id } = made.body as { token: string; id: string };
    const { rows } = await panel.db.query<{ stored: string }>(
      `select encode(token_hash, 'escape') as stored from api_tokens where id = $1`,
      [id],
    );
    expect(rows[0]?.stored).not.toContain(token);
    const bare = supertest(`${panel.url}/api/v1`);
    const url = `/accounts/${panel.scene.anna.accountId}/enable`;
    await bare.post(url).set('Authorization', `Bearer ${token}`).expect(200);
    const listed = await client.get('/tokens').expect(200);
    expect(JSON.stringify(listed.body)).not.toContain(token);
    await client.delete(`/tokens/${id}`).expect(204);
    const refused = await bare.post(url).set('Authorization', `Bearer ${token}`);
    expect(refused.status).toBe(401);
    expect(refused.body).toMatchObject({ code: 'token-refused' });
  });

  test('with an expired API token is refused', async () => {
    const client = await PanelClient.signedIn(panel, 'anna@portside.example');
    const made = await client.post('/tokens', { name: 'short', expiresAt: '2099-01-01T00:00:00Z' }).expect(201);
    const { token, id } = made.body as { token: string; id: string };
    await panel.db.query(`update api_tokens set expires_at = now() where id = $1`, [id]);
    await supertest(`${panel.url}/api/v1`).get('/auth/me').set('Authorization', `Bearer ${token}`).expect(401);
  });
});

describe("changing one's own password", () => {
  test('needs the current one, ends the other sessions and takes effect', async () => {
    const here = await PanelClient.signedIn(panel, 'ben@portside.example');
    const elsewhere = await PanelClient.signedIn(panel, 'ben@portside.example');
    const wrong = await here.post('/auth/password', { currentPassword: 'guess', newPassword: 'a new long one' });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatchObject({ field: 'currentPassword' });
    await here.post('/auth/password', { currentPassword: password, newPassword: 'a new long one' }).expect(204);
    await here.get('/auth/me').expect(200);
    await elsewhere.get('/auth/me').expect(401);
    await expect(PanelClient.signedIn(panel, 'ben@portside.example')).rejects.toThrow('401');
  });
});

describe('trying to sign in', () => {
  test('is stopped after ten tries for one address a minute, and says when to come back', async () => {
    const { agent } = new PanelClient(panel);
    const body = { email: 'victim@portside.example', password: 'guessing away' };
    for (let tried = 0; tried < 10; tried += 1) await agent.post('/auth/sign-in').send(body).expect(401);
    const stopped = await agent.post('/auth/sign-in').send(body);
    expect(stopped.status).toBe(429);
    expect(stopped.body).toMatchObject({ code: 'too-many-tries' });
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
  });
});
