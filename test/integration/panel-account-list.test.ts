// The list of FTP accounts: its orders and filters, what is exported, how many there may be, and acts on many at once.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BulkResult } from '../../src/accounts/account-bulk.dto.js';
import type { Account } from '../../src/accounts/accounts.dto.js';
import type { AuditEvent } from '../../src/audit/audit.dto.js';
import type { Page } from '../../src/http/page.js';
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

interface Facts {
  readonly usedBytes?: number;
  readonly lastLogin?: string;
  readonly expiresAt?: string;
  readonly note?: string;
  readonly status?: string;
  readonly folder?: string;
}

/** Written as the FTP processes and other tests would leave it; the list only reads. */
async function add(name: string, facts: Facts = {}): Promise<string> {
  const { customerId, webRootId } = panel.scene.anna;
  const { rows } = await panel.db.query<{ id: string }>(
    `insert into ftp_accounts (customer_id, web_root_id, login, password_hash, permissions, expires_at, note, status, folder)
     values ($1, $2, $3, 'x', '{list}', $4, $5, $6, $7) returning id`,
    [
      customerId,
      webRootId,
      `${name}@anna.example`,
      facts.expiresAt ?? null,
      facts.note ?? '',
      facts.status ?? 'enabled',
      facts.folder ?? '/',
    ],
  );
  const id = rows[0]?.id ?? '';
  if (facts.usedBytes !== undefined) {
    await panel.db.query(
      `insert into account_usage (account_id, used_bytes) values ($1, $2)
       on conflict (account_id) do update set used_bytes = excluded.used_bytes`,
      [id, facts.usedBytes],
    );
  }
  if (facts.lastLogin !== undefined) await logIn(id, facts.lastLogin);
  return id;
}

async function logIn(accountId: string, at: string, outcome = 'accepted'): Promise<void> {
  await panel.db.query(
    `insert into login_attempts (at, id, server_id, session_id, account_id, customer_id, name, client_address, tls, outcome)
     values ($1, gen_random_uuid(), $2, gen_random_uuid(), $3, $4, 'x', '203.0.113.9', true, $5)`,
    [at, panel.scene.serverId, accountId, panel.scene.anna.customerId, outcome],
  );
}

async function remove(ids: readonly string[]): Promise<void> {
  await panel.db.query('delete from ftp_accounts where id = any($1)', [ids]);
}

async function read(client: PanelClient, query: string): Promise<Page<Account>> {
  return (await client.get(`/accounts?${query}`).expect(200)).body as Page<Account>;
}

