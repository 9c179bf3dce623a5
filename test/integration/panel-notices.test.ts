// The banner of a customer whose programs use what the policy has switched off: whom it names, and when it goes away.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Notice, NoticeList } from '../../src/notices/notices.dto.js';
import type { Policy } from '../../src/servers/policy.dto.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;
let anna: PanelClient;

interface Use {
  readonly verb: string;
  readonly minutesAgo: number;
  readonly outcome?: string;
  readonly program?: string | null;
  readonly from?: string;
  readonly tls?: boolean;
}

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  await panel.db.query(`select make_month_partitions(1)`);
});
afterAll(async () => {
  await panel.stop();
});
beforeEach(async () => {
  await panel.db.query(`delete from data_connections`);
  await panel.db.query(`update ftp_accounts set verb_rules = '{}'`);
  await apply({ preset: 'active-and-passive', tls: 'allowed' });
});

async function record(of: 'anna' | 'ben', use: Use): Promise<void> {
  const { verb, minutesAgo, outcome = 'used', program = 'FileZilla', from = '203.0.113.7', tls = true } = use;
  const { accountId, customerId } = panel.scene[of];
  const session = randomUUID();
  await panel.db.query(
    `insert into ftp_sessions (id, server_id, account_id, customer_id, login, client_address, client_port, server_address,
       server_port, tls_version, opened_at, seen_at, closed_at, end_reason)
     values ($1, $2, $3, $4, 'x', $5, 1, '127.0.0.1', 21, $6, now(), now(), now(), 'quit')`,
    [session, panel.scene.serverId, accountId, customerId, from, tls ? 'TLSv1.3' : null],
  );
  await panel.db.query(
    `insert into data_connections (at, id, server_id, session_id, account_id, customer_id, client_address, client_program,
       verb, duration_ms, outcome, tls_version)
     values (now() - make_interval(mins => $1), $2, $3, $4, $5, $6, $7, $8, $9, 5, $10, $11)`,
    [
      minutesAgo,
      randomUUID(),
      panel.scene.serverId,
      session,
      accountId,
      customerId,
      from,
      program,
      verb,
      outcome,
      tls ? 'TLSv1.3' : null,
    ],
  );
}

async function apply(draft: object): Promise<void> {
  const url = `/servers/${panel.scene.serverId}/policy`;
  const { version } = (await admin.get(url).expect(200)).body as Policy;
  await admin
    .put(url, { ...draft })
    .set('If-Match', `"${version}"`)
    .expect(201);
}

async function notices(client = anna): Promise<Notice[]> {
  return ((await client.get('/notices').expect(200)).body as NoticeList).items;
}

describe('a customer whose program uses active mode', () => {
  test('hears of it once it is switched off, with the setting of that program', async () => {
    await record('anna', { verb: 'PORT', minutesAgo: 60 });
    await record('anna', { verb: 'EPRT', minutesAgo: 50 });
    expect(await notices()).toEqual([]);
    await apply({ preset: 'passive-only' });
    expect(await notices()).toEqual([
      {
        accountId: panel.scene.anna.accountId,
        login: 'web@anna.example',
        serverName: 'web-01',
        clientAddress: '203.0.113.7',
        program: 'FileZilla',
        use: 'EPRT',
        lastUsedAt: expect.any(String) as string,
        sentence: 'FileZilla at 203.0.113.7 uses active mode, which is switched off on web-01.',
        cure: 'In FileZilla open the Site Manager, then Transfer Settings, and set Transfer mode to Passive.',
      },
    ]);
    await apply({ preset: 'active-and-passive' });
    expect(await notices(), 'when it is switched on again').toEqual([]);
  });

  test('hears of it while a policy is only tried', async () => {
    await record('anna', { verb: 'PORT', minutesAgo: 60 });
    await apply({ preset: 'passive-only', trial: { forMs: 60_000 } });
    expect(await notices()).toHaveLength(1);
  });

  test('hears nothing more once the same program got through, and again when it fails again', async () => {
    await record('anna', { verb: 'PORT', minutesAgo: 60 });
    await apply({ preset: 'passive-only' });
    await record('anna', { verb: 'EPSV', minutesAgo: 40, from: '203.0.113.8' });
    await record('anna', { verb: 'EPSV', minutesAgo: 40, outcome: 'no-one-came' });
    expect(await notices(), 'another address, or nothing got through').toHaveLength(1);
    await record('anna', { verb: 'EPSV', minutesAgo: 30 });
    expect(await notices()).toEqual([]);
    await record('anna', { verb: 'PORT', minutesAgo: 5, outcome: 'denied' });
    expect(await notices()).toHaveLength(1);
  });

  test('hears nothing where an exception lets the account', async () => {
    await record('anna', { verb: 'PORT', minutesAgo: 60 });
    await apply({ preset: 'passive-only', exceptionsAllowed: ['PORT', 'EPRT'] });
    await panel.db.query(`update ftp_accounts set verb_rules = '{"PORT":"allow"}' where id = $1`, [
      panel.scene.anna.accountId,
    ]);
    expect(await notices()).toEqual([]);
    await apply({ preset: 'passive-only', exceptionsAllowed: [] });
  });
});

test('a program that logs in without encryption is named where encryption is required', async () => {
  await record('anna', { verb: 'EPSV', minutesAgo: 60, tls: false, program: null });
  await apply({ tls: 'required-login' });
  expect(await notices()).toMatchObject([
    {
      program: null,
      use: 'login-in-clear',
      sentence: 'A program at 203.0.113.7 logs in without encryption, and web-01 requires encryption.',
      cure: 'In the settings of your FTP program choose “explicit FTP over TLS” (FTPES) as the encryption.',
    },
  ]);
});

test('what was used more than 30 days ago is forgotten', async () => {
  await record('anna', { verb: 'PORT', minutesAgo: 31 * 24 * 60 });
  await apply({ preset: 'passive-only' });
  expect(await notices()).toEqual([]);
});

test("another customer's programs are nobody else's business", async () => {
  await record('ben', { verb: 'PORT', minutesAgo: 60 });
  await apply({ preset: 'passive-only' });
  expect(await notices()).toEqual([]);
  expect(await notices(await PanelClient.signedIn(panel, 'ben@portside.example'))).toHaveLength(1);
  await admin.get('/notices').expect(403);
});
