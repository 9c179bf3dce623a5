// How many requests a minute the panel takes, and how it says so.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import supertest from 'supertest';
import { startPanel } from '../../src/panel.js';
import { PanelClient, password, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;

beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(async () => {
  await panel.stop();
});

describe('every answer', () => {
  test('says how many requests are left for this session', async () => {
    const anna = await PanelClient.signedIn(panel, 'anna@portside.example');
    const first = await anna.get('/auth/me').expect(200);
    expect(first.headers['ratelimit-policy']).toBe('"session";q=3000;w=60');
    expect(first.headers['ratelimit']).toMatch(/^"session";r=2999;t=\d+$/);
    const second = await anna.get('/auth/me').expect(200);
    expect(second.headers['ratelimit']).toMatch(/^"session";r=2998;t=\d+$/);
  });

  test('says fewer to whoever is not signed in', async () => {
    const answer = await supertest(`${panel.url}/api/v1`).post('/hand-over-links/look').send({ secret: 'none' });
    expect(answer.headers['ratelimit-policy']).toBe('"anybody";q=300;w=60');
  });

  test('counts whoever is signed in by session also where nobody has to be', async () => {
    const anna = await PanelClient.signedIn(panel, 'anna@portside.example');
    const answer = await anna.get('/auth/session').expect(200);
    expect(answer.headers['ratelimit-policy']).toBe('"session";q=3000;w=60');
  });

  test('takes a made-up token for nobody where nobody has to be signed in', async () => {
    const answer = await supertest(`${panel.url}/api/v1`).get('/auth/session').set('Authorization', 'Bearer pst_none');
    expect(answer.headers['ratelimit-policy']).toBe('"anybody";q=300;w=60');
  });

  test('of the health check says nothing, for it may be asked as often as one likes', async () => {
    const answer = await supertest(panel.url).get('/healthz').expect(200);
    expect(answer.headers['ratelimit']).toBeUndefined();
  });
});

describe('beyond the limit', () => {
  test('an address cannot begin anew with another made-up token', async () => {
    const admin = await PanelClient.signedIn(panel, 'admin@portside.example');
    const { token } = (await admin.post('/tokens', { name: 'real' }).expect(201)).body as { token: string };
    const ask = (bearer: string) =>
      supertest(`${panel.url}/api/v1`).get('/auth/me').set('Authorization', `Bearer ${bearer}`);
    let made = 0;
    for (let guess = 0; guess < 30; guess += 1) await ask(`pst_guess${(made += 1)}`).expect(401);
    expect((await ask(`pst_guess${(made += 1)}`)).body).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect((await ask(token)).status).toBe(429);
    const metrics = supertest(panel.url)
      .get('/metrics')
      .set('Authorization', `Bearer pst_guess${(made += 1)}`);
    expect((await metrics).status).toBe(429);
    const spelled = supertest(panel.url).post('/API/v1/tokens').set('Authorization', `Bearer ${token}`);
    expect((await spelled).status).toBe(429);
  });

  test('ten guesses of a password are enough, whichever new e-mail address stands beside them', async () => {
    const ben = await PanelClient.signedIn(panel, 'ben@portside.example');
    const guess = (made: number) =>
      ben.post('/auth/e-mail', { email: `${made}@portside.example`, password: 'a guess' });
    for (let made = 0; made < 10; made += 1) expect((await guess(made)).status).toBe(400);
    expect((await guess(10)).body).toMatchObject({ status: 429, code: 'too-many-tries' });
  });
});

describe('behind a proxy', () => {
  const proxied = async (trustedProxies: string[]) => {
    const other = await startPanel({ ...settings(), trustedProxies });
    const ask = (from: string) =>
      supertest(`${other.url}/api/v1`)
        .post('/auth/sign-in')
        .set('X-Forwarded-For', from)
        .set('X-Forwarded-Proto', 'https');
    return { ask, stop: () => other.stop() };
  };
  const settings = () => ({
    databaseUrl: panel.database.url,
    http: { host: '127.0.0.1', port: 0 },
    logLevel: 'silent' as const,
    minSystemUid: 1000,
    sessionSecret: undefined,
  });
  const admin = { email: 'admin@portside.example', password };

  test('that is named, each client is known by its address and the cookie is for HTTPS alone', async () => {
    const { ask, stop } = await proxied(['127.0.0.0/8']);
    const answer = await ask('192.0.2.66, 203.0.113.9').send(admin).expect(200);
    expect(answer.headers['set-cookie']?.[0]).toContain('Secure');
    expect(answer.body).toMatchObject({ clientAddress: '203.0.113.9' });
    const left = async (from: string): Promise<unknown> => (await ask(from).send({})).headers['ratelimit'];
    expect(await left('198.51.100.1')).toMatch(/^"anybody";r=299;/);
    expect(await left('198.51.100.1')).toMatch(/^"anybody";r=298;/);
    expect(await left('198.51.100.2')).toMatch(/^"anybody";r=299;/);
    await stop();
  });

  test('that nobody named, what it says of a client counts for nothing', async () => {
    const { ask, stop } = await proxied(['192.0.2.0/24']);
    const answer = await ask('203.0.113.9').send(admin).expect(200);
    expect(answer.body).toMatchObject({ clientAddress: '127.0.0.1' });
    expect(answer.headers['set-cookie']?.[0]).not.toContain('Secure');
    await stop();
  });
});
