// The layers of modes through the API: who may write which, what holds in the end and why, and whom a change would shut out.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AccountModes } from '../../src/modes/modes.dto.js';
import type { Policy } from '../../src/servers/policy.dto.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;
let anna: PanelClient;
let account: string;
let plan: string;
let policy: string;

const denied = { PASV: 'deny', EPSV: 'deny' };
const passiveOnly = { PORT: 'deny', EPRT: 'deny', PASV: 'allow', EPSV: 'allow' };
const everything = { PORT: 'allow', EPRT: 'allow', PASV: 'allow', EPSV: 'allow' };

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  account = `/accounts/${panel.scene.anna.accountId}/modes`;
  plan = `/plans/${panel.scene.planId}/modes`;
  policy = `/servers/${panel.scene.serverId}/policy`;
});
afterAll(async () => {
  await panel.stop();
});
beforeEach(async () => {
  await panel.db.query(`update ftp_accounts set verb_rules = '{}', clear_text_allowed = false`);
  await panel.db.query(`update plans set verb_rules = '{}'`);
  await write({ verbs: everything, exceptionsAllowed: [], networkRules: [], tls: 'allowed' }, 201);
});

async function write(draft: object, status: number): Promise<Policy & { detail: string; field: string }> {
  const { version } = (await admin.get(policy)).body as Policy;
  const answer = await admin.put(policy, { ...draft }).set('If-Match', `"${version}"`);
  expect(answer.status, answer.text).toBe(status);
  return answer.body as Policy & { detail: string; field: string };
}

async function modes(address = ''): Promise<AccountModes> {
  return (await admin.get(`${account}${address && `?address=${address}`}`).expect(200)).body as AccountModes;
}

async function writeAccount(change: object, status = 200) {
  const answer = await admin.put(account, change);
  expect(answer.status, answer.text).toBe(status);
  return answer.body as AccountModes & { detail: string };
}

const sentences = ({ effective }: AccountModes) => effective.verbs.map(({ sentence }) => sentence);

describe('what holds for an account', () => {
  test('is explained verb by verb with the rule that won', async () => {
    await write(
      {
        verbs: passiveOnly,
        exceptionsAllowed: ['PORT'],
        networkRules: [{ network: '203.0.113.7/24', verbs: { PORT: 'allow', EPRT: 'allow', EPSV: 'inherit' } }],
      },
      201,
    );
    await admin.put(plan, { verbs: { PASV: 'deny' } }).expect(200);
    expect(sentences(await modes('203.0.113.200'))).toEqual([
      'PORT (active mode) is allowed by the rule for the network 203.0.113.0/24.',
      'EPRT (active mode) is denied by the server. It allows no exceptions.',
      'PASV (passive mode) is denied by the plan “Standard”.',
      'EPSV (passive mode) is allowed by the server.',
    ]);
    const elsewhere = await modes();
    expect(elsewhere.effective).toMatchObject({ address: null, preset: null });
    expect(elsewhere.effective.verbs).toMatchObject([
      { verb: 'PORT', rule: 'deny', layer: 'server', name: null },
      { verb: 'EPRT', rule: 'deny', layer: 'server' },
      { verb: 'PASV', rule: 'deny', layer: 'plan', name: 'Standard' },
      { verb: 'EPSV', rule: 'allow', layer: 'server' },
    ]);
  });

  test('is what its connection card says', async () => {
    await write({ tls: 'required-data' }, 201);
    await writeAccount({ verbs: denied, clearTextAllowed: true });
    const card = await admin.get(`/accounts/${panel.scene.anna.accountId}/connection`).expect(200);
    expect(card.body).toMatchObject({
      mode: { allowed: ['EPRT', 'PORT'], recommended: 'active' },
      encryption: { rule: 'allowed' },
    });
  });

  test('is shown to its customer and to no other; support changes none, and nobody but admins a plan', async () => {
    const ben = await PanelClient.signedIn(panel, 'ben@portside.example');
    const support = await PanelClient.signedIn(panel, 'support@portside.example');
    await anna.get(account).expect(200);
    await ben.get(account).expect(404);
    await ben.put(account, { verbs: { PORT: 'deny' } }).expect(404);
    await support.put(account, { verbs: {} }).expect(403);
    for (const client of [anna, support]) await client.put(plan, { verbs: {} }).expect(403);
    await anna.get(plan).expect(403);
    await admin.get(`${account}?address=nowhere`).expect(400);
  });
});

