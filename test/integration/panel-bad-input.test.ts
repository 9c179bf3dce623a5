import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
});
afterAll(async () => {
  await panel.stop();
});

const account = () => ({ webRootId: panel.scene.anna.webRootId, name: 'new', password: 'a long password' });

describe('a new account is refused, naming the field, where', () => {
  test.each([
    ['the web root is no id', { webRootId: '1; drop table' }, 'webRootId'],
    ['the web root is not there', { webRootId: '00000000-0000-4000-8000-000000000000' }, 'webRootId'],
    ['the name has a slash', { name: 'a/b' }, 'name'],
    ['the name is empty', { name: '' }, 'name'],
    ['the name is too long', { name: 'a'.repeat(65) }, 'name'],
    ['the name is a number', { name: 7 }, 'name'],
    ['the name holds a NUL', { name: 'a\0b' }, 'name'],
    ['the password is short', { password: 'short' }, 'password'],
    ['the password is too long for bcrypt', { password: 'ä'.repeat(37) }, 'password'],
    ['the password is null', { password: null }, 'password'],
    ['the folder leaves the web root', { folder: '/a/../../etc' }, 'folder'],
    ['the folder is not absolute', { folder: 'site' }, 'folder'],
    ['the folder holds half a character', { folder: '/\ud800' }, 'folder'],
    ['the folder holds a line break', { folder: '/a\nb' }, 'folder'],
    ['the folder is null', { folder: null }, 'folder'],
    ['the folder is too long', { folder: `/${'a'.repeat(1100)}` }, 'folder'],
    ['the access is unknown', { access: 'everything' }, 'access'],
    ['the quota is negative', { quotaBytes: -1 }, 'quotaBytes'],
    ['the quota is a fraction', { quotaBytes: 1.5 }, 'quotaBytes'],
    ['the quota is beyond what a number holds', { quotaBytes: 1e300 }, 'quotaBytes'],
    ['the quota is text', { quotaBytes: '5' }, 'quotaBytes'],
    ['the session limit is zero', { maxSessions: 0 }, 'maxSessions'],
    ['a network is none', { allowedNetworks: ['300.1.1.1'] }, 'allowedNetworks'],
    ['a network is too long', { allowedNetworks: ['10.0.0.0/33'] }, 'allowedNetworks'],
    ['the networks are no list', { allowedNetworks: '10.0.0.0/8' }, 'allowedNetworks'],
    ['the expiry has no zone', { expiresAt: '2027-01-01' }, 'expiresAt'],
    ['the expiry is a number', { expiresAt: 5 }, 'expiresAt'],
    ['the note is too long', { note: 'n'.repeat(1001) }, 'note'],
    ['a field is unknown', { isAdmin: true }, 'isAdmin'],
  ])('%s', async (_why, part, field) => {
    const answer = await admin.post('/accounts', { ...account(), ...part });
    expect(answer.body).toMatchObject({ status: 400, code: 'bad-input', field });
    expect((answer.body as { detail: string }).detail).toMatch(/^[A-Z"0-9].*[.)]$/);
  });
});

describe('a network with host bits', () => {
  test('is stored without them', async () => {
    const answer = await admin.post('/accounts', { ...account(), name: 'hostbits', allowedNetworks: ['10.1.2.3/8'] });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ allowedNetworks: ['10.0.0.0/8'] });
  });
});

