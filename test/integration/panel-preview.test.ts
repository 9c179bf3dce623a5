// What a draft would forbid, against rows that can be counted by hand on this page.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Firewall, PolicyPreview } from '../../src/servers/policy-preview.dto.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;
let url: string;

/** A session and the data connections in it: `verb [outcome] [in clear]`. */
interface Session {
  readonly of: 'anna' | 'ben';
  readonly from: string;
  readonly program: string | null;
  readonly daysAgo: number;
  readonly tls: boolean;
  readonly connections: readonly { verb: string; outcome?: string; tls: boolean }[];
}

const clear = (verb: string, outcome = 'used') => ({ verb, outcome, tls: false });
const secure = (verb: string, outcome = 'used') => ({ verb, outcome, tls: true });

const sessions: readonly Session[] = [
  {
    of: 'anna',
    from: '192.0.2.1',
    program: 'lftp',
    daysAgo: 1,
    tls: false,
    connections: [clear('PORT'), clear('PORT'), clear('EPSV')],
  },
  {
    of: 'anna',
    from: '192.0.2.1',
    program: 'lftp',
    daysAgo: 2,
    tls: true,
    connections: [secure('PORT', 'unreachable')],
  },
  { of: 'anna', from: '10.0.0.9', program: null, daysAgo: 3, tls: true, connections: [clear('EPRT'), secure('EPSV')] },
  {
    of: 'ben',
    from: '192.0.2.2',
    program: 'curl',
    daysAgo: 4,
    tls: true,
    connections: [secure('EPSV'), secure('PASV')],
  },
  { of: 'ben', from: '192.0.2.2', program: 'curl', daysAgo: 5, tls: true, connections: [secure('PORT', 'denied')] },
  { of: 'ben', from: '192.0.2.2', program: 'curl', daysAgo: 31, tls: false, connections: [clear('PORT')] },
];

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  url = `/servers/${panel.scene.serverId}`;
  await panel.db.query(`select make_month_partitions(1)`);
  for (const session of sessions) await record(session);
});
afterAll(async () => {
  await panel.stop();
});

async function record({ of, from, program, daysAgo, tls, connections }: Session): Promise<void> {
  const id = randomUUID();
  const { serverId } = panel.scene;
  const { accountId, customerId } = panel.scene[of];
  await panel.db.query(
    `insert into ftp_sessions (id, server_id, account_id, customer_id, login, client_address, client_port, server_address,
       server_port, tls_version, opened_at, seen_at, closed_at, end_reason)
     values ($1, $2, $3, $4, 'x', $5, 1, '127.0.0.1', 21, $6, now(), now(), now(), 'quit')`,
    [id, serverId, accountId, customerId, from, tls ? 'TLSv1.3' : null],
  );
  for (const { verb, outcome, tls: encrypted } of connections) {
    await panel.db.query(
      `insert into data_connections (at, id, server_id, session_id, account_id, customer_id, client_address, client_program,
         verb, duration_ms, outcome, tls_version)
       values (now() - make_interval(days => $1), $2, $3, $4, $5, $6, $7, $8, $9, 60000, $10, $11)`,
      [
        daysAgo,
        randomUUID(),
        serverId,
        id,
        accountId,
        customerId,
        from,
        program,
        verb,
        outcome,
        encrypted ? 'TLSv1.3' : null,
      ],
    );
  }
}

async function preview(draft: object): Promise<PolicyPreview> {
  const answer = await admin.post(`${url}/policy/preview`, draft);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as PolicyPreview;
}

const uses = async (draft: object) => (await preview(draft)).forbidden;

describe('a draft that forbids', () => {
  test('active mode concerns the three sessions of anna that used it', async () => {
    expect(await uses({ preset: 'passive-only' })).toEqual({
      recorded: 8,
      total: { connections: 4, sessions: 3, accounts: 1, customers: 1 },
      byKind: [
        { use: 'PORT', connections: 3, sessions: 2, accounts: 1, customers: 1 },
        { use: 'EPRT', connections: 1, sessions: 1, accounts: 1, customers: 1 },
      ],
      byProgram: [
        { program: 'lftp', connections: 3, sessions: 2, accounts: 1, customers: 1 },
        { program: 'unknown', connections: 1, sessions: 1, accounts: 1, customers: 1 },
      ],
      affected: [
        {
          accountId: panel.scene.anna.accountId,
          login: 'web@anna.example',
          customerId: panel.scene.anna.customerId,
          customer: 'anna',
          program: 'lftp',
          use: 'PORT',
          connections: 3,
          lastUsedAt: expect.any(String) as string,
          cure: 'In lftp write “set ftp:passive-mode on”.',
        },
        expect.objectContaining({
          program: 'unknown',
          use: 'EPRT',
          connections: 1,
          cure: 'In the settings of your FTP program choose passive mode.',
        }),
      ],
    });
  });

  test('passive mode concerns three sessions, one of ben', async () => {
    expect((await uses({ preset: 'active-only' })).total).toEqual({
      connections: 4,
      sessions: 3,
      accounts: 2,
      customers: 2,
    });
  });

  test('clear text concerns the one that logged in without, and the two that sent data without', async () => {
    const { total, byKind } = await uses({ tls: 'required-data' });
    expect(total).toEqual({ connections: 4, sessions: 2, accounts: 1, customers: 1 });
    expect(byKind).toMatchObject([
      { use: 'data-in-clear', sessions: 2 },
      { use: 'login-in-clear', sessions: 1 },
    ]);
    expect((await uses({ tls: 'required-login' })).total.sessions).toBe(1);
  });

  test('what is excepted for a network or an account concerns nobody there', async () => {
    const networkRules = [{ network: '10.0.0.0/8', verbs: { EPRT: 'allow' }, clearText: true }];
    const excepted = {
      preset: 'passive-only',
      exceptionsAllowed: ['PORT', 'EPRT'],
      networkRules,
      tls: 'required-data',
    };
    expect((await uses(excepted)).total.sessions).toBe(2);
    await panel.db.query(
      `update ftp_accounts set verb_rules = '{"PORT":"allow"}', clear_text_allowed = true where id = $1`,
      [panel.scene.anna.accountId],
    );
    expect((await uses(excepted)).total).toMatchObject({ sessions: 0, accounts: 0, customers: 0 });
    await panel.db.query(`update ftp_accounts set verb_rules = '{}', clear_text_allowed = false`);
  });

  test('nothing concerns nobody', async () => {
    const total = { connections: 0, sessions: 0, accounts: 0, customers: 0 };
    expect(await uses({})).toEqual({ recorded: 8, total, byKind: [], byProgram: [], affected: [] });
  });
});