describe('what a customer says about an own FTP account', () => {
  const feature = (sql: string) => panel.db.query(`update plans set features = ${sql}`);
  const writeAsAnna = async (change: object) => {
    return (await anna.put(account, change)).body as AccountModes & { status: number; field: string; detail: string };
  };

  test('is less than the server allows, and can be taken back', async () => {
    expect((await writeAsAnna({ verbs: { PORT: 'deny', EPRT: 'deny' } })).effective.preset).toBe('passive-only');
    expect((await writeAsAnna({ verbs: {} })).effective.preset).toBe('active-and-passive');
  });

  test('is no exception from what the plan denies, and no login without TLS', async () => {
    await admin.put(plan, { verbs: { PORT: 'deny' } }).expect(200);
    const wider = await writeAsAnna({ verbs: { PORT: 'allow' } });
    expect(wider).toMatchObject({ status: 403, code: 'not-allowed', field: 'verbs' });
    expect(wider.detail).toContain('Only an admin makes an exception');
    expect(await writeAsAnna({ clearTextAllowed: true })).toMatchObject({ status: 403, field: 'clearTextAllowed' });
    expect((await modes()).verbs.PORT).toBe('inherit');
  });

  test('leaves an exception of an admin as it is, or gives it up', async () => {
    await writeAccount({ verbs: { PORT: 'allow' }, clearTextAllowed: true });
    expect(await writeAsAnna({ verbs: { PORT: 'allow', PASV: 'deny' } })).toMatchObject({
      verbs: { PORT: 'allow', PASV: 'deny' },
      clearTextAllowed: true,
    });
    expect(await writeAsAnna({ verbs: {}, clearTextAllowed: false })).toMatchObject({ clearTextAllowed: false });
  });

  test('is nothing new where the plan does not include it', async () => {
    await feature(`array_remove(features, 'modes')`);
    try {
      const refused = await writeAsAnna({ verbs: { PORT: 'deny' } });
      expect(refused).toMatchObject({ code: 'not-in-plan', field: 'verbs' });
      expect(refused.detail).toContain('does not include wishes about data connections');
      expect((await writeAsAnna({ verbs: {} })).verbs.PORT).toBe('inherit');
    } finally {
      await feature(`array_append(features, 'modes')`);
    }
  });
});

describe('a layer', () => {
  test('of an account is written with its audit row, from the revision that was seen', async () => {
    const before = await modes();
    const after = await writeAccount({ verbs: { PORT: 'deny', EPRT: 'inherit' }, clearTextAllowed: true });
    expect(after).toMatchObject({
      verbs: { PORT: 'deny', EPRT: 'inherit', PASV: 'inherit', EPSV: 'inherit' },
      clearTextAllowed: true,
      revision: before.revision + 1,
    });
    const stale = await admin.put(account, { verbs: {} }).set('If-Match', `"${before.revision}"`);
    expect(stale.body).toMatchObject({ status: 412, code: 'changed-meanwhile', current: { revision: after.revision } });
    const { rows } = await panel.db.query(
      `select after from audit_events where verb = 'account.modes-set' order by at desc`,
    );
    expect(rows[0]).toMatchObject({ after: { verbs: { PORT: 'deny' }, clearTextAllowed: true } });
  });

  test.each([[{ PORT: 'maybe' }], [{ SPSV: 'deny' }], ['deny'], [['PORT']], [null]])('is no %j', async (verbs) => {
    const answer = await admin.put(plan, { verbs });
    expect(answer.body).toMatchObject({ status: 400, field: 'verbs' });
  });

  test.each([
    [[{ network: '10.0.0.0/8', verbs: { PORT: 'no' } }]],
    [[{ network: 'lan', verbs: {} }]],
    [[{ network: '10.0.0.0/8' }, { network: '10.9.9.9/8' }]],
    [[{ network: '10.0.0.0/8', clearText: 'yes' }]],
    ['all'],
  ])('of networks is no %j', async (networkRules) => {
    expect((await write({ networkRules }, 400)).field).toBe('networkRules');
  });

  test('that lets clients go without TLS is warned of', async () => {
    const { warnings } = await write(
      { tls: 'required-data', networkRules: [{ network: '10.0.0.0/8', verbs: {}, clearText: true }] },
      201,
    );
    expect(warnings.join(' ')).toContain('Clients from 10.0.0.0/8 may log in without TLS');
  });
});

