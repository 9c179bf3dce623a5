import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { eventually } from '../support/eventually.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { FtpHost, password } from '../support/ftp-host.js';

let host: FtpHost;
let worker: FtpWorker;

beforeAll(async () => {
  host = await FtpHost.create();
  worker = await host.startWorker();
  await host.addAccount({ login: 'anna@example.com' });
  await host.addAccount({ login: 'bert@example.com' });
});
afterAll(() => host.dispose());
beforeEach(() => host.panel.query('delete from bans; delete from ban_exemptions'));

const ban = (network: string, columns: { login?: string; until?: string } = {}) =>
  host.one<{ id: string }>(
    `insert into bans (client_network, login, reason, created_by, expires_at) values ($1, $2, 'Guessed passwords.', 'test', $3)
     returning id`,
    [network, columns.login ?? null, columns.until ?? null],
  );

const neverKeepOut = (network: string) =>
  host.one<{ id: string }>(
    `insert into ban_exemptions (network, note, created_by) values ($1, 'Office', 'test') returning id`,
    [network],
  );

const connect = (from: string) => FtpClient.connect({ port: worker.addresses.ftp.port, from });

async function logIn(login: string, from: string, secret = password) {
  const client = await connect(from);
  const greeted = client.greeting?.code === 220;
  return { client, reply: greeted ? await client.logIn(login, secret) : client.greeting };
}

/** A login that has begun when the ban comes may be hung up on. */
const keptOut = (login: string, from: string) =>
  eventually('the ban is in force', async () => {
    const code = await logIn(login, from).then(
      ({ reply }) => reply?.code,
      () => undefined,
    );
    return code === 421 ? true : undefined;
  });

describe('a ban of an address', () => {
  it('greets nobody there any more, with why, until when and who can lift it, and lets others in', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await ban('127.0.0.7', { until });
    await keptOut('anna@example.com', '127.0.0.7');
    const { client } = await logIn('anna@example.com', '127.0.0.7');
    expect(said(client.greeting)).toBe(
      `421 Your address 127.0.0.7 is kept out until ${until.slice(0, 10)} at ${until.slice(11, 16)} UTC (Guessed passwords); ask your provider to lift it.`,
    );
    expect((await logIn('anna@example.com', '127.0.0.8')).reply?.code).toBe(230);
  });

  it('ends the sessions that are open from there, and no others', async () => {
    const inside = await logIn('anna@example.com', '127.0.0.9');
    const elsewhere = await logIn('anna@example.com', '127.0.0.10');
    await ban('127.0.0.9/32');
    expect((await inside.client.reply())?.code).toBe(421);
    expect((await elsewhere.client.say('NOOP')).code).toBe(200);
  });

  it('writes no session of those who are not greeted', async () => {
    await ban('127.0.0.11');
    await keptOut('anna@example.com', '127.0.0.11');
    const count = `select count(*)::integer as count from ftp_sessions where client_address = '127.0.0.11'`;
    await sleep(700);
    const before = await host.one<{ count: number }>(count);
    for (let tries = 0; tries < 5; tries += 1) await connect('127.0.0.11');
    await sleep(700);
    expect(await host.one<{ count: number }>(count)).toEqual(before);
  });

  it('is over once it is lifted', async () => {
    const { id } = await ban('127.0.0.12');
    await keptOut('anna@example.com', '127.0.0.12');
    await host.panel.query(`update bans set lifted_at = now(), lifted_by = 'test' where id = $1`, [id]);
    await eventually('somebody gets in', async () =>
      (await logIn('anna@example.com', '127.0.0.12')).reply?.code === 230 ? true : undefined,
    );
  });

  it('is over at its end, without anybody lifting it', async () => {
    await ban('127.0.0.13', { until: new Date(Date.now() + 1500).toISOString() });
    await keptOut('anna@example.com', '127.0.0.13');
    await eventually('somebody gets in', async () =>
      (await logIn('anna@example.com', '127.0.0.13')).reply?.code === 230 ? true : undefined,
    );
  });

  it('holds from the first connection on in a process that starts later', async () => {
    await ban('127.0.0.14');
    const later = await host.startWorker();
    const client = await FtpClient.connect({ port: later.addresses.ftp.port, from: '127.0.0.14' });
    expect(client.greeting?.code).toBe(421);
  });
});

