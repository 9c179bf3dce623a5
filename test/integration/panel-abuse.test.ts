// Bans, containment, evidence and the search, over the API.
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BanReach } from '../../src/bans/bans.dto.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;
let support: PanelClient;
let anna: PanelClient;

const digest = 'ab'.repeat(32);

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  support = await PanelClient.signedIn(panel, 'support@portside.example');
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  await recordUploadOfAnna();
});
afterAll(() => panel.stop());

async function recordUploadOfAnna(): Promise<void> {
  const { serverId, anna: hers } = panel.scene;
  const sessionId = randomUUID();
  const who = [serverId, sessionId, hers.accountId, hers.customerId];
  await panel.db.query(
    `insert into ftp_sessions (id, server_id, account_id, customer_id, login, client_address, client_port,
       server_address, server_port, opened_at, seen_at)
     values ($2, $1, $3, $4, 'web@anna.example', '198.51.100.7', 40000, '192.0.2.1', 21, now(), now())`,
    who,
  );
  await panel.db.query(
    `insert into login_attempts (at, id, server_id, session_id, account_id, customer_id, name, client_address, tls, outcome)
     values (now(), gen_random_uuid(), $1, $2, $3, $4, 'web@anna.example', '198.51.100.7', false, 'accepted')`,
    who,
  );
  await panel.db.query(
    `insert into transfers (at, id, server_id, session_id, account_id, customer_id, login, client_address, kind, path, tls,
       outcome, sha256)
     values (now(), gen_random_uuid(), $1, $2, $3, $4, 'web@anna.example', '198.51.100.7', 'upload', '/img/Shell.php', false,
       'complete', decode('${digest}', 'hex'))`,
    who,
  );
  await panel.db.query(
    `insert into data_connections (at, id, server_id, session_id, account_id, customer_id, client_address, verb, duration_ms,
       outcome, reference)
     values (now(), gen_random_uuid(), $1, $2, $3, $4, '198.51.100.7', 'PASV', 5, 'used', '7K3QM')`,
    who,
  );
}

