import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { eventually } from '../support/eventually.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { FtpHost, password } from '../support/ftp-host.js';

let host: FtpHost;
let worker: FtpWorker;

beforeAll(async () => {
  host = await FtpHost.create();
  worker = await host.startWorker();
});

afterAll(() => host.dispose());

async function logIn(login: string, secret = password) {
  const client = await host.connect(worker);
  const reply = await client.logIn(login, secret);
  return { client, reply, words: said(reply) };
}

const attemptOf = (login: string) =>
  eventually('the attempt is written', async () => {
    const { rows } = await host.panel.query<{ outcome: string; account_id: string | null }>(
      'select outcome, account_id, customer_id from login_attempts where name = $1 order by at desc',
      [login],
    );
    return rows[0];
  });

/** Of `password`, at a cost so low that 64 logins meet at the limit and not at the hash. */
const cheapHash = '$2b$04$gFCzHdM6BGLeg3w4iCn.NO6mvIT0cSqpjPjXB413r.IuC7nqpSMG2';

/** As the processes have written them down; those who came before must be written. */
function sessionsOpen(): Promise<number> {
  return eventually('every session is written', async () => {
    const { open } = await host.one<{ open: number }>(
      `select count(*)::integer as open from ftp_sessions where customer_id = $1 and closed_at is null and logged_in_at is not null`,
      [host.customerId],
    );
    return open;
  });
}

