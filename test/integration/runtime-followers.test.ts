import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../src/auth/password.js';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { testPolicy } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { FtpHost, password } from '../support/ftp-host.js';

const everything = { PORT: 'allow', EPRT: 'allow', PASV: 'allow', EPSV: 'allow' };
const passiveOnly = { PORT: 'deny', EPRT: 'deny', PASV: 'allow', EPSV: 'allow' };
const activeOnly = { PORT: 'allow', EPRT: 'allow', PASV: 'deny', EPSV: 'deny' };

let host: FtpHost;
let worker: FtpWorker;
let accounts = 0;

beforeAll(async () => {
  host = await FtpHost.create();
  worker = await host.startWorker();
});

afterEach(() => host.changePolicy({ verbs: everything }));
afterAll(() => host.dispose());

async function session(columns: Readonly<Record<string, unknown>> = {}) {
  accounts += 1;
  const login = `a${accounts}@example.com`;
  const id = await host.addAccount({ login, ...columns });
  const client = await host.connect(worker);
  expect((await client.logIn(login, password)).code).toBe(230);
  return { id, login, client };
}

const inForce = (version: number) =>
  eventually(`version ${version} is in force`, async () => {
    const row = await host.one<{ applied_version: number | null }>(
      'select applied_version from server_processes where id = $1',
      [worker.processId],
    );
    return row.applied_version === version;
  });

