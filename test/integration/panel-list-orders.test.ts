// Every list of the panel in every order it can be read in: its pages meet each row once, also where rows are alike in
// what they are sorted by or have no such value, and its CSV is the same list.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from '../../src/http/page.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };
type Value = string | number | null;

interface ListFacts {
  readonly path: string;
  /** What each order sorts by. */
  readonly orders: Readonly<Record<string, (row: Row) => Value>>;
  /** A column of the CSV, and what stands there of each row. */
  readonly column: readonly [head: string, of: (row: Row) => Value];
  readonly own?: string;
}

const at = (member: string) => (row: Row) => (row[member] ?? null) as Value;
const text = (member: string) => (row: Row) => String(row[member]).toLowerCase();
const named = (member: string) => (row: Row) => (row[member] as { name: string }).name.toLowerCase();

const lists: readonly ListFacts[] = [
  {
    path: '/customers',
    orders: {
      name: text('name'),
      plan: named('plan'),
      accounts: at('accountCount'),
      used: at('usedBytes'),
      created: at('createdAt'),
    },
    column: ['reference', at('externalRef')],
    own: '-created',
  },
  {
    path: '/plans',
    orders: {
      name: text('name'),
      customers: at('customerCount'),
      accounts: at('maxFtpAccounts'),
      quota: at('quotaBytes'),
      created: at('createdAt'),
    },
    column: ['name', at('name')],
    own: '-created',
  },
  {
    path: '/web-roots',
    orders: {
      domain: at('domain'),
      customer: named('customer'),
      accounts: at('accountCount'),
      used: at('usedBytes'),
      created: at('createdAt'),
    },
    column: ['domain', at('domain')],
    own: '-created',
  },
  {
    path: '/panel-users',
    orders: {
      email: at('email'),
      name: (row) => text('displayName')(row) || null,
      lastSignIn: at('lastSignInAt'),
      created: at('createdAt'),
    },
    column: ['e-mail', at('email')],
    own: '-created',
  },
  {
    path: '/bans',
    orders: { created: at('createdAt'), expires: at('expiresAt') },
    column: ['reason', at('reason')],
    own: '-created',
  },
  {
    path: '/sessions',
    orders: { opened: at('openedAt'), login: at('login') },
    column: ['folder', at('workingFolder')],
    own: '-opened',
  },
  {
    path: '/transfers',
    orders: { at: at('at'), bytes: at('bytes') },
    column: ['path', at('path')],
    own: '-at',
  },
  {
    path: '/data-connections',
    orders: { at: at('at'), bytes: at('bytes') },
    column: ['reference', at('reference')],
    own: '-at',
  },
  {
    path: '/servers',
    orders: { name: text('name'), host: at('host'), sessions: at('openSessions'), created: () => 0 },
    column: ['name', at('name')],
    own: '-created',
  },
  { path: '/login-attempts', orders: { at: at('at') }, column: ['login', at('name')], own: '-at' },
  { path: '/audit', orders: { at: at('at') }, column: ['subject', at('subject')], own: '-at' },
];

let panel: TestPanel;
let admin: PanelClient;
let anna: PanelClient;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  await addCustomers();
  await addRecords();
  await addServers();
});
afterAll(async () => {
  await panel.stop();
});