describe('a login', () => {
  it('succeeds with the right password and is written down', async () => {
    const id = await host.addAccount({ login: 'anna@example.com' });
    const { reply } = await logIn('anna@example.com');
    expect(reply.code).toBe(230);
    expect(await attemptOf('anna@example.com')).toEqual({
      outcome: 'accepted',
      account_id: id,
      customer_id: host.customerId,
    });
  });

  it('takes the login in any case', async () => {
    await host.addAccount({ login: 'bert@example.com' });
    expect((await logIn('Bert@Example.COM')).reply.code).toBe(230);
  });

  it('takes a password that PHP hashed ($2y$)', async () => {
    const id = await host.addAccount({ login: 'php@example.com' });
    await host.panel.query(
      `update ftp_accounts set password_hash = regexp_replace(password_hash, '^\\$2.\\$', '$2y$') where id = $1`,
      [id],
    );
    const { hash } = await host.one<{ hash: string }>('select password_hash as hash from ftp_accounts where id = $1', [
      id,
    ]);
    expect(hash).toMatch(/^\$2y\$/);
    expect((await logIn('php@example.com')).reply.code).toBe(230);
  });

  it('answers a wrong password and an unknown login with the same words', async () => {
    const id = await host.addAccount({ login: 'carl@example.com' });
    const wrong = await logIn('carl@example.com', 'guessed');
    const unknown = await logIn('nobody@example.com');
    expect(wrong.reply.code).toBe(530);
    expect(unknown.words).toBe(wrong.words);
    expect(await attemptOf('carl@example.com')).toMatchObject({ outcome: 'wrong-login-or-password', account_id: id });
    expect(await attemptOf('nobody@example.com')).toMatchObject({ account_id: null });
  });

  it('does not know an account of another server', async () => {
    const { id: other } = await host.one<{ id: string }>(
      `insert into servers (name, host, ftp_port) values ('web-02', 'h', 21) returning id`,
    );
    const { id: webRoot } = await host.one<{ id: string }>(
      `insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid)
       values ($1, $2, 'elsewhere.example', '/srv/elsewhere', 2001, 2001) returning id`,
      [host.customerId, other],
    );
    await host.addAccount({ login: 'a@elsewhere.example', web_root_id: webRoot });
    expect((await logIn('a@elsewhere.example')).reply.code).toBe(530);
  });

  it.each([
    ['disabled', { status: 'disabled' }, /disabled/],
    ['expired', { expires_at: new Date(Date.now() - 1000) }, /expired/],
    ['network-not-allowed', { allowed_networks: ['203.0.113.0/24'] }, /network/],
  ])('tells why it refuses (%s) only to who knows the password', async (outcome, columns, words) => {
    const login = `${outcome}@example.com`;
    await host.addAccount({ login, ...columns });
    const refused = await logIn(login);
    expect(refused.reply.code).toBe(530);
    expect(refused.words).toMatch(words);
    expect(await attemptOf(login)).toMatchObject({ outcome });
    expect((await logIn(login, 'guessed')).words).not.toMatch(words);
  });

  it('is bound to the names and the way of uploading that its row says', async () => {
    await host.addAccount({
      login: 'ruled@example.com',
      hidden_names: ['.git'],
      refused_names: ['*.php'],
      upload_mode: 'direct',
    });
    const { client } = await logIn('ruled@example.com');
    expect((await client.store('STOR x.php', 'x')).code).toBe(553);
    expect(await client.code('MKD .git')).toBe(553);
    expect((await client.store('STOR page.html', 'old content')).code).toBe(226);
    const data = await client.passive();
    await client.say('STOR page.html');
    data.write('new');
    await eventually('the file itself is written before the upload is whole', async () =>
      (await readFile(join(host.folder, 'page.html'), 'utf8')).startsWith('new'),
    );
    data.end();
    expect((await client.reply())?.code).toBe(226);
    await host.panel.query(`update ftp_accounts set refused_names = '{}' where login = 'ruled@example.com'`);
    expect(said(await client.reply())).toMatch(
      /^421 The folder, the permissions or the names of this FTP account were changed/,
    );
  });

  it('is refused while the customer is suspended', async () => {
    const { id: customer } = await host.one<{ id: string }>(
      `insert into customers (name, plan_id, status, suspended_at)
       select 'Sam', id, 'suspended', now() from plans returning id`,
    );
    const { id: webRoot } = await host.one<{ id: string }>(
      `insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid)
       values ($1, $2, 'sam.example', '/srv/sam', 2001, 2001) returning id`,
      [customer, host.serverId],
    );
    await host.addAccount({ login: 'a@sam.example', customer_id: customer, web_root_id: webRoot });
    expect((await logIn('a@sam.example')).words).toMatch(/suspended/);
  });

  describe('into a web root that was written into the database by hand', () => {
    const webRoot = async (domain: string, columns: { path: string; uid?: number; customer?: string }) => {
      const { path, uid = 2001, customer = host.customerId } = columns;
      const { id } = await host.one<{ id: string }>(
        `insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid)
         values ($1, $2, $3, $4, $5, 2001) returning id`,
        [customer, host.serverId, domain, path, uid],
      );
      await host.addAccount({ login: `a@${domain}`, customer_id: customer, web_root_id: id });
      return id;
    };
    const otherCustomer = async () => {
      const { id } = await host.one<{ id: string }>(
        `insert into customers (name, plan_id) select 'Olga', id from plans returning id`,
      );
      return id;
    };

    it.each([
      { what: 'of the system', domain: 'system.example', path: '/etc/nginx', reason: 'belongs to the system' },
      {
        what: 'with a path that hides what it is',
        domain: 'hidden.example',
        path: '/srv//../etc',
        reason: 'without "."',
      },
      { what: 'with a path written otherwise', domain: 'doubled.example', path: '/srv//x', reason: 'the path plainly' },
    ])('is refused where that is $what', async ({ domain, path, reason }) => {
      await webRoot(domain, { path });
      const refused = await logIn(`a@${domain}`);
      expect(refused.words).toBe("530 The account's folder may not be served by FTP; ask your provider.");
      expect(await attemptOf(`a@${domain}`)).toMatchObject({ outcome: 'home-refused' });
      expect(host.events).toContainEqual({
        level: 'error',
        event: 'login.home-refused',
        fields: expect.objectContaining({ path, reason: expect.stringContaining(reason) as string }) as object,
      });
    });

    it("is refused where it holds another customer's or lies in one", async () => {
      const customer = await otherCustomer();
      await webRoot('around.example', { path: join(host.folder, 'inner'), customer });
      expect((await logIn('a@around.example')).words).toMatch(/^530 .*may not be served/);
      await host.addAccount({ login: 'outer@example.com' });
      expect((await logIn('outer@example.com')).words).toMatch(/^530 .*may not be served/);
      await host.panel.query(`delete from ftp_accounts where login = 'a@around.example'`);
      await host.panel.query(`delete from web_roots where domain = 'around.example'`);
      expect((await logIn('outer@example.com')).reply.code).toBe(230);
    });

    it('is refused where its files belong to a user of the system', async () => {
      await webRoot('low.example', { path: join(host.folder, 'low'), uid: 33 });
      expect((await logIn('a@low.example')).words).toMatch(/^530 The account's folder cannot be opened/);
      expect(await attemptOf('a@low.example')).toMatchObject({ outcome: 'home-unavailable' });
      expect(JSON.stringify(host.events)).toContain('File work never runs under the system id 33');
    });
  });

  it('is refused beyond the session limit, also when another process holds the sessions', async () => {
    await host.addAccount({ login: 'limited@example.com', max_sessions: 1 });
    const second = await host.startWorker();
    expect((await logIn('limited@example.com')).reply.code).toBe(230);
    expect((await logIn('limited@example.com')).words).toMatch(/as many sessions/);
    await eventually('the first process has written its session', async () => {
      const { open } = await host.one<{ open: number }>(
        `select count(*)::integer as open from ftp_sessions where login = 'limited@example.com' and closed_at is null`,
      );
      return open === 1;
    });
    const elsewhere = await host.connect(second);
    expect(said(await elsewhere.logIn('limited@example.com', password))).toMatch(/as many sessions/);
  });

  it.each([
    ['account', 'as many sessions open as it may'],
    ['plan', 'as many sessions'],
  ])('keeps to the limit of the %s when 64 come at the same moment through two processes', async (whose, words) => {
    const login = `raced-${whose}@example.com`;
    const password_hash = cheapHash;
    await host.addAccount({ login, password_hash, max_sessions: whose === 'account' ? 5 : null });
    await host.addAccount({ login: `also-${login}`, password_hash });
    const most = whose === 'plan' ? 5 + (await sessionsOpen()) : null;
    await host.panel.query(`update plans set max_sessions = $1 where id = $2`, [most, host.planId]);
    const workers = [worker, await host.startWorker()] as const;
    const clients = await Promise.all(Array.from({ length: 64 }, (_, at) => host.connect(workers[at % 2] ?? worker)));
    const names = whose === 'plan' ? [login, `also-${login}`] : [login];
    const replies = await Promise.all(
      clients.map((client, at) => client.logIn(names[at % names.length] ?? login, password)),
    );
    await host.panel.query(`update plans set max_sessions = null where id = $1`, [host.planId]);
    expect(replies.filter(({ code }) => code === 230)).toHaveLength(5);
    expect(new Set(replies.filter(({ code }) => code !== 230).map(said))).toEqual(
      new Set([expect.stringContaining(words)]),
    );
    for (const client of clients) client.socket.destroy();
    await eventually('the five are written as gone', async () => {
      const { gone } = await host.one<{ gone: number }>(
        `select count(*)::integer as gone from ftp_sessions where login like $1 and closed_at is not null`,
        [`%raced-${whose}@%`],
      );
      return gone === 5;
    });
  });

  describe('that has a place and comes to nothing', () => {
    const getsIn = (through: FtpWorker, login: string) =>
      eventually('somebody else has the place', async () => {
        const client = await host.connect(through);
        return (await client.logIn(login, password)).code === 230;
      });

    it('leaves it to the next in another process at once', async () => {
      const login = 'one-place@example.com';
      await host.addAccount({ login, password_hash: cheapHash, max_sessions: 1, folder: '/comes-later' });
      const second = await host.startWorker();
      expect((await logIn(login)).words).toMatch(/folder cannot be opened/);
      await mkdir(join(host.folder, 'comes-later'));
      await getsIn(second, login);
    });

    it('leaves it also where its session was ended meanwhile', async () => {
      const login = 'ended-meanwhile@example.com';
      await host.addAccount({ login, password_hash: cheapHash, max_sessions: 1 });
      const second = await host.startWorker();
      const turn = `hashtextextended('${host.customerId}', 7061006)`;
      await host.panel.query(`select pg_advisory_lock(${turn})`);
      const client = await FtpClient.connect({ port: worker.addresses.ftp.port, from: '127.0.0.77' });
      const reply = client.logIn(login, password);
      await eventually('it asks for a place', async () => {
        const { asking } = await host.one<{ asking: number }>(
          `select count(*)::integer as asking from pg_locks where locktype = 'advisory' and not granted`,
        );
        return asking === 1;
      });
      await host.panel.query(
        `insert into bans (client_network, reason, created_by) values ('127.0.0.77', 'Guessed.', 'test')`,
      );
      expect((await reply).code).toBe(421);
      await host.panel.query(`select pg_advisory_unlock(${turn})`);
      await getsIn(second, login);
    });

    it('may take it again itself', async () => {
      const login = 'tries-again@example.com';
      await host.addAccount({ login, password_hash: cheapHash, max_sessions: 1, folder: '/not-yet' });
      const second = await host.startWorker();
      const { client, words } = await logIn(login);
      expect(words).toMatch(/folder cannot be opened/);
      await mkdir(join(host.folder, 'not-yet'));
      expect((await client.logIn(login, password)).code).toBe(230);
      const late = await host.connect(second);
      expect(said(await late.logIn(login, password))).toMatch(/as many sessions/);
    });
  });

  it('takes a name of any bytes for an unknown one and writes it escaped', async () => {
    const { reply } = await logIn('a\\b\x01@example.com');
    expect(reply.code).toBe(530);
    expect(await attemptOf('a\\\\b\\x01@example.com')).toMatchObject({ outcome: 'wrong-login-or-password' });
  });

  it('reaches a database login that cannot change accounts or policies or read panel users', async () => {
    const denied = { code: '42501' };
    await expect(host.asFtpProcess(`update ftp_accounts set status = 'enabled'`)).rejects.toMatchObject(denied);
    await expect(host.asFtpProcess('select * from panel_users')).rejects.toMatchObject(denied);
    await expect(host.asFtpProcess('delete from server_policies')).rejects.toMatchObject(denied);
  });
});
