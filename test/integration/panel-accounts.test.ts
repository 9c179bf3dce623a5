import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../../src/accounts/accounts.dto.js';
import { verifyPassword } from '../../src/auth/password.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let anna: PanelClient;
let admin: PanelClient;
let support: PanelClient;

beforeAll(async () => {
  panel = await startTestPanel();
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  support = await PanelClient.signedIn(panel, 'support@portside.example');
});
afterAll(async () => {
  await panel.stop();
});

const wish = (name: string, more: object = {}) => ({
  webRootId: panel.scene.anna.webRootId,
  name,
  password: 'a long password',
  ...more,
});

async function create(name: string, more: object = {}): Promise<Account> {
  const answer = await anna.post('/accounts', wish(name, more));
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body as Account;
}

async function remove(account: Account): Promise<void> {
  await anna.delete(`/accounts/${account.id}`).expect(204);
}

describe('an FTP account', () => {
  test('is made with what was asked for, read, listed and deleted', async () => {
    const account = await create('shop', {
      folder: '//site/./pages/',
      access: 'upload-only',
      quotaBytes: 5_000_000_000,
      maxSessions: 3,
      allowedNetworks: ['203.0.113.7', '2001:db8::/32'],
      expiresAt: '2099-12-31T23:59:59Z',
      note: 'for the designer',
    });
    expect(account).toMatchObject({
      login: 'shop@anna.example',
      customer: { id: panel.scene.anna.customerId, name: 'anna' },
      webRoot: { id: panel.scene.anna.webRootId, domain: 'anna.example', serverName: 'web-01' },
      folder: '/site/pages',
      access: 'upload-only',
      status: 'enabled',
      effectiveStatus: 'enabled',
      quotaBytes: 5_000_000_000,
      usedBytes: 0,
      maxSessions: 3,
      allowedNetworks: ['203.0.113.7/32', '2001:db8::/32'],
      expiresAt: '2099-12-31T23:59:59.000Z',
      note: 'for the designer',
      openSessions: 0,
      revision: 1,
    });
    const read = await anna.get(`/accounts/${account.id}`).expect(200);
    expect(read.body).toEqual(account);
    const listed = await anna.get('/accounts?search=designer').expect(200);
    expect(listed.body).toEqual({ items: [account], nextCursor: null });
    await remove(account);
    await anna.get(`/accounts/${account.id}`).expect(404);
  });

  test('keeps its password as a bcrypt hash that no answer shows', async () => {
    const account = await create('kept');
    const { rows } = await panel.db.query<{ password_hash: string }>(
      'select password_hash from ftp_accounts where id = $1',
      [account.id],
    );
    expect(await verifyPassword('a long password', rows[0]?.password_hash)).toBe(true);
    await anna.put(`/accounts/${account.id}/password`, { password: 'quite another one' }).expect(204);
    const after = await panel.db.query<{ password_hash: string }>(
      'select password_hash from ftp_accounts where id = $1',
      [account.id],
    );
    expect(await verifyPassword('quite another one', after.rows[0]?.password_hash)).toBe(true);
    for (const path of [
      '/accounts',
      `/accounts/${account.id}`,
      '/audit',
      '/auth/me',
      `/accounts/${account.id}/connection`,
    ]) {
      const { text } = await admin.get(path).expect(200);
      expect(text).not.toMatch(/\$2b\$|hash|a long password|quite another one/i);
    }
    await remove(account);
  });

  test('has a login that nobody else has', async () => {
    const account = await create('taken');
    const second = await anna.post('/accounts', wish('taken'));
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: 'login-taken', field: 'name' });
    const ask = `/accounts/availability?webRootId=${panel.scene.anna.webRootId}&name=`;
    const taken = await anna.get(`${ask}taken`).expect(200);
    expect(taken.body).toMatchObject({ login: 'taken@anna.example', available: false });
    const free = await anna.get(`${ask}free`).expect(200);
    expect(free.body).toEqual({ login: 'free@anna.example', available: true, reason: null, proposal: null });
    const bad = await anna.get(`${ask}Big`).expect(200);
    expect(bad.body).toMatchObject({ available: false, reason: 'Use small letters; a login has no capitals.' });
    await remove(account);
  });

  test('is changed where the revision is the newest, and only in what is named', async () => {
    const account = await create('edited', { note: 'first', quotaBytes: 1000 });
    const changed = await anna.patch(`/accounts/${account.id}`, { note: 'second' }).set('If-Match', '"1"').expect(200);
    expect(changed.body).toMatchObject({ note: 'second', quotaBytes: 1000, revision: 2, access: 'full' });
    const stale = await anna.patch(`/accounts/${account.id}`, { note: 'third' }).set('If-Match', '"1"');
    expect(stale.status).toBe(412);
    expect(stale.body).toMatchObject({ code: 'changed-meanwhile', current: { revision: 2, note: 'second' } });
    const cleared = await anna
      .patch(`/accounts/${account.id}`, { quotaBytes: null })
      .set('If-Match', '"2"')
      .expect(200);
    expect(cleared.body).toMatchObject({ quotaBytes: null, revision: 3 });
    await remove(account);
  });

  test('says what its names, uploads and files are bound to, and the audit log keeps each change', async () => {
    const account = await create('bound', { hiddenNames: ['.git', '.git'], refusedNames: ['*.php'], quotaFiles: 10 });
    expect(account).toMatchObject({
      hiddenNames: ['.git'],
      refusedNames: ['*.php'],
      uploadMode: 'staged',
      onlyOwnFiles: false,
      quotaFiles: 10,
      usedFiles: 0,
    });
    const change = { hiddenNames: ['/private/**'], uploadMode: 'direct', onlyOwnFiles: true };
    const changed = await anna.patch(`/accounts/${account.id}`, change).expect(200);
    expect(changed.body).toMatchObject({ ...change, revision: 2, refusedNames: ['*.php'], quotaFiles: 10 });
    const { rows } = await panel.db.query<{ before: object; after: object }>(
      `select before, after from audit_events where subject_id = $1 and verb = 'account.changed'`,
      [account.id],
    );
    expect(rows).toEqual([
      {
        before: { hiddenNames: ['.git'], uploadMode: 'staged', onlyOwnFiles: false },
        after: { hiddenNames: ['/private/**'], uploadMode: 'direct', onlyOwnFiles: true },
      },
    ]);
    await remove(account);
  });

  test.each([
    ['hiddenNames', ['a/b'], 'a/b: Begin a path with a slash: /a/b.'],
    ['refusedNames', '*.php', 'Write a list of patterns.'],
    ['uploadMode', 'careful', 'Write one of staged, direct.'],
    ['onlyOwnFiles', 'yes', 'Write true or false.'],
    ['quotaFiles', -1, 'Write a whole number from 0 to 1000000000.'],
    ['bandwidthUpBytes', 999, 'Write a whole number from 1000 to 9007199254740991.'],
  ])('refuses a %s that means nothing, with a sentence', async (field, value, why) => {
    const refused = await anna.post('/accounts', wish('bad', { [field]: value }));
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ field, detail: why });
  });

  test('is as fast as its plan and its own bandwidth allow, and says whose rule that is', async () => {
    const { planId } = panel.scene;
    const plan = { bandwidthDownBytes: 2_000_000, bandwidthUpBytes: null };
    expect((await admin.patch(`/plans/${planId}`, plan).expect(200)).body).toMatchObject(plan);
    const account = await create('paced', { bandwidthDownBytes: 1_000_000 });
    expect(account).toMatchObject({ downBandwidth: { bytesPerSecond: 1_000_000, from: 'account' }, upBandwidth: null });
    const freed = await anna.patch(`/accounts/${account.id}`, { bandwidthDownBytes: null }).expect(200);
    expect(freed.body).toMatchObject({
      bandwidthDownBytes: null,
      downBandwidth: { bytesPerSecond: 2_000_000, from: 'plan' },
    });
    const faster = { bandwidthDownBytes: 3_000_000 };
    const refused = await anna.patch(`/accounts/${account.id}`, faster);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      field: 'bandwidthDownBytes',
      detail: 'Your plan allows 2000000 bytes a second; use that or less.',
    });
    const given = await admin.patch(`/accounts/${account.id}`, faster).expect(200);
    expect(given.body).toMatchObject({ downBandwidth: { bytesPerSecond: 2_000_000, from: 'plan' } });
    await anna.patch(`/accounts/${account.id}`, { ...faster, note: 'keeps what it was given' }).expect(200);
    await remove(account);
    await admin.patch(`/plans/${planId}`, { bandwidthDownBytes: null }).expect(200);
  });

  test('is disabled by support, who may not change it otherwise', async () => {
    const account = await create('watched');
    const disabled = await support.post(`/accounts/${account.id}/disable`).expect(200);
    expect(disabled.body).toMatchObject({ status: 'disabled', effectiveStatus: 'disabled' });
    const again = await support.post(`/accounts/${account.id}/disable`).expect(200);
    expect((again.body as Account).revision).toBe((disabled.body as Account).revision);
    const refused = await support.delete(`/accounts/${account.id}`);
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ code: 'not-allowed' });
    const listed = await anna.get('/accounts?status=disabled').expect(200);
    expect((listed.body as { items: Account[] }).items.map(({ id }) => id)).toEqual([account.id]);
    await remove(account);
  });

  test('tells the FTP processes of each change', async () => {
    const listener = await panel.db.connect();
    const heard: string[] = [];
    listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await listener.query('listen ftp_runtime');
    const account = await create('noticed');
    await anna.post(`/accounts/${account.id}/disable`).expect(200);
    await anna.put(`/accounts/${account.id}/password`, { password: 'quite another one' }).expect(204);
    await remove(account);
    await listener.query('unlisten *');
    listener.release();
    expect(heard.filter((nudge) => nudge !== 'quota')).toEqual([
      `account:${account.id}`,
      `account:${account.id}`,
      `account:${account.id}`,
    ]);
  });

  test('is one of as many as the plan allows, also when made at once', async () => {
    const answers = await Promise.all(
      ['one', 'two', 'three', 'four', 'five', 'six'].map((name) => anna.post('/accounts', wish(name))),
    );
    // The plan allows five, and one was there.
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'account-limit-reached' });
    expect((refused?.body as { detail: string }).detail).toContain('All 5 FTP accounts of the plan “Standard”');
    for (const { body, status } of answers) if (status === 201) await remove(body as Account);
  });
});