async function names(client: PanelClient, query: string): Promise<string[]> {
  return (await read(client, query)).items.map(({ login }) => login.split('@')[0] ?? '');
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

describe('the list', () => {
  const ids: string[] = [];
  beforeAll(async () => {
    ids.push(
      await add('list-b', { usedBytes: 300, lastLogin: minutesAgo(30), expiresAt: '2098-01-01T00:00:00Z' }),
      await add('list-a', { usedBytes: 100, lastLogin: minutesAgo(10) }),
      await add('list-d', { usedBytes: 100, expiresAt: '2097-01-01T00:00:00Z' }),
      await add('list-c', { lastLogin: minutesAgo(20), expiresAt: '2099-01-01T00:00:00Z' }),
    );
  });
  afterAll(() => remove(ids));

  test.each([
    ['', ['c', 'd', 'a', 'b']],
    ['&sort=created', ['b', 'a', 'd', 'c']],
    ['&sort=login', ['a', 'b', 'c', 'd']],
    ['&sort=-login', ['d', 'c', 'b', 'a']],
    ['&sort=-used', ['b', ['a', 'd'], 'c']],
    ['&sort=-lastLogin', ['a', 'c', 'b', 'd']],
    ['&sort=lastLogin', ['b', 'c', 'a', 'd']],
    ['&sort=expires', ['d', 'b', 'c', 'a']],
    ['&sort=-expires', ['c', 'b', 'd', 'a']],
  ])('in the order "%s" has who has no value last', async (sort, expected) => {
    const found = (await names(anna, `search=list-${sort}`)).map((name) => name.replace('list-', ''));
    const loose = expected.flatMap((name) =>
      Array.isArray(name) ? found.filter((one) => name.includes(one)) : [name],
    );
    expect(found).toEqual(loose);
  });

  test('knows the last login without reading every record, and forgets none that are written late', async () => {
    const [id = ''] = ids;
    const { lastLoginAt: before } = (await read(anna, 'search=list-b')).items[0] ?? {};
    await logIn(id, minutesAgo(300));
    await logIn(id, minutesAgo(1), 'wrong-login-or-password');
    expect((await read(anna, 'search=list-b')).items[0]?.lastLoginAt).toBe(before);
  });

  test('is narrowed by state, by website and to those that nobody has logged in with', async () => {
    const more = [
      await add('state-off', { status: 'disabled' }),
      await add('state-over', { expiresAt: minutesAgo(1) }),
      await add('state-on', { lastLogin: minutesAgo(5) }),
    ];
    expect(await names(anna, 'search=state-&status=disabled')).toEqual(['state-off']);
    expect(await names(anna, 'search=state-&status=expired')).toEqual(['state-over']);
    expect(await names(anna, 'search=state-&status=enabled')).toEqual(['state-on']);
    expect(await names(anna, 'search=state-&lastLogin=never&sort=login')).toEqual(['state-off', 'state-over']);
    expect(await names(anna, `search=state-&sort=login&webRootId=${panel.scene.anna.webRootId}`)).toHaveLength(3);
    expect(await names(anna, `webRootId=${panel.scene.ben.webRootId}`)).toEqual([]);
    await remove(more);
  });

  test('is searched by login, folder and note; by staff also by customer and by the folder on the server', async () => {
    const id = await add('find-me', { note: 'The photographer', folder: '/shop/photos' });
    for (const words of ['find-me', 'photograph', 'shop/photos']) {
      expect(await names(anna, `search=${words}&status=enabled`)).toContain('find-me');
    }
    for (const words of ['srv/anna.example/shop', 'anna']) {
      expect(await names(admin, `search=${words}`)).toContain('find-me');
    }
    expect(await names(anna, 'search=srv/anna')).toEqual([]);
    await remove([id]);
  });

  test("never holds another customer's, in any order or export", async () => {
    for (const query of ['sort=login', 'sort=-lastLogin', 'sort=used', 'search=ben', 'lastLogin=never']) {
      const { items } = await read(anna, query);
      expect(items.filter(({ customer }) => customer.name !== 'anna')).toEqual([]);
    }
    expect((await anna.get('/accounts/export').expect(200)).text).not.toContain('ben.example');
  });
});

describe('a page after another', () => {
  test.each(['-created', 'login', '-login', '-used', 'lastLogin', '-lastLogin', 'expires', '-expires'])(
    'by %s has neither a gap nor a double while accounts come and go',
    async (sort) => {
      const facts = (index: number): Facts => ({
        ...(index % 2 === 0 && { usedBytes: index * 10, lastLogin: minutesAgo(index) }),
        ...(index % 3 === 0 && { expiresAt: `2099-01-0${(index % 9) + 1}T00:00:00Z` }),
      });
      const kept: string[] = [];
      for (let index = 0; index < 9; index += 1) kept.push(await add(`page-${index}`, facts(index)));
      const gone = await add('page-gone', facts(4));
      const seen: string[] = [];
      const passing: string[] = [gone];
      let cursor = '';
      do {
        const page = await read(anna, `search=page-&limit=2&sort=${sort}${cursor}`);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
        await remove([gone]);
        passing.push(await add(`page-new-${seen.length}`, facts(seen.length)));
      } while (cursor !== '');
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => kept.includes(id)).sort()).toEqual([...kept].sort());
      await remove([...kept, ...passing]);
    },
  );

  test("of one order is not taken by another's cursor", async () => {
    const ids = [await add('cursor-1'), await add('cursor-2')];
    const { nextCursor } = await read(anna, 'search=cursor-&limit=1&sort=login');
    expect(nextCursor).not.toBeNull();
    for (const sort of ['-login', 'used', '-lastLogin']) {
      const answer = await anna.get(`/accounts?limit=1&sort=${sort}&cursor=${nextCursor ?? ''}`);
      expect(answer.body).toMatchObject({ status: 400, code: 'bad-cursor' });
    }
    const odd = await anna.get('/accounts?sort=password');
    expect(odd.body).toMatchObject({ status: 400, field: 'sort' });
    await remove(ids);
  });
});

