// Accounts that came from another panel with their hashes: the old password works, and from then on it is kept as bcrypt.
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '../../src/auth/password.js';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { eventually } from '../support/eventually.js';
import { FtpHost } from '../support/ftp-host.js';

const secret = 'Hello world!';
/** Of `secret`, by glibc's crypt(3) and by PHP's password_hash(). */
const hashes = {
  'MD5-crypt': '$1$xxxxxxxx$aP6c6SePnVvPRkZHMzAN81',
  'SHA-256-crypt': '$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5',
  'SHA-512-crypt':
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
  'bcrypt by PHP': '$2y$10$5oEeRREXtpgRbFmtK98KSuas701y8k2KQsrMkaIuxHMFUG1zhNmcG',
};

let host: FtpHost;
let worker: FtpWorker;

beforeAll(async () => {
  host = await FtpHost.create();
  worker = await host.startWorker();
});
afterAll(() => host.dispose());

interface Stored {
  readonly hash: string;
  readonly previous: string | null;
  readonly revision: number;
  readonly changed_at: string;
}

const stored = (id: string) =>
  host.one<Stored>(
    `select password_hash as hash, previous_password_hash as previous, revision, password_changed_at::text as changed_at
       from ftp_accounts where id = $1`,
    [id],
  );

const renewed = (id: string) =>
  eventually('the hash is one of bcrypt', async () => {
    const now = await stored(id);
    return now.hash.startsWith('$2b$') ? now : undefined;
  });

async function logIn(login: string, password = secret) {
  const client = await host.connect(worker);
  return { client, code: (await client.logIn(login, password)).code };
}

let count = 0;
async function imported(hash: string) {
  count += 1;
  const login = `imported${count}@example.com`;
  return { login, id: await host.addAccount({ login, password_hash: hash }) };
}

describe.each(Object.entries(hashes))('an account imported with a hash of %s', (_scheme, hash) => {
  it('logs in with its password only; the hash becomes one of bcrypt and everything else stays', async () => {
    const { login, id } = await imported(hash);
    const before = await stored(id);
    expect((await logIn(login, 'Hello World!')).code).toBe(530);
    expect(await stored(id)).toEqual(before);
    const first = await logIn(login);
    expect(first.code).toBe(230);
    const after = await renewed(id);
    expect(await verifyPassword(secret, after.hash)).toBe(true);
    expect({ ...after, hash: '' }).toEqual({ ...before, hash: '' });
    expect((await logIn(login)).code).toBe(230);
    expect((await logIn(login, 'Hello World!')).code).toBe(530);
    expect(await stored(id)).toEqual(after);
    expect(await first.client.code('NOOP')).toBe(200);
  });
});

it('agrees with the openssl of this machine', async () => {
  const made = spawnSync('openssl', ['passwd', '-6', '-stdin'], { input: `${secret}\n`, encoding: 'utf8' });
  const hash = made.status === 0 ? made.stdout.trim() : hashes['SHA-512-crypt'];
  const { login, id } = await imported(hash);
  expect((await logIn(login)).code).toBe(230);
  await renewed(id);
});

it('lets in everybody who logs in at the same moment, and keeps one hash', async () => {
  const { login, id } = await imported(hashes['SHA-512-crypt']);
  const logins = await Promise.all(Array.from({ length: 8 }, () => logIn(login)));
  expect(logins.map(({ code }) => code)).toEqual(Array.from({ length: 8 }, () => 230));
  const { hash } = await renewed(id);
  expect((await logIn(login)).code).toBe(230);
  for (const { client } of logins) expect(await client.code('NOOP')).toBe(200);
  expect((await stored(id)).hash).toBe(hash);
});

it('ends the session when the password is really changed afterwards', async () => {
  const { login, id } = await imported(hashes['SHA-256-crypt']);
  const { client } = await logIn(login);
  await renewed(id);
  await host.panel.query('update ftp_accounts set password_hash = $2, password_changed_at = now() where id = $1', [
    id,
    await hashPassword('another horse battery'),
  ]);
  await eventually('the session has ended', async () => (client.socket.closed ? true : undefined));
});

describe('an FTP process', () => {
  const renew = (id: string, old: string, fresh: string) =>
    host.asFtpProcess(`select renew_password_hash('${id}', '${old}', '${fresh}') as done`);
  const fresh = `$2b$10$${'x'.repeat(53)}`;

  it('replaces no hash of bcrypt, none that is not there any more, and none by anything but bcrypt', async () => {
    const own = await hashPassword(secret);
    const { id } = await imported(own);
    expect((await renew(id, own, fresh)).rows).toEqual([{ done: false }]);
    const { id: old } = await imported(hashes['MD5-crypt']);
    expect((await renew(old, hashes['SHA-256-crypt'], fresh)).rows).toEqual([{ done: false }]);
    expect((await renew(old, hashes['MD5-crypt'], hashes['SHA-256-crypt'])).rows).toEqual([{ done: false }]);
    expect((await stored(old)).hash).toBe(hashes['MD5-crypt']);
    expect((await renew(old, hashes['MD5-crypt'], fresh)).rows).toEqual([{ done: true }]);
  });

  it('still cannot write accounts', async () => {
    await expect(host.asFtpProcess(`update ftp_accounts set password_hash = '${fresh}'`)).rejects.toThrow(
      /permission denied/,
    );
  });
});