test('whom it concerns can be written to', async () => {
  const answer = await admin.post(`${url}/policy/preview/export`, { preset: 'passive-only' });
  expect(answer.headers['content-type']).toContain('text/csv');
  const lines = answer.text.trimEnd().split('\r\n');
  expect(lines[0]).toBe('Customer,E-mail,FTP account,Program,Uses,Sessions,Last used,What to change');
  expect(lines.slice(1).map((line) => line.replace(/,\d{4}-[^,]*/, ''))).toEqual([
    'anna,anna@portside.example,web@anna.example,lftp,PORT,2,In lftp write “set ftp:passive-mode on”.',
    'anna,anna@portside.example,web@anna.example,unknown,EPRT,1,In the settings of your FTP program choose passive mode.',
  ]);
  const narrower = await admin.post(`${url}/policy/preview/export`, {
    verbs: { PORT: 'allow', EPRT: 'allow', PASV: 'deny', EPSV: 'allow' },
  });
  expect(narrower.text).toContain('curl,PASV,1,');
  expect(narrower.text).toContain('Allow EPSV there; most programs take it by themselves.');
});

test('the range is held against the most that were wanted at once', async () => {
  const { capacity } = await preview({ passiveFirstPort: 40_000, passiveLastPort: 40_000 });
  expect(capacity).toMatchObject({ ports: 1, peak: 2 });
  expect(capacity.sentence).toBe(
    'The range 40000-40000 holds 1 passive data connections at once; the most that were wanted in 30 days are 2.',
  );
});

test('what keeps the draft from being saved is said beside what will surprise somebody', async () => {
  await panel.db.query(`update ftp_accounts set verb_rules = '{"PASV":"deny","EPSV":"deny"}' where id = $1`, [
    panel.scene.anna.accountId,
  ]);
  const bad = { preset: 'passive-only', passiveFirstPort: 2_100, passiveLastPort: 2_200, publicIpv4: '192.168.1.1' };
  const { refusals, warnings } = await preview(bad);
  expect(refusals.map(({ field }) => field)).toEqual(['passiveFirstPort', 'verbs']);
  expect(refusals[1]?.detail).toContain('web@anna.example');
  expect(warnings.join(' ')).toContain('192.168.1.1 is a private address');
  await panel.db.query(`update ftp_accounts set verb_rules = '{}'`);
  const { version } = (await admin.get(`${url}/policy`)).body as { version: number };
  expect(version, 'nothing was written').toBe(1);
});

test('the firewall is told what the policy in force needs, and what the draft will', async () => {
  const { rules, version } = (await admin.get(`${url}/firewall`).expect(200)).body as Firewall;
  expect(version).toBe(1);
  expect(rules.map(({ tool }) => tool)).toEqual(['nftables', 'ufw', 'firewalld', 'iptables', 'cloud', 'docker']);
  expect(rules[0]?.incoming).toContain('30000-30199');
  const { firewall } = await preview({ preset: 'active-only' });
  expect(firewall[0]).toEqual({
    tool: 'nftables',
    incoming: 'add rule inet filter input tcp dport 2121 accept comment "FTP control"',
    outgoing: 'add rule inet filter output tcp sport 20 accept comment "FTP active"',
  });
});

test('customers see none of it', async () => {
  const anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  await anna.post(`${url}/policy/preview`).expect(403);
  await anna.post(`${url}/policy/preview/export`).expect(403);
  await anna.get(`${url}/firewall`).expect(403);
  const unknown = await admin.post(`/servers/${randomUUID()}/policy/preview`);
  expect(unknown.status).toBe(404);
});

test('the draft’s public address is judged by what the machine says of its own', async () => {
  expect((await preview({})).addressing).toMatchObject({ situation: 'unknown', fine: false, interfaces: [] });
  const inside = [{ interface: 'eth0', family: 'ipv4', address: '10.0.0.5' }];
  await panel.db.query(
    `insert into server_processes (id, server_id, pid, version, jail_backend, identity, binds_low_ports, interface_addresses)
     values ($1, $2, 1, 'test', 'native', 'process', true, $3)`,
    [randomUUID(), panel.scene.serverId, JSON.stringify(inside)],
  );
  const empty = (await preview({ publicIpv4: null })).addressing;
  expect(empty).toMatchObject({ situation: 'behind-nat', fine: false, interfaces: inside });
  expect(empty.sentence).toContain('Clients would be told 10.0.0.5');
  expect((await preview({ publicIpv4: '45.33.32.156' })).addressing).toMatchObject({ fine: true });
});
