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

/** Sends so many requests, a few at a time, and gives the statuses. */
async function send(count: number, ask: () => Promise<{ status: number }>): Promise<number[]> {
  const statuses: number[] = [];
  while (statuses.length < count) {
    const batch = Math.min(20, count - statuses.length);
    statuses.push(...(await Promise.all(Array.from({ length: batch }, ask))).map(({ status }) => status));
  }
  return statuses;
}

describe('every answer', () => {
  test('says how many requests are left for this session', async () => {
    const anna = await PanelClient.signedIn(panel, 'anna@portside.example');
    const first = await anna.get('/auth/me').expect(200);
    expect(first.headers['ratelimit-policy']).toBe('"signed-in";q=600;w=60');
    expect(first.headers['ratelimit']).toMatch(/^"signed-in";r=599;t=\d+$/);
    const second = await anna.get('/auth/me').expect(200);
    expect(second.headers['ratelimit']).toMatch(/^"signed-in";r=598;t=\d+$/);
  });

  test('says fewer to whoever is not signed in', async () => {
    const answer = await supertest(`${panel.url}/api/v1`).post('/hand-over-links/look').send({ secret: 'none' });
    expect(answer.headers['ratelimit-policy']).toBe('"anybody";q=120;w=60');
  });

  test('of the health check says nothing, for it may be asked as often as one likes', async () => {
    const answer = await supertest(panel.url).get('/healthz').expect(200);
    expect(answer.headers['ratelimit']).toBeUndefined();
  });
});

describe('beyond the limit', () => {
  test('a session is told how long to wait, and another session of the same address goes on', async () => {
    const ben = await PanelClient.signedIn(panel, 'ben@portside.example');
    const statuses = await send(600, () => ben.get('/auth/me'));
    expect(statuses.every((status) => status === 200)).toBe(true);
    const refused = await ben.get('/auth/me');
    expect(refused.body).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect((refused.body as { detail: string }).detail).toMatch(
      /^These are more than 600 requests .* Wait \d+ seconds? /,
    );
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.headers['ratelimit']).toMatch(/;r=0;/);
    const anna = await PanelClient.signedIn(panel, 'anna@portside.example');
    await anna.get('/auth/me').expect(200);
  });

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

  test('whoever is not signed in waits as well', async () => {
    const ask = () => supertest(`${panel.url}/api/v1`).post('/hand-over-links/look').send({ secret: 'none' });
    const statuses = await send(121, ask);
    expect(statuses.at(-1)).toBe(429);
  });
});