describe('the export', () => {
  test('is the whole filtered list as CSV that no spreadsheet runs', async () => {
    const ids = [
      await add('csv-1', { note: '=HYPERLINK("http://evil.example")', usedBytes: 5 }),
      await add('csv-2', { note: 'two, "quoted"', expiresAt: '2099-01-01T00:00:00Z' }),
    ];
    const answer = await anna.get('/accounts/export?search=csv-&sort=login').expect(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="ftp-accounts-\d{8}T\d{6}Z\.csv"$/);
    const lines = answer.text.split('\r\n');
    expect(lines[0]).toMatch(/^login,customer,website,folder,server,access,status,/);
    expect(lines[1]).toMatch(/^csv-1@anna\.example,anna,anna\.example,\/,web-01,custom,enabled,5,/);
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(lines[2]).toContain('"two, ""quoted"""');
    expect(lines[2]).toContain('2099-01-01T00:00:00.000Z');
    expect(lines).toHaveLength(4);
    await remove(ids);
  });

  test('goes on past one page', async () => {
    await panel.db.query(
      `insert into ftp_accounts (customer_id, web_root_id, login, password_hash, permissions)
       select $1, $2, 'many-' || i || '@anna.example', 'x', '{list}' from generate_series(1, 1005) i`,
      [panel.scene.anna.customerId, panel.scene.anna.webRootId],
    );
    const { text } = await admin.get('/accounts/export?search=many-&sort=login').expect(200);
    const logins = text.split('\r\n').slice(1, -1);
    expect(new Set(logins).size).toBe(1005);
    await panel.db.query(`delete from ftp_accounts where login like 'many-%'`);
  });
});

describe('the allowance', () => {
  test('says how many of how many, and whom to ask for more', async () => {
    const own = await anna.get('/accounts/allowance').expect(200);
    expect(own.body).toEqual({
      customer: { id: panel.scene.anna.customerId, name: 'anna' },
      plan: { id: panel.scene.planId, name: 'Standard' },
      used: 1,
      max: 5,
      whomToAsk: 'host',
    });
    const url = `/accounts/allowance?customerId=${panel.scene.ben.customerId}`;
    expect((await admin.get(url).expect(200)).body).toMatchObject({ used: 1, max: 5, whomToAsk: null });
    expect((await support.get(url).expect(200)).body).toMatchObject({ whomToAsk: 'admin' });
  });

  test('of another customer is not found, and staff say whose they mean', async () => {
    const url = `/accounts/allowance?customerId=${panel.scene.ben.customerId}`;
    expect((await anna.get(url)).body).toMatchObject({ status: 404 });
    expect((await admin.get(`/accounts/allowance?customerId=${randomUUID()}`)).body).toMatchObject({ status: 404 });
    expect((await admin.get('/accounts/allowance')).body).toMatchObject({ status: 400, field: 'customerId' });
  });
});