describe('a ban', () => {
  test('keeps its network in one spelling and the login in small letters', async () => {
    const wish = { clientNetwork: '203.0.113.77/24', login: 'Web@Anna.example', reason: 'Guessed.' };
    const answer = await support.post('/bans', wish).expect(201);
    expect(answer.body).toMatchObject({
      clientNetwork: '203.0.113.0/24',
      login: 'web@anna.example',
      accountId: panel.scene.anna.accountId,
      state: 'in-force',
      createdBy: 'support@portside.example',
      mayLift: true,
    });
  });

  test.each([
    ['0.0.0.0/0', /too wide/],
    ['2001::/12', /too wide/],
    ['somewhere', /203\.0\.113\.7/],
  ])('of %s is refused with the reason', async (clientNetwork, why) => {
    const answer = await admin.post('/bans', { clientNetwork, reason: 'x' }).expect(400);
    expect(answer.body).toMatchObject({ field: 'clientNetwork', detail: expect.stringMatching(why) as string });
  });

  test('that has ended before it begins is refused', async () => {
    const wish = { clientNetwork: '203.0.113.7', reason: 'x', expiresAt: '2020-01-01T00:00:00Z' };
    expect((await admin.post('/bans', wish).expect(400)).body).toMatchObject({ field: 'expiresAt' });
  });

  test('about a login is seen and lifted by its customer, who does not learn who made it', async () => {
    const made = await admin.post('/bans', {
      clientNetwork: '203.0.113.8',
      login: 'web@anna.example',
      reason: 'Guessed.',
    });
    const { id } = made.body as { id: string };
    const list = (await anna.get('/bans?state=in-force').expect(200)).body as { items: { id: string }[] };
    expect(list.items.find((ban) => ban.id === id)).toMatchObject({ createdBy: null, mayLift: true });
    await anna.delete(`/bans/${id}`).expect(204);
    await anna.delete(`/bans/${id}`).expect(204);
    const over = (await admin.get('/bans?state=over').expect(200)).body as { items: { id: string }[] };
    expect(over.items.find((ban) => ban.id === id)).toMatchObject({ liftedBy: 'anna@portside.example' });
    const changes = (await admin.get('/audit').expect(200)).body as { items: { verb: string; subjectId: string }[] };
    expect(changes.items.filter((change) => change.subjectId === id).map(({ verb }) => verb)).toEqual([
      'ban.lifted',
      'ban.created',
    ]);
  });

  test('about a whole address is shown to whom it keeps out, and lifted by staff only', async () => {
    const made = await admin.post('/bans', { clientNetwork: '198.51.100.0/24', reason: 'Guessed.' });
    const { id } = made.body as { id: string };
    const seen = (await anna.get(`/bans?accountId=${panel.scene.anna.accountId}`).expect(200)).body as {
      items: { id: string }[];
    };
    expect(seen.items.find((ban) => ban.id === id)).toMatchObject({ mayLift: false });
    expect((await anna.delete(`/bans/${id}`).expect(403)).body).toMatchObject({
      detail: expect.stringMatching(/host/) as string,
    });
    const ben = await PanelClient.signedIn(panel, 'ben@portside.example');
    await ben.delete(`/bans/${id}`).expect(404);
    await support.delete(`/bans/${id}`).expect(204);
  });

  test('is made by no customer', async () => {
    await anna.post('/bans', { clientNetwork: '203.0.113.7', reason: 'x' }).expect(403);
  });

  test('tells before whom it would hit: open sessions, and who logged in from there within 30 days', async () => {
    const { anna: hers, ben: his, serverId } = panel.scene;
    await panel.db.query(
      `insert into ftp_sessions (id, server_id, customer_id, login, client_address, client_port, server_address, server_port,
          opened_at, seen_at, closed_at, end_reason)
        select gen_random_uuid(), $1, $2, login, '198.18.7.9', 1000, '192.0.2.1', 21, now(), now(), closed, case when closed is not null then 'quit' end
        from (values ('web@anna.example', null::timestamptz), ('other@anna.example', null), ('web@anna.example', now())) s (login, closed)`,
      [serverId, hers.customerId],
    );
    await panel.db.query(
      `insert into login_attempts (at, id, server_id, session_id, account_id, customer_id, name, client_address, tls, outcome)
        select now() - days * interval '1 day', gen_random_uuid(), $1, gen_random_uuid(), account, null, '', address, true, outcome
        from (values (1, $2::uuid, '198.18.7.9'::inet, 'accepted'), (2, $2, '198.18.7.9', 'accepted'),
          (3, $3::uuid, '198.18.7.10', 'accepted'), (1, $3, '198.18.7.9', 'wrong-login-or-password')) l (days, account, address, outcome)`,
      [serverId, hers.accountId, his.accountId],
    );
    const reach = async (query: string) => (await support.get(`/bans/reach?${query}`).expect(200)).body as BanReach;
    const one = await reach('clientNetwork=198.18.7.9');
    expect(one).toMatchObject({ sessions: 2, accountCount: 1, accounts: [{ id: hers.accountId }] });
    const whole = await reach('clientNetwork=198.18.7.0/24');
    expect(whole.accounts.map(({ id }) => id)).toEqual([hers.accountId, his.accountId]);
    expect(await reach('clientNetwork=198.18.7.9&login=WEB@anna.example')).toMatchObject({ sessions: 1 });
    await panel.db.query(
      `update ftp_sessions set closed_at = now(), end_reason = 'quit' where client_address = '198.18.7.9'`,
    );
    await support.get('/bans/reach?clientNetwork=0.0.0.0/0').expect(400);
    await anna.get('/bans/reach?clientNetwork=198.18.7.9').expect(403);
  });
});