const killListener = async () => {
  const { rowCount } = await host.asFtpProcess(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'portside ftp listener'`,
  );
  return rowCount;
};

/** The 421 that the server says without being asked, and that it closes then. */
async function lastWords(client: FtpClient): Promise<string> {
  const words = said(await client.reply());
  await client.closed();
  return words;
}

describe('a policy change', () => {
  it('is in force in open sessions without ending them, and is reported as applied', async () => {
    const { client } = await session();
    expect(await client.code('PORT 127,0,0,1,200,10')).toBe(200);
    await inForce(await host.changePolicy({ verbs: passiveOnly }));
    for (const line of ['PORT 127,0,0,1,200,10', 'EPRT |1|127.0.0.1|51210|']) {
      const reply = await client.say(line);
      expect(reply.code).toBe(502);
      expect(said(reply)).toContain('Active mode is switched off on this server');
    }
    expect(await client.code('EPSV')).toBe(229);
    await inForce(await host.changePolicy({ verbs: activeOnly }));
    expect(await client.code('PASV')).toBe(502);
    expect(await client.code('EPSV')).toBe(502);
    expect(await client.code('PORT 127,0,0,1,200,10')).toBe(200);
    expect(await client.code('NOOP')).toBe(200);
  });

  it('may tell clients of one network another address', async () => {
    const { client } = await session();
    await inForce(await host.changePolicy({ address_overrides: [{ network: '127.0.0.0/8', ipv4: '192.0.2.77' }] }));
    expect(said(await client.say('PASV'))).toContain('(192,0,2,77,');
    await inForce(await host.changePolicy({ address_overrides: [] }));
    expect(said(await client.say('PASV'))).toContain('(127,0,0,1,');
  });

  it('hides and refuses names in open sessions beside those of their accounts, and lets go of them again', async () => {
    const { client } = await session({ refused_names: ['*.exe'] });
    expect(await client.code('MKD .git')).toBe(257);
    await inForce(await host.changePolicy({ hidden_names: ['.git'], refused_names: ['*.php'] }));
    expect((await client.fetch('NLST -a')).data.toString()).not.toContain('.git');
    expect(await client.code('CWD .git')).toBe(550);
    expect(said(await client.say('MKD shell.php'))).toMatch(/^553 This account may not make names like \*\.php/);
    expect(await client.code('MKD setup.exe')).toBe(553);
    await inForce(await host.changePolicy({ hidden_names: [], refused_names: [] }));
    expect(await client.code('RMD .git')).toBe(250);
    expect(await client.code('MKD setup.exe')).toBe(553);
  });

  it('names the ports of its range that another program has, before any transfer does', async () => {
    const { lastPort } = testPolicy().passive;
    await inForce(await host.changePolicy({ passive_last_port: lastPort - 1 }));
    const taken = createServer();
    await eventually('the port is let go', async () => {
      taken.listen(lastPort, '127.0.0.1');
      return await once(taken, 'listening').catch(() => undefined);
    });
    const refused = async () =>
      (
        await host.one<{ refused_ports: unknown }>('select refused_ports from server_processes where id = $1', [
          worker.processId,
        ])
      ).refused_ports;
    await eventually('nothing is wrong', async () => JSON.stringify(await refused()) === '[]');
    await inForce(await host.changePolicy({ passive_last_port: lastPort }));
    await eventually('the port is named', async () => JSON.stringify(await refused()) !== '[]');
    expect(await refused()).toEqual([{ port: lastPort, errno: 'EADDRINUSE' }]);
    taken.close();
  });

  it('is not lost when it comes while the listening connection is down', async () => {
    const { client } = await session();
    expect(await killListener()).toBe(1);
    await inForce(await host.changePolicy({ verbs: passiveOnly }));
    expect(await client.code('PORT 127,0,0,1,200,10')).toBe(502);
  });

  it('keeps to the newest version when several come at once', async () => {
    await host.changePolicy({ verbs: passiveOnly });
    await host.changePolicy({ verbs: activeOnly });
    const last = await host.changePolicy({ verbs: everything });
    await inForce(last);
    const { client } = await session();
    expect(await client.code('PORT 127,0,0,1,200,10')).toBe(200);
  });
});

describe('a change of an account', () => {
  it.each([
    ['is disabled', { status: 'disabled' }, 'disabled'],
    ['gets another folder', { folder: '/blog' }, 'folder, the permissions or the names'],
    ['loses a permission', { permissions: ['list'] }, 'folder, the permissions or the names'],
    ['may no longer come from here', { allowed_networks: ['203.0.113.0/24'] }, 'your address'],
    ['has expired', { expires_at: new Date(0) }, 'expired'],
  ])('ends its sessions with the reason when it %s', async (_case, columns, words) => {
    const { client, id } = await session();
    const other = await session();
    for (const [column, value] of Object.entries(columns)) {
      await host.panel.query(`update ftp_accounts set ${column} = $2 where id = $1`, [id, value]);
    }
    const farewell = await lastWords(client);
    expect(farewell).toMatch(/^421/);
    expect(farewell).toContain(words);
    expect(await other.client.code('NOOP')).toBe(200);
  });

  it('ends its sessions when the password changes; the old one fails and the new one works', async () => {
    const { client, id, login } = await session();
    const hash = await hashPassword('another horse battery');
    await host.panel.query('update ftp_accounts set password_hash = $2 where id = $1', [id, hash]);
    expect(await lastWords(client)).toMatch(/^421 .*password/);
    const again = await host.connect(worker);
    expect((await again.logIn(login, password)).code).toBe(530);
    expect((await again.logIn(login, 'another horse battery')).code).toBe(230);
  });

  it('leaves its sessions alone when a new password says so, and ends them at the next that does not', async () => {
    const { client, id, login } = await session();
    const change = async (to: string, kept: string) =>
      host.panel.query(
        `update ftp_accounts set password_hash = $2, previous_password_hash = password_hash, password_changed_at = now(),
           sessions_kept_at = ${kept}, note = $3 where id = $1`,
        [id, await hashPassword(to), to],
      );
    await change('another horse battery', 'now()');
    const again = await host.connect(worker);
    expect((await again.logIn(login, 'another horse battery')).code).toBe(230);
    expect(await client.code('NOOP')).toBe(200);
    await change('a third horse battery', 'sessions_kept_at');
    expect(await lastWords(client)).toMatch(/^421 .*password/);
    expect(await lastWords(again)).toMatch(/^421 .*password/);
  });

  it('ends its sessions when it is deleted, and the record of the session stays', async () => {
    const { client, id, login } = await session();
    await host.panel.query('delete from ftp_accounts where id = $1', [id]);
    expect(await lastWords(client)).toMatch(/^421 .*deleted/);
    const row = await eventually('its session is closed in the database', async () => {
      const sql = 'select account_id, end_reason from ftp_sessions where login = $1 and closed_at is not null';
      return (await host.panel.query<{ account_id: string | null; end_reason: string }>(sql, [login])).rows[0];
    });
    expect(row).toEqual({ account_id: null, end_reason: 'account-changed' });
  });

  it('ends nobody when only the note, the quota or the limit changes', async () => {
    const { client, id } = await session();
    await host.panel.query(
      `update ftp_accounts set note = 'x', quota_bytes = 5000000, max_sessions = 3 where id = $1`,
      [id],
    );
    const marker = await session();
    await host.panel.query(`update ftp_accounts set status = 'disabled' where id = $1`, [marker.id]);
    await lastWords(marker.client);
    expect(await client.code('NOOP')).toBe(200);
  });

  it('reaches a transfer that runs when the bandwidth changes', async () => {
    const { client, id } = await session({ bandwidth_up_bytes: 1 });
    await client.say('TYPE I');
    const data = await client.passive();
    expect(await client.code(`STOR ${id}`)).toBe(150);
    data.resume().end(Buffer.alloc(100_000));
    expect(await client.code('NOOP')).toBe(200);
    await host.panel.query('update ftp_accounts set bandwidth_up_bytes = 1000000000 where id = $1', [id]);
    expect((await client.reply())?.code).toBe(226);
    expect(await client.code('NOOP')).toBe(200);
  });

  it('ends the sessions of every account of a customer that is suspended', async () => {
    const { client } = await session();
    const other = await session();
    await host.panel.query(`update customers set status = 'suspended', suspended_at = now() where id = $1`, [
      host.customerId,
    ]);
    expect(await lastWords(client)).toMatch(/^421 .*suspended/);
    expect(await lastWords(other.client)).toMatch(/^421 .*suspended/);
    await host.panel.query(`update customers set status = 'active', suspended_at = null where id = $1`, [
      host.customerId,
    ]);
  });

  it('ends a session at the moment when its account expires', async () => {
    const { client } = await session({ expires_at: new Date(Date.now() + 1_500) });
    expect(await client.code('NOOP')).toBe(200);
    expect(await lastWords(client)).toMatch(/^421 .*expired/);
  });

  it('is not lost when it comes while the listening connection is down', async () => {
    const { client, id } = await session();
    expect(await killListener()).toBe(1);
    await host.panel.query(`update ftp_accounts set status = 'disabled' where id = $1`, [id]);
    expect(await lastWords(client)).toMatch(/^421 .*disabled/);
  });
});