/** Seven of each, two or three of them alike in every column that a list can be sorted by, some without a value. */
async function addCustomers(): Promise<void> {
  const { serverId } = panel.scene;
  await panel.db.query(`
    insert into plans (name, max_ftp_accounts, quota_bytes)
      select 'plan' || i, nullif(i % 3, 0), nullif(i % 3, 0) * 1000 from generate_series(1, 7) i;
    insert into customers (name, external_ref, plan_id, created_at)
      select (array['Twin', 'twin', 'zoe'])[1 + i % 3], 'ref' || i, (select id from plans where name = 'plan' || (1 + i % 2)),
        '2026-01-01' from generate_series(1, 7) i;
    insert into customer_usage (customer_id, used_bytes)
      select id, 100 * length(name) from customers where external_ref in ('ref1', 'ref2', 'ref3', 'ref4');
    insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid, created_at)
      select (select id from customers where external_ref = 'ref' || (1 + i % 2)), '${serverId}', 'site' || i || '.example',
        '/srv/order/site' || i, 2000, 2000, '2026-01-01' from generate_series(1, 7) i;
    insert into web_root_usage (web_root_id, used_bytes, used_files)
      select id, 5000000000, 12 from web_roots where domain in ('site1.example', 'site2.example', 'site3.example')
      on conflict (web_root_id) do update set used_bytes = excluded.used_bytes, used_files = excluded.used_files;
    insert into panel_users (email, display_name, password_hash, role, last_sign_in_at, created_at)
      select 'person' || i || '@portside.example', (array['', 'Ada', 'ada'])[1 + i % 3], 'x', 'support',
        case when i % 2 = 0 then timestamptz '2026-02-01' end, '2026-01-01' from generate_series(1, 7) i;
    insert into bans (client_network, reason, created_by, created_at, expires_at)
      select ('198.51.100.' || i)::cidr, 'reason ' || i, 'x', '2026-01-01', case when i % 2 = 0 then timestamptz '2099-01-01' end
        from generate_series(1, 7) i;
  `);
}

async function addRecords(): Promise<void> {
  const { serverId, anna: of } = panel.scene;
  const whose = `'${serverId}', gen_random_uuid(), '${of.customerId}'`;
  await panel.db.query(`
    insert into ftp_sessions (id, server_id, customer_id, login, client_address, client_port, server_address, server_port,
        opened_at, seen_at, working_folder)
      select gen_random_uuid(), '${serverId}', '${of.customerId}', case when i % 3 > 0 then 'twin' || (i % 2) end, '203.0.113.7',
        1000 + i, '192.0.2.1', 21, now(), now(), '/folder' || i from generate_series(1, 7) i;
    insert into transfers (at, id, server_id, session_id, customer_id, login, client_address, kind, path, bytes, tls, outcome)
      select date_trunc('hour', now()) + (i % 2) * interval '1 microsecond', gen_random_uuid(), ${whose}, 'web', '203.0.113.7',
        'upload', '/=file' || i, (i % 3) * 1000, true, 'complete' from generate_series(1, 7) i;
    insert into data_connections (at, id, server_id, session_id, customer_id, client_address, verb, duration_ms, bytes, outcome,
        reference)
      select date_trunc('hour', now()) + (i % 2) * interval '1 microsecond', gen_random_uuid(), ${whose}, '203.0.113.7',
        'EPSV', 5, (i % 3) * 1000, 'complete', 'REF' || i from generate_series(1, 7) i;
    insert into login_attempts (at, id, server_id, session_id, customer_id, name, client_address, tls, outcome)
      select date_trunc('hour', now()) + (i % 2) * interval '1 microsecond', gen_random_uuid(), ${whose}, 'name' || i,
        '203.0.113.7', true, 'accepted' from generate_series(1, 7) i;
    insert into audit_events (at, actor, verb, subject_kind, subject, customer_id)
      select date_trunc('hour', now()) + (i % 2) * interval '1 microsecond', 'x', 'x.y', 'x', 'subject' || i, '${of.customerId}'
        from generate_series(1, 7) i;
  `);
}

/** Seven, two or three of them with the same host, and as many sessions on two of them as on the first. */
async function addServers(): Promise<void> {
  for (let i = 1; i <= 7; i++) {
    await admin.post('/servers', { name: `Order-${i}`, host: `ftp${i % 3}.example`, ftpPort: 21 }).expect(201);
  }
  await panel.db.query(`
    insert into ftp_sessions (id, server_id, client_address, client_port, server_address, server_port, opened_at, seen_at)
      select gen_random_uuid(), s.id, '203.0.113.7', 1, '192.0.2.1', 21, now(), now()
      from servers s, generate_series(1, 2) where s.name in ('Order-1', 'Order-4')`);
}

async function page(path: string, query: string): Promise<Page<Row>> {
  return (await admin.get(`${path}?${query}`).expect(200)).body as Page<Row>;
}

async function allPages(path: string, order: string): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor = '';
  do {
    const { items, nextCursor } = await page(path, `${order}&limit=2${cursor}`);
    rows.push(...items);
    cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
  } while (cursor !== '');
  return rows;
}