describe('a suspended customer', () => {
  test('has every account suspended, and each as it was before once unsuspended', async () => {
    const { customerId, accountId } = panel.scene.anna;
    await admin.post(`/customers/${customerId}/suspend`, { reason: 'unpaid' }).expect(200);
    await admin.post(`/customers/${customerId}/suspend`, { reason: 'unpaid' }).expect(200);
    const suspended = await anna.get(`/accounts/${accountId}`).expect(200);
    expect(suspended.body).toMatchObject({ status: 'enabled', effectiveStatus: 'suspended' });
    await admin.post(`/customers/${customerId}/unsuspend`).expect(200);
    const restored = await anna.get(`/accounts/${accountId}`).expect(200);
    expect(restored.body).toMatchObject({ effectiveStatus: 'enabled' });
  });
});

describe('the connection card', () => {
  test('says what to enter, from the policy in effect', async () => {
    const url = `/accounts/${panel.scene.anna.accountId}/connection`;
    const card = await anna.get(url).expect(200);
    expect(card.body).toMatchObject({
      host: 'ftp.example',
      port: 2121,
      tlsPort: null,
      login: 'web@anna.example',
      encryption: { rule: 'allowed' },
      mode: { allowed: ['EPSV', 'PASV', 'EPRT', 'PORT'], recommended: 'passive' },
      curl: "curl --ssl-reqd --insecure --user 'web@anna.example' 'ftp://ftp.example:2121/'",
    });
    const policy = `/servers/${panel.scene.serverId}/policy`;
    await admin.put(policy, { preset: 'active-only', tls: 'required-data' }).set('If-Match', '"1"').expect(201);
    const active = await anna.get(url).expect(200);
    expect(active.body).toMatchObject({
      encryption: { rule: 'required-data' },
      mode: { allowed: ['EPRT', 'PORT'], recommended: 'active' },
      curl: "curl --ssl-reqd --insecure --ftp-port - --user 'web@anna.example' 'ftp://ftp.example:2121/'",
    });
  });
});