describe('nothing is saved that leaves no verb', () => {
  const login = 'web@anna.example';

  test('to an account by its own layer', async () => {
    await write({ verbs: passiveOnly }, 201);
    expect((await writeAccount({ verbs: denied }, 400)).detail).toContain(`would be left for ${login}.`);
    expect((await modes()).verbs.PASV).toBe('inherit');
  });

  test('to an account by the server', async () => {
    await writeAccount({ verbs: denied });
    expect((await write({ verbs: passiveOnly }, 400)).detail).toContain(`would be left for ${login}.`);
  });

  test('to the accounts of a plan', async () => {
    await write({ verbs: passiveOnly }, 201);
    const answer = await admin.put(plan, { verbs: denied });
    expect(answer.body).toMatchObject({ status: 400, field: 'verbs' });
    expect((answer.body as { detail: string }).detail).toContain(`${login}, web@ben.example.`);
  });

  test('to a customer who is given another plan', async () => {
    await write({ verbs: passiveOnly }, 201);
    const made = await admin.post('/plans', { name: 'Active' }).expect(201);
    const { id } = made.body as { id: string };
    await admin.put(`/plans/${id}/modes`, { verbs: denied }).expect(200);
    const answer = await admin.patch(`/customers/${panel.scene.anna.customerId}`, { planId: id });
    expect(answer.body).toMatchObject({ status: 400, field: 'planId' });
  });

  test('to everybody from a network, or to one account there', async () => {
    const lan = { network: '10.0.0.0/8', verbs: { PORT: 'deny', EPRT: 'deny', PASV: 'deny', EPSV: 'deny' } };
    expect((await write({ networkRules: [lan] }, 400)).detail).toContain('left for everybody from 10.0.0.0/8.');
    await writeAccount({ verbs: denied });
    const active = { network: '10.0.0.0/8', verbs: { PORT: 'deny', EPRT: 'deny' } };
    expect((await write({ networkRules: [active] }, 400)).detail).toContain(`left for ${login} from 10.0.0.0/8.`);
    const longer = { network: '10.1.0.0/16', verbs: { PORT: 'allow' } };
    expect((await write({ networkRules: [active, longer] }, 400)).detail).toContain(`${login} from 10.0.0.0/8.`);
  });
});

test('who comes too late reads field by field what changed and what they wanted', async () => {
  const { version } = (await admin.get(policy)).body as Policy;
  await write({ preset: 'passive-only', dataWaitMs: 9_000 }, 201);
  const stale = await admin.put(policy, { dataWaitMs: 5_000 }).set('If-Match', `"${version}"`);
  expect(stale.body).toMatchObject({
    status: 412,
    code: 'changed-meanwhile',
    conflicts: [
      { field: 'verbs', was: everything, is: passiveOnly, yours: everything },
      { field: 'preset', was: 'active-and-passive', is: 'passive-only', yours: 'active-and-passive' },
      { field: 'dataWaitMs', is: 9_000, yours: 5_000 },
    ],
  });
});
