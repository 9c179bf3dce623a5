// Plans: what they hold customers to, who would be over them, and what their customers may set themselves.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { PanelClient, password } from '../support/panel.js';
import { ServedPanel } from '../support/served-panel.js';

interface Answered<T = object> {
  readonly body: T;
}

let served: ServedPanel;
let admin: PanelClient;
let anna: PanelClient;

beforeAll(async () => {
  served = await ServedPanel.start();
  admin = await PanelClient.signedIn(served.panel, 'admin@portside.example');
  anna = await PanelClient.signedIn(served.panel, 'anna@portside.example');
});

afterAll(() => served.stop());

const planId = () => served.panel.scene.planId;
const setPlan = (columns: string) => served.panel.db.query(`update plans set ${columns} where id = $1`, [planId()]);
const wish = (name: string) => ({ webRootId: served.panel.scene.anna.webRootId, name, password });

describe('a plan', () => {
  it('is made with all features, read, changed and deleted', async () => {
    const { body } = (await admin.post('/plans', { name: 'Small', maxFtpAccounts: 1 }).expect(201)) as Answered<{
      id: string;
    }>;
    expect(body).toMatchObject({ maxFtpAccounts: 1, features: ['expiry', 'networks', 'limits', 'modes', 'tokens'] });
    await admin.patch(`/plans/${body.id}`, { features: ['expiry'] }).expect(200);
    expect((await admin.get(`/plans/${body.id}`)).body).toMatchObject({ name: 'Small', features: ['expiry'] });
    expect((await admin.get('/plans?search=smal')).body).toMatchObject({ items: [{ id: body.id }] });
    await admin.delete(`/plans/${body.id}`).expect(204);
    await admin.get(`/plans/${body.id}`).expect(404);
  });

  it('that somebody has is not deleted, and it is said who has it', async () => {
    const { body } = (await admin.delete(`/plans/${planId()}`).expect(409)) as Answered;
    expect(body).toMatchObject({
      code: 'plan-in-use',
      detail: 'anna and ben have this plan. Give them another plan first.',
    });
  });

  it('knows no feature but its own', async () => {
    const { body } = (await admin.patch(`/plans/${planId()}`, { features: ['root'] }).expect(400)) as Answered;
    expect(body).toMatchObject({ field: 'features' });
  });
});

describe('a tighter plan', () => {
  it('lists whom it would catch, and takes nothing away', async () => {
    await anna.post('/accounts', wish('second')).expect(201);
    const change = { maxFtpAccounts: 1 };
    const { body } = (await admin.post(`/plans/${planId()}/preview`, change).expect(200)) as Answered;
    const { customerId } = served.panel.scene.anna;
    expect(body).toEqual({
      offenders: [{ customer: { id: customerId, name: 'anna' }, over: [{ limit: 'accounts', used: 2, allowed: 1 }] }],
    });
    await admin.patch(`/plans/${planId()}`, change).expect(200);
    expect((await served.logIn('second@anna.example')).answer).toMatch(/^230/);
    const { body: refused } = (await anna.post('/accounts', wish('third')).expect(409)) as Answered;
    expect(refused).toMatchObject({ code: 'account-limit-reached' });
    await setPlan('max_ftp_accounts = 5');
  });

  it('for one customer lists what they have too much', async () => {
    const { body: small } = (await admin.post('/plans', { name: 'Tiny', maxFtpAccounts: 0 }).expect(201)) as Answered<{
      id: string;
    }>;
    const { customerId } = served.panel.scene.ben;
    const { body } = (await admin
      .get(`/customers/${customerId}/plan-preview?planId=${small.id}`)
      .expect(200)) as Answered;
    expect(body).toMatchObject({ offenders: [{ over: [{ limit: 'accounts', used: 1, allowed: 0 }] }] });
  });
});

describe('the sessions of a plan', () => {
  it('are those of all accounts of a customer together', async () => {
    await setPlan('max_sessions = 2');
    const others = served.panel.db.query(`select 1`);
    await others;
    await anna.post('/accounts', wish('one')).expect(201);
    await anna.post('/accounts', wish('two')).expect(201);
    const first = await served.logIn('one@anna.example');
    await eventually('the session of before has been told of', async () => {
      const { rows } = await served.panel.db.query('select from ftp_sessions where closed_at is null');
      return rows.length >= 2;
    });
    const third = await served.logIn('two@anna.example');
    expect(first.answer).toMatch(/^230/);
    expect(third.answer).toBe(
      '530 The customer that this account belongs to has as many sessions open as its plan allows; close one and try again.',
    );
    await first.client.say('QUIT');
    await eventually('there is room again', async () =>
      (await served.logIn('two@anna.example')).answer.startsWith('230'),
    );
    await setPlan('max_sessions = null');
  });
});

describe('what a plan does not include', () => {
  beforeAll(() => setPlan(`features = '{}'`));

  it.each([
    ['expiresAt', { expiresAt: '2030-01-01T00:00:00Z' }, 'expiry dates'],
    ['allowedNetworks', { allowedNetworks: ['192.0.2.0/24'] }, 'allowed networks'],
    ['maxSessions', { maxSessions: 3 }, 'limits of bandwidth and sessions'],
    ['bandwidthUpBytes', { bandwidthUpBytes: 5000 }, 'limits of bandwidth and sessions'],
  ])('a customer cannot set: %s', async (field, setting, what) => {
    const { body } = (await anna.post('/accounts', { ...wish('more'), ...setting }).expect(403)) as Answered;
    expect(body).toMatchObject({
      code: 'not-in-plan',
      field,
      detail: `Your plan “Standard” does not include ${what}. Ask your host.`,
    });
  });

  it('nor as an API token', async () => {
    await anna.post('/tokens', { name: 'mine' }).expect(403);
  });

  it('staff can set for them, and it may stay or be taken away', async () => {
    const expiresAt = '2031-01-01T00:00:00.000Z';
    const { body } = (await admin.post('/accounts', { ...wish('by-host'), expiresAt }).expect(201)) as Answered<{
      id: string;
    }>;
    await anna.patch(`/accounts/${body.id}`, { expiresAt, note: 'kept' }).expect(200);
    await anna.patch(`/accounts/${body.id}`, { expiresAt: null }).expect(200);
  });

  it('is told to the customer with what the plan allows', async () => {
    expect((await anna.get('/plans/own').expect(200)).body).toMatchObject({
      name: 'Standard',
      maxFtpAccounts: 5,
      features: [],
    });
    await admin.get('/plans/own').expect(403);
    await anna.get(`/plans/${planId()}`).expect(403);
  });
});