describe('the files for FTP programs', () => {
  const url = (kind: string) => `/accounts/${panel.scene.anna.accountId}/connection/files/${kind}`;

  test.each([
    ['filezilla', 'application/xml; charset=utf-8', 'web@anna.example.filezilla.xml'],
    ['cyberduck', 'application/x-apple-plist; charset=utf-8', 'web@anna.example.duck'],
    ['winscp', 'text/plain; charset=utf-8', 'web@anna.example.winscp.txt'],
    ['lftp', 'text/plain; charset=utf-8', 'web@anna.example.lftp'],
    ['curl', 'text/plain; charset=utf-8', 'web@anna.example.curl'],
  ])('are saved under a name of their own: %s', async (kind, contentType, name) => {
    const file = await anna.get(url(kind)).expect(200).expect('Content-Type', contentType).buffer(true);
    expect(file.headers['content-disposition']).toBe(`attachment; filename="${name}"`);
    const text = file.text ?? (file.body as Buffer).toString();
    expect(text).toMatch(/web(@|%40)anna\.example/);
    expect(text).not.toMatch(/\$2b\$|correct horse/);
  });

  test('name the programs there are', async () => {
    const answer = await anna.get(url('gopher')).expect(400);
    expect(answer.body).toMatchObject({
      field: 'kind',
      detail: 'Write one of filezilla, cyberduck, winscp, lftp, curl.',
    });
  });
});