describe('a network that is never kept out', () => {
  const add = (who: PanelClient, network: string, note = 'Office in Bern') =>
    who.post('/bans/exemptions', { network, note });
  const listed = async () =>
    ((await support.get('/bans/exemptions').expect(200)).body as { items: { network: string }[] }).items;

  test('is put on the list by an admin, in one spelling and once, and taken off again; both are audited', async () => {
    const body = (await add(admin, '203.0.113.200/29').expect(201)).body as { id: string };
    const { id } = body;
    const office = { network: '203.0.113.200/29', note: 'Office in Bern', createdBy: 'admin@portside.example' };
    expect(body).toMatchObject(office);
    expect((await add(admin, '203.0.113.207/29').expect(400)).body).toMatchObject({
      field: 'network',
      detail: '203.0.113.200/29 is on the list already.',
    });
    expect(await listed()).toMatchObject([office]);
    await admin.delete(`/bans/exemptions/${id}`).expect(204);
    await admin.delete(`/bans/exemptions/${id}`).expect(404);
    expect(await listed()).toEqual([]);
    const changes = (await admin.get('/audit').expect(200)).body as { items: { verb: string; subjectId: string }[] };
    expect(changes.items.filter((change) => change.subjectId === id).map(({ verb }) => verb)).toEqual([
      'ban-exemption.removed',
      'ban-exemption.added',
    ]);
  });

  test('is read by support and written by admins only; customers do not see the list', async () => {
    await add(support, '203.0.113.7').expect(403);
    await support.delete(`/bans/exemptions/${randomUUID()}`).expect(403);
    await anna.get('/bans/exemptions').expect(403);
    await add(anna, '203.0.113.7').expect(403);
  });

  test.each([
    ['0.0.0.0/0', 'network', /too wide to be let in/],
    ['somewhere', 'network', /203\.0\.113\.7/],
  ])('is refused as %s with the reason', async (network, field, why) => {
    const detail = expect.stringMatching(why) as string;
    expect((await add(admin, network).expect(400)).body).toMatchObject({ field, detail });
  });

  test('is banned by nobody: the answer names it and what to do; a wider ban spares it and says so before', async () => {
    const { id } = (await add(admin, '198.18.40.0/24')).body as { id: string };
    const ban = (clientNetwork: string) => support.post('/bans', { clientNetwork, reason: 'Guessed.' });
    expect((await ban('198.18.40.7').expect(400)).body).toMatchObject({
      field: 'clientNetwork',
      detail:
        '198.18.40.7/32 belongs to 198.18.40.0/24, which is never kept out (Office in Bern). ' +
        'Disable the FTP account, or have an admin take 198.18.40.0/24 off that list first.',
    });
    const reach = async (network: string) =>
      (await support.get(`/bans/reach?clientNetwork=${network}`).expect(200)).body as BanReach;
    const office = { network: '198.18.40.0/24', note: 'Office in Bern' };
    expect(await reach('198.18.40.7')).toMatchObject({ exemptAround: office, exemptWithin: [] });
    expect(await reach('198.18.0.0/16')).toMatchObject({ exemptAround: null, exemptWithin: [office] });
    expect((await ban('198.18.0.0/16').expect(201)).body).toMatchObject({
      state: 'in-force',
      exemptNetworks: ['198.18.40.0/24'],
    });
    await admin.delete(`/bans/exemptions/${id}`).expect(204);
  });

  test('makes bans that stand hold for nobody there: neither its own, nor for a customer who logs in from there', async () => {
    await panel.db.query(
      `insert into login_attempts (at, id, server_id, session_id, account_id, customer_id, name, client_address, tls, outcome)
       values (now(), gen_random_uuid(), $1, gen_random_uuid(), $2, $3, '', '198.18.50.7', true, 'accepted')`,
      [panel.scene.serverId, panel.scene.anna.accountId, panel.scene.anna.customerId],
    );
    const ban = async (clientNetwork: string) =>
      (await support.post('/bans', { clientNetwork, reason: 'Guessed.' }).expect(201)).body as { id: string };
    const [exact, wider] = [await ban('198.18.50.7'), await ban('198.18.48.0/20')];
    const idsOf = async (who: PanelClient, path: string) =>
      ((await who.get(path).expect(200)).body as { items: { id: string }[] }).items.map((item) => item.id);
    const hers = `/bans?accountId=${panel.scene.anna.accountId}`;
    expect(await idsOf(anna, hers)).toEqual(expect.arrayContaining([exact.id, wider.id]));
    expect((await support.get('/bans/reach?clientNetwork=198.18.48.0/20')).body).toMatchObject({ accountCount: 1 });
    await add(admin, '198.18.50.7').expect(201);
    const seen = await idsOf(anna, hers);
    expect(seen).not.toContain(exact.id);
    expect(seen).not.toContain(wider.id);
    expect((await support.get('/bans/reach?clientNetwork=198.18.48.0/20')).body).toMatchObject({ accountCount: 0 });
    expect(await idsOf(support, '/bans?state=exempt')).toEqual([exact.id]);
    expect(await idsOf(support, '/bans?state=in-force')).toContain(wider.id);
    await support.delete(`/bans/${exact.id}`).expect(204);
    expect(await idsOf(support, '/bans?state=over')).toContain(exact.id);
  });
});

