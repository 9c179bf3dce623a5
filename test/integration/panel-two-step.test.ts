// Signing in in two steps.
import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startPanel } from '../../src/panel.js';
import { password, PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;

beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(async () => {
  await panel.stop();
});
/** Somebody new for each test, because nobody may sign in more than ten times a minute. */
let anna: string;
let people = 0;

beforeEach(async () => {
  // Codes belong to half minutes; only the hands of the clock are held.
  vi.useFakeTimers({ toFake: ['Date'] });
  people += 1;
  anna = `anna${people}@portside.example`;
  await panel.db.query(
    `insert into panel_users (email, password_hash, role, customer_id)
     select $1, password_hash, role, customer_id from panel_users where email = 'anna@portside.example'`,
    [anna],
  );
});
afterEach(() => {
  vi.useRealTimers();
});

const wait = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

interface Enrolled {
  readonly client: PanelClient;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

function codeOf(secret: string, secondsLater = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + secondsLater * 1000 });
}

async function enrol(email: string): Promise<Enrolled> {
  const client = await PanelClient.signedIn(panel, email);
  const begun = await client.post('/auth/two-step/begin', { password }).expect(200);
  const { secret, uri } = begun.body as { secret: string; uri: string };
  expect(uri).toMatch(/^otpauth:\/\/totp\/Portside/);
  const confirmed = await client.post('/auth/two-step/confirm', { code: codeOf(secret) }).expect(200);
  return { client, secret, recoveryCodes: (confirmed.body as { recoveryCodes: string[] }).recoveryCodes };
}

/** A client whose password was right. */
async function halfway(email: string): Promise<PanelClient> {
  const client = new PanelClient(panel);
  const answer = await client.agent.post('/auth/sign-in').send({ email, password });
  expect(answer.body).toMatchObject({ status: 401, code: 'second-step-needed' });
  return client;
}

const step = (client: PanelClient, code: string) => client.agent.post('/auth/second-step').send({ code });