describe('what the records show about modes', () => {
  const connections = (client: string, ...tried: readonly (readonly [verb: string, outcome: string])[]) =>
    Promise.all(
      tried.map(([verb, outcome]) =>
        panel.db.query(
          `insert into data_connections (at, id, server_id, session_id, account_id, customer_id, client_address, verb,
             duration_ms, outcome)
           values (now(), gen_random_uuid(), $1, gen_random_uuid(), $2, $3, $4, $5, 5, $6)`,
          [panel.scene.serverId, panel.scene.ben.accountId, panel.scene.ben.customerId, client, verb, outcome],
        ),
      ),
    );

  test('chooses active mode only where passive was tried from that network and never worked', async () => {
    await admin
      .put(`/servers/${panel.scene.serverId}/policy`, {
        preset: 'active-and-passive',
        tls: 'allowed',
      })
      .expect(201);
    const ben = await PanelClient.signedIn(panel, 'ben@portside.example');
    const recommended = async () => {
      const card = await ben.get(`/accounts/${panel.scene.ben.accountId}/connection`).expect(200);
      return (card.body as { mode: { recommended: string } }).mode.recommended;
    };
    await connections('127.0.0.77', ['PORT', 'used']);
    expect(await recommended()).toBe('passive');
    await connections('203.0.113.9', ['EPSV', 'no-one-came']);
    expect(await recommended()).toBe('passive');
    await connections('127.0.0.77', ['EPSV', 'no-one-came'], ['PASV', 'came-from-other-address']);
    expect(await recommended()).toBe('active');
    await connections('127.0.0.78', ['EPSV', 'used']);
    expect(await recommended()).toBe('passive');
  });
});

describe('the list of accounts', () => {
  test('is paged without a gap or a double while accounts come and go', async () => {
    await panel.db.query(
      `insert into ftp_accounts (customer_id, web_root_id, login, password_hash, permissions, created_at)
       select $1, $2, 'page-' || n || '@ben.example', 'x', '{list}', timestamptz '2026-01-01 00:00:00.000001+00'
         + (n / 3) * interval '1 microsecond' from generate_series(1, 25) n`,
      [panel.scene.ben.customerId, panel.scene.ben.webRootId],
    );
    const seen: string[] = [];
    let cursor = '';
    do {
      const answer = await admin.get(`/accounts?search=page-&limit=4${cursor}`).expect(200);
      const page = answer.body as { items: Account[]; nextCursor: string | null };
      seen.push(...page.items.map(({ login }) => login));
      cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`;
      // A newer account must not push anything to the next page.
      await panel.db.query(
        `insert into ftp_accounts (customer_id, web_root_id, login, password_hash, permissions)
         values ($1, $2, 'newer-page-' || $3 || '@ben.example', 'x', '{list}')`,
        [panel.scene.ben.customerId, panel.scene.ben.webRootId, seen.length],
      );
    } while (cursor !== '');
    expect(seen.length).toBe(25);
    expect(new Set(seen).size).toBe(25);
  });

  test('finds a percent sign as what it is', async () => {
    const answer = await admin.get('/accounts?search=%25').expect(200);
    expect(answer.body).toEqual({ items: [], nextCursor: null });
  });
});