describe('the search', () => {
  const search = async (who: PanelClient, q: string) =>
    (await who.get(`/search?q=${encodeURIComponent(q)}`).expect(200)).body as Record<string, Record<string, unknown>[]>;

  test.each([
    ['a file name', 'shell.PHP', 'transfers'],
    ['a path', '/img/shell.php', 'transfers'],
    ['a digest', digest.toUpperCase(), 'transfers'],
    ['an address', '198.51.100.7', 'sessions'],
    ['a network', '198.51.100.0/28', 'logins'],
    ['a login', 'web@anna', 'accounts'],
    ['a domain', 'anna.example', 'accounts'],
    ['a customer', 'anna', 'customers'],
    ['a reference', 'Ref. 7k3qm', 'connections'],
  ])('finds by %s', async (_what, q, kind) => {
    expect((await search(admin, q))[kind]?.length).toBeGreaterThan(0);
    expect((await search(anna, q))[kind]?.length).toBeGreaterThan(0);
    const ben = await PanelClient.signedIn(panel, 'ben@portside.example');
    expect((await search(ben, q))[kind]).toEqual([]);
  });

  test('takes % and _ for what they are', async () => {
    expect((await search(admin, '%_%'))['accounts']).toEqual([]);
  });

  test('finds no file in another folder than the one written', async () => {
    expect((await search(admin, '/other/shell.php'))['transfers']).toEqual([]);
  });
});

describe('a containment', () => {
  test('is told with what it ends, is made with a reason, may be repeated, and is ended', async () => {
    const { customerId } = panel.scene.anna;
    const before = await support.get(`/customers/${customerId}/containment`).expect(200);
    expect(before.body).toMatchObject({ contained: false, enabledAccountCount: 1, openSessionCount: 1 });
    const first = await support.post(`/customers/${customerId}/contain`, { reason: 'Malware.' }).expect(200);
    const again = await support.post(`/customers/${customerId}/contain`, { reason: 'Malware.' }).expect(200);
    expect(again.body).toEqual(first.body);
    expect(first.body).toMatchObject({ contained: true, reason: 'Malware.' });
    // The accounts themselves stay as they were.
    const account = await admin.get(`/accounts/${panel.scene.anna.accountId}`).expect(200);
    expect(account.body).toMatchObject({ status: 'enabled' });
    await support.post(`/customers/${customerId}/release`).expect(200);
    const after = await support.post(`/customers/${customerId}/release`).expect(200);
    expect(after.body).toMatchObject({ contained: false, reason: null });
  });

  test('keeps its reason among staff', async () => {
    const { customerId } = panel.scene.anna;
    await support.post(`/customers/${customerId}/contain`, { reason: 'Sells what she steals.' }).expect(200);
    await support.post(`/customers/${customerId}/release`).expect(200);
    expect((await support.get('/audit?verb=customer.contained').expect(200)).text).toContain('Sells what she steals.');
    const { text } = await anna.get('/audit?verb=customer').expect(200);
    expect(text).toContain('customer.contained');
    expect(text).not.toContain('steals');
  });

  test('gives the evidence in UTC, closed by the digest of its lines, without a hash of a password', async () => {
    const { text } = await support
      .get(`/customers/${panel.scene.anna.customerId}/evidence`)
      .buffer(true)
      .parse((response, done) => {
        let all = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (all += part));
        response.on('end', () => done(null, all));
      })
      .expect(200)
      .then(({ body }) => ({ text: body as string }));
    const lines = text.trimEnd().split('\n');
    const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows[0]).toMatchObject({
      record: 'portside-evidence',
      timeZone: 'UTC',
      exportedBy: 'support@portside.example',
    });
    const kinds = new Set(rows.map(({ record }) => record));
    for (const kind of [
      'web-root',
      'ftp-account',
      'login-attempt',
      'session',
      'transfer',
      'data-connection',
      'panel-change',
    ])
      expect(kinds).toContain(kind);
    expect(rows.find(({ record }) => record === 'transfer')).toMatchObject({
      path: '/img/Shell.php',
      sha256: digest,
      at: expect.stringMatching(/(\+00:00|Z)$/) as string,
    });
    expect(text).not.toMatch(/\$2[aby]\$|password_hash/);
    const last = rows.at(-1) as { lines: number; sha256: string };
    const body = text.slice(0, text.lastIndexOf('{"record":"end"'));
    expect(last).toMatchObject({ lines: lines.length - 1, sha256: createHash('sha256').update(body).digest('hex') });
  });

  test('of a span that ends before it begins is refused', async () => {
    const wrong = 'from=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z';
    const answer = await admin.get(`/customers/${panel.scene.anna.customerId}/evidence?${wrong}`).expect(400);
    expect(answer.body).toMatchObject({ field: 'from' });
  });
});