describe('two-step sign-in', () => {
  test('takes the code of the app, and only then is somebody signed in', async () => {
    const { secret } = await enrol(anna);
    wait(30);
    const client = await halfway(anna);
    await client.get('/auth/me').expect(401);
    await client.get('/accounts').expect(401);
    const { rows: before } = await panel.db.query<{ sid: string }>(
      `select sid from panel_sessions where sess -> 'pendingSignIn' is not null`,
    );
    const answer = await step(client, codeOf(secret)).expect(200);
    expect(answer.body).toMatchObject({ email: anna });
    await client.get('/accounts').expect(200);
    const { rows: after } = await panel.db.query<{ sid: string }>(`select sid from panel_sessions`);
    expect(before).toHaveLength(1);
    expect(after.map(({ sid }) => sid)).not.toContain(before[0]?.sid);
  });

  test('takes a code once, one half minute early or late, and none beyond', async () => {
    const { secret } = await enrol(anna);
    const client = await halfway(anna);
    const again = await step(client, codeOf(secret));
    expect(again.body).toMatchObject({ status: 401, code: 'wrong-code' });
    wait(120);
    await step(client, codeOf(secret, -60)).expect(401);
    await step(client, codeOf(secret, 60)).expect(401);
    await step(client, codeOf(secret, -30)).expect(200);
    const later = await halfway(anna);
    await step(later, codeOf(secret, -30)).expect(401);
    await step(later, codeOf(secret, 30)).expect(200);
    const last = await halfway(anna);
    await step(last, codeOf(secret)).expect(401);
  });

  test('takes each recovery code once, however it was written down', async () => {
    const { recoveryCodes, client } = await enrol(anna);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [code = ''] = recoveryCodes;
    const first = await halfway(anna);
    await step(first, ` ${code.toUpperCase().replace('-', ' ')} `).expect(200);
    const second = await halfway(anna);
    await step(second, code).expect(401);
    await client.get('/auth/me').expect(200);
    const state = await client.get('/auth/two-step').expect(200);
    expect(state.body).toEqual({ on: true, recoveryCodesLeft: 9 });
  });

  test('takes none for a quarter of an hour after five wrong codes, from whatever session, and says when', async () => {
    const { secret } = await enrol(anna);
    wait(30);
    const clients = [await halfway(anna), await halfway(anna)] as const;
    await Promise.all([0, 1, 2, 3, 4].map((at) => step(clients[at % 2] ?? clients[0], '000000').expect(401)));
    const refused = await step(clients[0], codeOf(secret));
    expect(refused.body).toMatchObject({ status: 429, code: 'too-many-tries' });
    expect((refused.body as { detail: string }).detail).toContain('Wait 15 minutes');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
    wait(15 * 60 + 1);
    const later = await halfway(anna);
    await step(later, codeOf(secret)).expect(200);
  });

  test('forgets a right password after five minutes', async () => {
    const { secret } = await enrol(anna);
    const client = await halfway(anna);
    wait(301);
    const answer = await step(client, codeOf(secret));
    expect(answer.body).toMatchObject({ status: 401, code: 'second-step-expired' });
    const nobody = await step(new PanelClient(panel), codeOf(secret));
    expect(nobody.body).toMatchObject({ status: 401, code: 'second-step-expired' });
  });

  test('is set up with the password and a code of the app, and not twice', async () => {
    const client = await PanelClient.signedIn(panel, anna);
    const guessed = await client.post('/auth/two-step/begin', { password: 'a guess' });
    expect(guessed.body).toMatchObject({ status: 400, field: 'password' });
    await client.post('/auth/two-step/confirm', { code: '123456' }).expect(409);
    await client.post('/auth/two-step/begin', { password }).expect(200);
    const wrong = await client.post('/auth/two-step/confirm', { code: '12345x' });
    expect(wrong.body).toMatchObject({ status: 400, field: 'code' });
    expect((await client.get('/auth/two-step')).body).toEqual({ on: false, recoveryCodesLeft: 0 });
    const { client: on } = await enrol(anna);
    const twice = await on.post('/auth/two-step/begin', { password });
    expect(twice.body).toMatchObject({ status: 409, code: 'two-step-on' });
  });

  test('is removed with the password and a code, which ends the other sessions', async () => {
    const { client, secret, recoveryCodes } = await enrol(anna);
    const other = await halfway(anna);
    await step(other, recoveryCodes[0] ?? '').expect(200);
    wait(30);
    const code = codeOf(secret);
    const guessed = await client.post('/auth/two-step/remove', { password: 'a guess', code });
    expect(guessed.body).toMatchObject({ status: 400, field: 'password' });
    const wrong = await client.post('/auth/two-step/remove', { password, code: '000000' });
    expect(wrong.body).toMatchObject({ status: 400, field: 'code' });
    await client.post('/auth/two-step/remove', { password, code }).expect(204);
    await other.get('/auth/me').expect(401);
    await PanelClient.signedIn(panel, anna);
  });

  test('gives ten new recovery codes in place of the old ones', async () => {
    const { client, secret, recoveryCodes } = await enrol(anna);
    wait(30);
    const renewed = await client.post('/auth/two-step/recovery-codes', { password, code: codeOf(secret) }).expect(200);
    const { recoveryCodes: fresh } = renewed.body as { recoveryCodes: string[] };
    const later = await halfway(anna);
    await step(later, recoveryCodes[0] ?? '').expect(401);
    await step(later, fresh[0] ?? '').expect(200);
  });
});

