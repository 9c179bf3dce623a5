// How many requests a minute the panel takes, and how it says so.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import supertest from 'supertest';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

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
  });
});