describe('one act on many', () => {
  async function bulk(client: PanelClient, body: object): Promise<BulkResult[]> {
    const answer = await client.post('/accounts/bulk', body).expect(200);
    return (answer.body as { results: BulkResult[] }).results;
  }

  async function auditOf(id: string): Promise<string[]> {
    const { items } = (await anna.get('/audit?limit=200').expect(200)).body as Page<AuditEvent>;
    return items.filter(({ subjectId }) => subjectId === id).map(({ verb }) => verb);
  }

  test("has a result for each, an audit row for each that changed, and finds none of another customer's", async () => {
    const [on, off, nobody] = [await add('bulk-on'), await add('bulk-off', { status: 'disabled' }), randomUUID()];
    const bens = panel.scene.ben.accountId;
    const results = await bulk(anna, { act: 'disable', ids: [on, off, bens, nobody, on] });
    expect(results).toEqual([
      { id: on, login: 'bulk-on@anna.example', result: 'done', sentence: null },
      { id: off, login: 'bulk-off@anna.example', result: 'unchanged', sentence: null },
      { id: bens, login: null, result: 'not-found', sentence: expect.stringContaining('not yours to see') as string },
      { id: nobody, login: null, result: 'not-found', sentence: expect.stringContaining('not yours to see') as string },
    ]);
    expect(await names(anna, 'search=bulk-&status=disabled&sort=login')).toEqual(['bulk-off', 'bulk-on']);
    expect(await auditOf(on)).toEqual(['account.disabled']);
    expect(await auditOf(off)).toEqual([]);
    expect((await admin.get(`/accounts/${bens}`).expect(200)).body).toMatchObject({ status: 'enabled', revision: 1 });
    await remove([on, off]);
  });

  test('enables, and says where that alone lets nobody in', async () => {
    const ids = [
      await add('again', { status: 'disabled' }),
      await add('again-over', { status: 'disabled', expiresAt: minutesAgo(1) }),
    ];
    const [plain, over] = await bulk(support, { act: 'enable', ids });
    expect(plain).toMatchObject({ result: 'done', sentence: null });
    expect(over).toMatchObject({
      result: 'done',
      sentence: 'It is enabled but has expired. Set a later expiry to let it log in.',
    });
    await remove(ids);
  });

  test('sets an expiry and takes it away', async () => {
    const ids = [await add('due-1'), await add('due-2', { expiresAt: '2098-05-05T00:00:00.000Z' })];
    const wish = { act: 'set-expiry', expiresAt: '2098-05-05T00:00:00Z', ids };
    expect((await bulk(anna, wish)).map(({ result }) => result)).toEqual(['done', 'unchanged']);
    expect((await read(anna, 'search=due-1')).items[0]?.expiresAt).toBe('2098-05-05T00:00:00.000Z');
    expect((await bulk(anna, { act: 'clear-expiry', ids })).map(({ result }) => result)).toEqual(['done', 'done']);
    expect((await read(anna, 'search=due-')).items.map(({ expiresAt }) => expiresAt)).toEqual([null, null]);
    const missing = await anna.post('/accounts/bulk', { act: 'set-expiry', ids });
    expect(missing.body).toMatchObject({ status: 400, field: 'expiresAt' });
    await remove(ids);
  });

  test('deletes the logins, each with its audit row', async () => {
    const ids = [await add('away-1'), await add('away-2')];
    expect((await bulk(anna, { act: 'delete', ids })).map(({ result }) => result)).toEqual(['done', 'done']);
    expect(await names(anna, 'search=away-')).toEqual([]);
    expect(await auditOf(ids[0] ?? '')).toEqual(['account.deleted']);
    expect((await bulk(anna, { act: 'delete', ids })).map(({ result }) => result)).toEqual(['not-found', 'not-found']);
  });

  test.each(['set-expiry', 'clear-expiry', 'delete'])('is refused to support where it is to %s', async (act) => {
    const id = await add('kept');
    const answer = await support.post('/accounts/bulk', { act, ids: [id], expiresAt: '2098-05-05T00:00:00Z' });
    expect(answer.body).toMatchObject({ status: 403, code: 'not-allowed' });
    expect((await read(anna, 'search=kept')).items).toMatchObject([{ revision: 1, expiresAt: null }]);
    await remove([id]);
  });

  test.each([
    [{ act: 'disable', ids: [] }, 'ids'],
    [{ act: 'disable', ids: Array.from({ length: 501 }, () => randomUUID()) }, 'ids'],
    [{ act: 'disable', ids: ['x'] }, 'ids'],
    [{ act: 'disable', ids: 'all' }, 'ids'],
    [{ act: 'rename', ids: [randomUUID()] }, 'act'],
  ])('names what cannot be used in %j', async (body, field) => {
    expect((await anna.post('/accounts/bulk', body)).body).toMatchObject({ status: 400, field });
  });
});