describe('an address is refused where', () => {
  test.each([
    ['/accounts/not-an-id', 'id'],
    ['/accounts?limit=0', 'limit'],
    ['/accounts?limit=201', 'limit'],
    ['/accounts?limit=ten', 'limit'],
    ['/accounts?limit=1&limit=2', 'limit'],
    ['/accounts?customerId=x', 'customerId'],
    ['/accounts?search=a&search=b', 'search'],
    ['/accounts?search=%00', 'search'],
    ['/accounts?status=odd', 'status'],
    ['/accounts?unknown=1', 'unknown'],
    ['/transfers?kind=listing', 'kind'],
    ['/sessions?state=half', 'state'],
    ['/audit?customerId=%27', 'customerId'],
    ['/servers/x/policy', 'id'],
    ['/servers/00000000-0000-4000-8000-000000000000/policies?limit=-1', 'limit'],
  ])('%s names %s', async (path, field) => {
    const answer = await admin.get(path);
    expect(answer.body).toMatchObject({ status: 400, field });
  });

  test.each(
    [
      'x',
      ['', 'now()', '00000000-0000-4000-8000-000000000000'],
      ['', '2026-02-31T00:00:00.000000Z', '00000000-0000-4000-8000-000000000000'],
      ['', '2026-02-01T00:00:00.000000Z', 'nothing'],
      ['', null, '00000000-0000-4000-8000-000000000000'],
      ['login', 'anna', '00000000-0000-4000-8000-000000000000'],
    ].map((parts) => (typeof parts === 'string' ? parts : Buffer.from(JSON.stringify(parts)).toString('base64url'))),
  )('its cursor is %s', async (cursor) => {
    for (const list of ['accounts', 'web-roots', 'servers', 'customers', 'plans', 'sessions', 'transfers', 'audit']) {
      const answer = await admin.get(`/${list}?cursor=${encodeURIComponent(cursor)}`);
      expect(answer.body).toMatchObject({ status: 400, code: 'bad-cursor' });
    }
  });

  test('it is badly encoded', async () => {
    const answer = await admin.get('/accounts/%ff');
    expect(answer.body).toMatchObject({ status: 400, code: 'unreadable-address' });
  });

  test('there is nothing', async () => {
    const answer = await admin.get('/nothing');
    expect(answer.body).toMatchObject({ status: 404, code: 'not-found' });
    const outside = await fetch(`${panel.url}/api/nothing`);
    expect(outside.status).toBe(404);
    expect(outside.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('a body is refused where', () => {
  const send = (body: string, type = 'application/json') =>
    admin.agent.post('/plans').set('X-Portside-Csrf', admin.csrfToken).set('Content-Type', type).send(body);

  test('it is no JSON', async () => {
    const answer = await send('{"name": ');
    expect(answer.body).toMatchObject({ status: 400, code: 'unreadable-body' });
  });

  test.each(['[]', '[{"name":"x"}]'])('it is a list: %s', async (body) => {
    const answer = await send(body);
    expect(answer.body).toMatchObject({ status: 400, field: 'body' });
  });

  test.each(['', '{}', 'null', '"text"', '5'])('it is %j', async (body) => {
    const answer = await send(body);
    expect(answer.body).toMatchObject({ status: 400 });
  });

  test('it is of another type', async () => {
    const answer = await send('name=x', 'application/x-www-form-urlencoded');
    expect(answer.body).toMatchObject({ status: 400, field: 'name' });
  });

  test('it is larger than 100 kB', async () => {
    const answer = await send(JSON.stringify({ name: 'x'.repeat(110_000) }));
    expect(answer.body).toMatchObject({ status: 413, code: 'too-large' });
  });

  test('it is in an unknown character set', async () => {
    const answer = await send('{}', 'application/json; charset=klingon');
    expect(answer.body).toMatchObject({ status: 415, code: 'unsupported-media' });
  });

  test('it pollutes a prototype', async () => {
    await send('{"name":"polluted","__proto__":{"maxSessions":5}}');
    const plans = await admin.get('/plans').expect(200);
    expect(plans.text).not.toContain('"maxSessions":5');
  });
});

describe('a customer is refused where', () => {
  test.each([
    [
      'the e-mail address is none',
      { name: 'c', panelUser: { email: 'x', password: 'long enough' } },
      'panelUser.email',
    ],
    [
      'the panel password is short',
      { name: 'c', panelUser: { email: 'c@c.example', password: 'x' } },
      'panelUser.password',
    ],
    ['the panel user is a list', { name: 'c', panelUser: [] }, 'panelUser'],
    ['the panel user is text', { name: 'c', panelUser: 'x' }, 'panelUser'],
    ['the plan is unknown', { name: 'c', planId: '00000000-0000-4000-8000-000000000000' }, 'planId'],
    ['the name is empty', { name: '' }, 'name'],
  ])('%s', async (_why, body, field) => {
    const answer = await admin.post('/customers', body);
    expect(answer.body).toMatchObject({ status: 400, field });
  });

  test('the e-mail address is taken, and nothing is half made', async () => {
    const panelUser = { email: 'anna@portside.example', password: 'long enough' };
    const answer = await admin.post('/customers', { name: 'half made', panelUser });
    expect(answer.body).toMatchObject({ status: 409, code: 'e-mail-taken' });
    const found = await admin.get('/customers?search=half').expect(200);
    expect(found.body).toMatchObject({ items: [] });
  });
});