/** Ascending or descending as the word says, and rows without a value last. */
function inOrder(values: readonly Value[], word: string): boolean {
  const turned = word.startsWith('-') ? -1 : 1;
  return values.every((value, index) => {
    const before = values[index - 1];
    if (index === 0 || value === null || before === value) return true;
    if (before === null || before === undefined) return false;
    return (before < value ? 1 : -1) === turned;
  });
}

/** Cells of one column; none of these holds a line break or a comma. */
function columnOf(csv: string, head: string): string[] {
  const [heads = '', ...lines] = csv.split('\r\n').slice(0, -1);
  const place = heads.split(',').indexOf(head);
  expect(place).toBeGreaterThanOrEqual(0);
  return lines.map((line) => line.split(',')[place] ?? '');
}

const cases = lists.flatMap(({ path, orders, column, own }) =>
  Object.entries(orders).flatMap(([name, value]) =>
    [name, `-${name}`].map((word) => ({ path, word, value, column, own: own === word })),
  ),
);

describe('a list', () => {
  test.each(cases)('$path sorted by "$word" meets every row once', async ({ path, word, value, column, own }) => {
    const whole = (await page(path, `sort=${word}&limit=200`)).items;
    expect(whole.length).toBeGreaterThanOrEqual(7);
    expect(inOrder(whole.map(value), word)).toBe(true);
    const paged = await allPages(path, `sort=${word}`);
    expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    expect(new Set(paged.map(({ id }) => id)).size).toBe(paged.length);
    if (own) expect((await page(path, 'limit=200')).items).toEqual(whole);

    const [head, of] = column;
    const { text: csv } = await admin.get(`${path}/export?sort=${word}`).expect(200);
    expect(columnOf(csv, head)).toEqual(whole.map((row) => String(of(row) ?? '')));
  });

  test.each(lists)(
    '$path refuses an order it does not know, and a cursor of another order',
    async ({ path, orders }) => {
      const refused = await admin.get(`${path}?sort=shoe-size`).expect(400);
      expect((refused.body as { detail: string }).detail).toContain('Write one of ');
      const [name = ''] = Object.keys(orders);
      const { nextCursor } = await page(path, `sort=${name}&limit=2`);
      await admin.get(`${path}?sort=-${name}&cursor=${nextCursor ?? ''}`).expect(400);
    },
  );
});

describe('a CSV', () => {
  test('is narrowed as its list is, and holds nothing that a spreadsheet runs', async () => {
    const { text: csv } = await admin.get('/transfers/export?search=file3&sort=bytes').expect(200);
    expect(csv.split('\r\n')).toHaveLength(3);
    const { headers } = await admin.get('/customers/export?search=ref1').expect(200);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="customers-\d{8}T\d{6}Z\.csv"$/);
    await panel.db.query(`update customers set name = '=cmd|calc' where external_ref = 'ref7'`);
    const risky = await admin.get('/customers/export?search=ref7').expect(200);
    expect(risky.text.split('\r\n')[1]).toMatch(/^'=cmd\|calc,ref7,/);
  });

  test("holds no other customer's rows, and of staff's lists nothing", async () => {
    for (const path of ['/customers', '/plans', '/panel-users']) await anna.get(`${path}/export`).expect(403);
    const { text: sites } = await anna.get('/web-roots/export').expect(200);
    expect(sites.split('\r\n').slice(1, -1)).toHaveLength(1);
    expect(sites).not.toContain('/srv/');
  });
});

describe('the list of web roots', () => {
  test('says what lies in each and what the plan allows, and is searched by name', async () => {
    const { items } = await page('/web-roots', 'sort=-used&search=site');
    expect(items).toHaveLength(7);
    expect(items[0]).toMatchObject({ usedBytes: 5_000_000_000, usedFiles: 12, accountCount: 0 });
    expect(items.map(at('quotaBytes'))).toContain(1000);
    expect((await page('/web-roots', 'search=order/site4')).items).toHaveLength(1);
    const annas = (await anna.get('/web-roots?search=srv').expect(200)).body as Page<Row>;
    expect(annas.items).toEqual([]);
  });
});
