// The certificate that was uploaded for a server, as its worker follows it and as clients see it; and who may read its key.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { KeyPair } from '../../src/ftp/index.js';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { asSuperuser, databaseUrl } from '../../src/launch/embedded-database.js';
import { selfSignedPair } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { FtpClient } from '../support/ftp-client.js';
import { FtpHost, password } from '../support/ftp-host.js';

let host: FtpHost;
let folder: string;
let file: KeyPair;

beforeAll(async () => {
  host = await FtpHost.create();
  await host.addAccount({ login: 'anna@example.com' });
  folder = await mkdtemp(join(tmpdir(), 'portside-uploaded-'));
  file = await selfSignedPair(10, ['ftp.example', 'file.example']);
  await writeFile(join(folder, 'site.crt'), file.cert);
  await writeFile(join(folder, 'site.key'), file.key);
});
afterAll(async () => {
  await host.dispose();
  await rm(folder, { recursive: true });
});

const filesOf = () => ({ tlsFiles: { cert: join(folder, 'site.crt'), key: join(folder, 'site.key') } });

async function upload({ cert, key }: KeyPair, serverId = host.serverId): Promise<void> {
  await host.panel.query(
    `insert into uploaded_certificates (server_id, chain, private_key, uploaded_by) values ($1, $2, $3, 'test')
     on conflict (server_id) do update set chain = excluded.chain, private_key = excluded.private_key`,
    [serverId, cert, key],
  );
}

const remove = () => host.panel.query('delete from uploaded_certificates');

async function shown(worker: FtpWorker, serverName?: string): Promise<string | undefined> {
  const client = await FtpClient.connect({ port: worker.addresses.ftp.port, ...(serverName && { serverName }) });
  const auth = await client.say('AUTH TLS');
  if (auth.code !== 234) return `${auth.code}`;
  await client.startTls();
  const { subjectaltname } = (client.socket as TLSSocket).getPeerCertificate();
  client.destroy();
  return subjectaltname;
}

interface Written {
  readonly problem: string | null;
  readonly certificates: readonly { readonly file: string | null; readonly replaced: boolean }[];
}

const written = () =>
  host.one<Written>('select certificate_problem as problem, certificates from servers where id = $1', [host.serverId]);

it('is shown at once to who names no host or one it covers, before that of the files, which comes back after it', async () => {
  const worker = await host.startWorker(filesOf());
  expect(await shown(worker)).toBe('DNS:ftp.example, DNS:file.example');
  await upload(await selfSignedPair(10, ['ftp.example', '*.sites.example']));
  const uploadedNames = 'DNS:ftp.example, DNS:*.sites.example';
  await eventually('it is shown', async () => (await shown(worker)) === uploadedNames);
  expect(await shown(worker, 'ftp.example')).toBe(uploadedNames);
  expect(await shown(worker, 'a.sites.example')).toBe(uploadedNames);
  expect(await shown(worker, 'file.example')).toBe('DNS:ftp.example, DNS:file.example');
  await eventually('both are written down', async () => (await written()).certificates.length === 2);
  expect((await written()).certificates).toMatchObject([
    { file: null, replaced: false },
    { file: join(folder, 'site.crt'), replaced: false },
  ]);

  await upload(await selfSignedPair(10, ['*.example']));
  await eventually('its wildcard counts as much', async () => (await shown(worker, 'ftp.example')) === 'DNS:*.example');
  expect(await shown(worker, 'file.example')).toBe('DNS:*.example');
  await eventually('the file is replaced', async () => (await written()).certificates[1]?.replaced === true);

  await remove();
  await eventually('that of the files is back', async () => /DNS:file/.test((await shown(worker)) ?? ''));
  await worker.stop();
});

it('stays when the next one cannot serve, which is said, and open sessions resume through it all', async () => {
  const good = await selfSignedPair(10, ['good.example']);
  await upload(good);
  const worker = await host.startWorker(filesOf());
  await host.changePolicy({ tls_session_reuse: 'require' });
  const open = await FtpClient.connect({ port: worker.addresses.ftp.port });
  await open.authTls();
  await open.logIn('anna@example.com', password);
  for (const [bad, words] of [
    [{ cert: good.cert, key: (await selfSignedPair()).key }, /^The uploaded key: the key does not belong/],
    [{ cert: 'hello', key: good.key }, /^The uploaded certificate: holds no PEM certificate/],
    [await selfSignedPair(-1, ['good.example']), /^The uploaded certificate: the certificate expired/],
  ] as const) {
    await upload(bad);
    await eventually('the server row says why', async () => words.test((await written()).problem ?? ''));
    expect(await shown(worker)).toBe('DNS:good.example');
  }
  await remove();
  await eventually('nothing is left to say', async () => (await written()).problem === null);
  expect((await open.fetch('NLST')).final.code).toBe(226);
  await worker.stop();
});

it('is enough by itself, and without it TLS cannot begin', async () => {
  const worker = await host.startWorker();
  expect(await shown(worker)).toBe('431');
  await upload(await selfSignedPair(10, ['only.example']));
  await eventually('it is shown', async () => (await shown(worker)) === 'DNS:only.example');
  await remove();
  await eventually('it is gone', async () => (await shown(worker)) === '431');
  await worker.stop();
});

it('is read by the login of its own server, or the one that servers share, and written by neither', async () => {
  const { access } = inject('testPostgres');
  const own = `own_${randomBytes(4).toString('hex')}`;
  const { id } = await host.one<{ id: string }>(
    `insert into servers (name, host, ftp_port, database_login) values ('web-02', 'two.example', 21, $1) returning id`,
    [own],
  );
  await upload(await selfSignedPair());
  await upload(await selfSignedPair(), id);
  await asSuperuser(access, (client) => client.query(`create role ${own} login password 'p'`));
  const client = new pg.Client(
    databaseUrl(access, { login: own, password: 'p' }, new pg.Client(host.database.url).database),
  );
  try {
    await host.panel.query('select grant_ftp_process($1)', [own]);
    await client.connect();
    const seen = 'select server_id as id from uploaded_certificates';
    expect((await client.query(seen)).rows).toEqual([{ id }]);
    expect((await host.asFtpProcess(seen)).rows).toEqual([{ id: host.serverId }]);
    expect((await host.panel.query(seen)).rows).toHaveLength(2);
    for (const statement of [
      `update uploaded_certificates set private_key = 'mine'`,
      'delete from uploaded_certificates',
      `insert into uploaded_certificates values ('${id}', 'mine', 'mine', 'me')`,
    ]) {
      await expect(client.query(statement)).rejects.toThrow('permission denied');
    }
  } finally {
    await client.end();
    await host.panel.query('select revoke_ftp_process($1)', [own]);
    await asSuperuser(access, (superuser) => superuser.query(`drop role ${own}`));
    await remove();
  }
});