describe('a ban of one login at an address', () => {
  it('lets everybody else in from there, and that login from elsewhere', async () => {
    await ban('127.0.0.20', { login: 'anna@example.com' });
    await keptOut('anna@example.com', '127.0.0.20');
    expect((await logIn('bert@example.com', '127.0.0.20')).reply?.code).toBe(230);
    expect((await logIn('anna@example.com', '127.0.0.21')).reply?.code).toBe(230);
  });

  it('tells nothing about the password', async () => {
    await ban('127.0.0.22', { login: 'anna@example.com' });
    await keptOut('anna@example.com', '127.0.0.22');
    const right = await logIn('Anna@Example.com', '127.0.0.22');
    const wrong = await logIn('anna@example.com', '127.0.0.22', 'guessed');
    expect(right.reply?.code).toBe(421);
    expect(said(wrong.reply)).toBe(said(right.reply));
  });

  it('ends the sessions of that login from there', async () => {
    const inside = await logIn('anna@example.com', '127.0.0.23');
    const neighbour = await logIn('bert@example.com', '127.0.0.23');
    await ban('127.0.0.23', { login: 'anna@example.com' });
    expect((await inside.client.reply())?.code).toBe(421);
    expect((await neighbour.client.say('NOOP')).code).toBe(200);
  });

  it('is written down as what it is', async () => {
    await ban('127.0.0.24', { login: 'anna@example.com' });
    await keptOut('anna@example.com', '127.0.0.24');
    await eventually('the attempt is written', async () => {
      const { rows } = await host.panel.query(
        `select outcome from login_attempts where client_address = '127.0.0.24' and outcome = 'banned' and account_id is not null`,
      );
      return rows[0] as object | undefined;
    });
  });
});

describe('a network that is never kept out', () => {
  const letIn = (login: string, from: string) =>
    eventually('somebody gets in', async () => ((await logIn(login, from)).reply?.code === 230 ? true : undefined));

  it('is let in at once although its ban stands', async () => {
    await ban('127.0.0.40');
    await ban('127.0.0.40', { login: 'anna@example.com' });
    await keptOut('anna@example.com', '127.0.0.40');
    await neverKeepOut('127.0.0.40/32');
    await letIn('anna@example.com', '127.0.0.40');
  });

  it('is let in out of the midst of a wider ban, which holds for everybody else there', async () => {
    await neverKeepOut('127.0.1.8/29');
    const inside = await logIn('anna@example.com', '127.0.1.9');
    const beside = await logIn('anna@example.com', '127.0.1.16');
    await ban('127.0.1.0/24');
    expect((await beside.client.reply())?.code).toBe(421);
    expect((await inside.client.say('NOOP')).code).toBe(200);
    expect((await logIn('anna@example.com', '127.0.1.15')).reply?.code).toBe(230);
    expect((await logIn('anna@example.com', '127.0.1.7')).reply?.code).toBe(421);
  });

  it('is let in under the one login that a wider ban is about', async () => {
    await neverKeepOut('127.0.2.8/32');
    await ban('127.0.2.0/24', { login: 'anna@example.com' });
    await keptOut('anna@example.com', '127.0.2.9');
    expect((await logIn('anna@example.com', '127.0.2.8')).reply?.code).toBe(230);
  });

  it('is kept out again, and its sessions end, once it is taken off the list while its ban stands', async () => {
    const { id } = await neverKeepOut('127.0.0.41');
    await ban('127.0.0.41');
    await letIn('anna@example.com', '127.0.0.41');
    const inside = await logIn('anna@example.com', '127.0.0.41');
    await host.panel.query('delete from ban_exemptions where id = $1', [id]);
    expect((await inside.client.reply())?.code).toBe(421);
    expect((await logIn('anna@example.com', '127.0.0.41')).reply?.code).toBe(421);
  });

  it('is spared by the very first connection to a process that starts later', async () => {
    await ban('127.0.3.0/24');
    await neverKeepOut('127.0.3.1/32');
    const later = await host.startWorker();
    const greeted = (from: string) => FtpClient.connect({ port: later.addresses.ftp.port, from });
    expect((await greeted('127.0.3.1')).greeting?.code).toBe(220);
    expect((await greeted('127.0.3.2')).greeting?.code).toBe(421);
  });
});

describe('a contained customer', () => {
  it('logs in nowhere, and sessions end; when released everything is as before', async () => {
    const inside = await logIn('anna@example.com', '127.0.0.30');
    await host.panel.query(`update customers set contained_at = now(), contained_reason = 'Malware.'`);
    expect((await inside.client.reply())?.code).toBe(421);
    expect((await logIn('anna@example.com', '127.0.0.30')).reply?.code).toBe(530);
    await host.panel.query(`update customers set contained_at = null, contained_reason = null`);
    expect((await logIn('anna@example.com', '127.0.0.30')).reply?.code).toBe(230);
  });

  it('is not let in by the end of a suspension', async () => {
    await host.panel
      .query(`update customers set contained_at = now(), contained_reason = 'Malware.', status = 'suspended',
      suspended_at = now(), suspended_reason = 'Unpaid.'`);
    await host.panel.query(`update customers set status = 'active', suspended_at = null, suspended_reason = null`);
    expect((await logIn('anna@example.com', '127.0.0.31')).reply?.code).toBe(530);
    await host.panel.query(`update customers set contained_at = null, contained_reason = null`);
  });
});