describe('two-step sign-in for all staff', () => {
  const admin = 'admin@portside.example';
  const support = 'support@portside.example';
  const required = { status: 403, code: 'two-step-required' };

  test('is refused until whoever asks has it, and then lets nobody of staff do anything else before', async () => {
    const alone = await PanelClient.signedIn(panel, admin);
    const first = await alone.put('/sign-in-rules', { staffTwoStep: true });
    expect(first.body).toMatchObject({ status: 409, code: 'two-step-own-first' });
    const before = await PanelClient.signedIn(panel, support);
    const token = await before.post('/tokens', { name: 'watch', scopes: ['accounts:read'] }).expect(201);
    const { client } = await enrol(admin);
    const rules = await client.put('/sign-in-rules', { staffTwoStep: true }).expect(200);
    expect(rules.body).toMatchObject({ staffTwoStep: true, staffWithoutTwoStep: 1 });

    const late = await PanelClient.signedIn(panel, support);
    for (const each of [before, late]) {
      expect((await each.get('/auth/me').expect(200)).body).toMatchObject({ mustSetUpTwoStep: true });
      for (const path of ['/accounts', '/customers', '/auth/sessions', '/events']) {
        expect((await each.get(path)).body).toMatchObject(required);
      }
      expect((await each.post('/auth/password', {})).body).toMatchObject(required);
    }
    const bearer = `Bearer ${(token.body as { token: string }).token}`;
    await new PanelClient(panel).get('/accounts').set('Authorization', bearer).expect(200);
    await (await PanelClient.signedIn(panel, anna)).get('/accounts').expect(200);

    const set = await enrol(support);
    await set.client.get('/accounts').expect(200);
    expect((await set.client.get('/auth/me')).body).toMatchObject({ mustSetUpTwoStep: false });
    await set.client.put('/sign-in-rules', { staffTwoStep: false }).expect(403);
    const audit = await client.get('/audit?verb=sign-in-rules').expect(200);
    expect(audit.body).toMatchObject({
      items: [{ actor: admin, before: { staffTwoStep: false }, after: { staffTwoStep: true } }],
    });
    const stale = await client.put('/sign-in-rules', { staffTwoStep: false }).set('If-Match', '"1"');
    expect(stale.body).toMatchObject({ status: 412 });
    await client.put('/sign-in-rules', { staffTwoStep: false }).expect(200);
    await panel.db.query(`update panel_users set totp_secret = null`);
  });

  test('is required of one customer alone where that is wished, but not of the admin who acts for them', async () => {
    const client = await PanelClient.signedIn(panel, admin);
    const { customerId, email } = panel.scene.ben;
    await client.patch(`/customers/${customerId}`, { twoStepRequired: true }).expect(200);
    const ben = await PanelClient.signedIn(panel, email);
    expect((await ben.get('/accounts')).body).toMatchObject(required);
    await (await PanelClient.signedIn(panel, anna)).get('/accounts').expect(200);
    await client.post('/auth/acting-as', { customerId }).expect(204);
    expect((await client.get('/auth/me')).body).toMatchObject({ email, mustSetUpTwoStep: false });
    await client.get('/accounts').expect(200);
    await panel.db.query(`update customers set two_step_required = false`);
    await ben.get('/accounts').expect(200);
  });
});

describe('a copy of the database', () => {
  test('holds no second factor, neither once it is on nor while it is set up', async () => {
    const { secret, recoveryCodes } = await enrol(anna);
    const ben = await PanelClient.signedIn(panel, panel.scene.ben.email);
    const begun = await ben.post('/auth/two-step/begin', { password }).expect(200);
    const secrets = [secret, (begun.body as { secret: string }).secret];
    const { rows } = await panel.db.query<{ row: string }>(
      `select to_jsonb(u)::text as row from panel_users u
        union all select to_jsonb(c)::text from panel_recovery_codes c
        union all select sess::text from panel_sessions
        union all select to_jsonb(a)::text from audit_events a`,
    );
    const dump = rows.map(({ row }) => row).join('\n');
    for (const base32 of secrets) {
      const bytes = Buffer.from(Secret.fromBase32(base32).bytes);
      for (const form of [base32, bytes.toString('hex'), bytes.toString('base64')]) expect(dump).not.toContain(form);
    }
    for (const code of recoveryCodes) expect(dump).not.toContain(code);
  });

  test('under a panel with another SESSION_SECRET lets nobody past the second step, and says why', async () => {
    const { recoveryCodes } = await enrol(anna);
    const other = await startPanel({
      databaseUrl: panel.database.url,
      http: { host: '127.0.0.1', port: 0 },
      logLevel: 'silent',
      minSystemUid: 1000,
      sessionSecret: 'another secret of enough letters!',
    });
    const client = new PanelClient(other);
    await client.agent.post('/auth/sign-in').send({ email: anna, password }).expect(401);
    const answer = await step(client, '123456');
    expect(answer.body).toMatchObject({ status: 409, code: 'two-step-unreadable' });
    await step(client, recoveryCodes[0] ?? '').expect(401);
    await other.stop();
  });
});
