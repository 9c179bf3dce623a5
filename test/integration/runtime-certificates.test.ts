// The folder with more certificates, as a serving worker follows it and as clients see it.
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { KeyPair } from '../../src/ftp/index.js';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { selfSignedPair } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { FtpClient } from '../support/ftp-client.js';
import { FtpHost, password } from '../support/ftp-host.js';

let host: FtpHost;
let folder: string;
beforeAll(async () => {
  host = await FtpHost.create();
  await host.addAccount({ login: 'anna@example.com' });
});
afterAll(() => host.dispose());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portside-certificates-'));
  await mkdir(join(folder, 'more'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, { cert, key }: KeyPair, ending = 'crt'): Promise<void> {
  for (const [file, content] of [
    [`${name}.key`, key],
    [`${name}.${ending}`, cert],
  ] as const) {
    await writeFile(join(folder, `new-${file}.tmp`), content);
    await rename(join(folder, `new-${file}.tmp`), join(folder, 'more', file));
  }
}

async function serve(main?: KeyPair): Promise<FtpWorker> {
  const files = { cert: join(folder, 'main.crt'), key: join(folder, 'main.key') };
  if (main !== undefined) await writeFile(files.cert, main.cert);
  if (main !== undefined) await writeFile(files.key, main.key);
  return host.startWorker({ tlsFiles: main && files, tlsFolder: join(folder, 'more') });
}

async function secured(worker: FtpWorker, serverName?: string): Promise<FtpClient> {
  const client = await FtpClient.connect({ port: worker.addresses.ftp.port, ...(serverName && { serverName }) });
  expect((await client.authTls()).code).toBe(234);
  return client;
}

async function shown(worker: FtpWorker, serverName?: string): Promise<string | undefined> {
  const client = await secured(worker, serverName);
  const { subjectaltname } = (client.socket as TLSSocket).getPeerCertificate();
  client.destroy();
  return subjectaltname;
}

const reasons = () =>
  host.events.filter(({ event }) => event === 'certificate.not-taken').map((note) => note.fields.reason);

async function problem(): Promise<string | null> {
  const sql = 'select certificate_problem as problem from servers where id = $1';
  return (await host.one<{ problem: string | null }>(sql, [host.serverId])).problem;
}

it('offers every good pair of the folder by its names, and says which are not good', async () => {
  await put('a', await selfSignedPair(10, ['ftp.anna.example']));
  await put('b', await selfSignedPair(10, ['*.berta.example']), 'pem');
  await put('c', { key: (await selfSignedPair()).key, cert: (await selfSignedPair()).cert });
  await writeFile(join(folder, 'more', 'd.crt'), 'hello');
  await writeFile(join(folder, 'more', 'README'), 'not a certificate');
  const worker = await serve(await selfSignedPair(10, ['server.example']));
  expect(await shown(worker, 'ftp.anna.example')).toBe('DNS:ftp.anna.example');
  expect(await shown(worker, 'x.berta.example')).toBe('DNS:*.berta.example');
  expect(await shown(worker, 'x.example')).toBe('DNS:server.example');
  expect(await shown(worker)).toBe('DNS:server.example');
  expect(reasons()).toEqual([
    'c.key: the key does not belong to the certificate in c.crt.',
    expect.stringMatching(/^d\.key: .*d\.key cannot be read \(ENOENT\)/),
  ]);
  await worker.stop();
});

it('takes pairs that are added or renewed, keeps those that break, drops those that go; open sessions resume', async () => {
  const worker = await serve(await selfSignedPair(10, ['server.example']));
  await host.changePolicy({ tls_session_reuse: 'require' });
  const open = await secured(worker);
  await open.logIn('anna@example.com', password);
  open.resumes = undefined;
  await eventually('resumption is required', async () => (await open.fetch('NLST')).final.code === 522);
  open.resumes = 'control';

  await put('a', await selfSignedPair(10, ['one.anna.example']));
  await eventually('it is taken', async () => (await shown(worker, 'one.anna.example')) === 'DNS:one.anna.example');
  const renewed = await selfSignedPair(10, ['two.anna.example']);
  await put('a', renewed);
  await eventually('it is renewed', async () => (await shown(worker, 'two.anna.example')) === 'DNS:two.anna.example');
  expect((await open.fetch('NLST')).final.code).toBe(226);

  for (const bad of [await selfSignedPair(-1, ['two.anna.example']), { key: 'hello', cert: renewed.cert }]) {
    const before = reasons().length;
    await put('a', bad);
    await eventually('it is not taken', () => reasons().length > before);
    expect(await shown(worker, 'two.anna.example')).toBe('DNS:two.anna.example');
    await eventually('the server row says why', async () => (await problem()) === reasons().at(-1));
  }
  await rm(join(folder, 'more', 'a.key'));
  await eventually('half of it is missed', () => /a\.key cannot be read/.test(String(reasons().at(-1))));
  expect(await shown(worker, 'two.anna.example')).toBe('DNS:two.anna.example');
  await rm(join(folder, 'more', 'a.crt'));
  await eventually('it is dropped', async () => (await shown(worker, 'two.anna.example')) === 'DNS:server.example');
  await eventually('nothing is left to say', async () => (await problem()) === null);
  expect((await open.fetch('NLST')).final.code).toBe(226);
  await worker.stop();
});

it('is enough by itself, and expired certificates serve at the start', async () => {
  await put('a', await selfSignedPair(-1, ['a.example']));
  await put('b', await selfSignedPair(10, ['b.example']));
  const worker = await serve();
  expect([await shown(worker), await shown(worker, 'b.example')]).toEqual(['DNS:a.example', 'DNS:b.example']);
  expect(host.events.find(({ event }) => event === 'certificate.not-valid')?.fields.reason).toMatch(
    /^a\.crt: the certificate expired on/,
  );
  await eventually('the server row says so', async () => /^a\.crt: .*expired/.test((await problem()) ?? ''));
  await worker.stop();
});

it('leaves a trace of each certificate that clients were shown, and of when the one in use ends', async () => {
  await host.panel.query('delete from server_certificates');
  const seen = `select count(*)::integer as many, count(distinct fingerprint)::integer as different from server_certificates`;
  const ends = `select certificate_valid_until as until from servers`;
  await put('a', await selfSignedPair(10, ['a.example']));
  const worker = await serve();
  await eventually('the first is written', async () => (await host.one<{ many: number }>(seen)).many === 1);
  await put('a', await selfSignedPair(20, ['a.example']));
  await eventually('the next is written', async () => (await host.one<{ many: number }>(seen)).many === 2);
  expect(await host.one(seen)).toEqual({ many: 2, different: 2 });
  const days = async () => {
    const { until } = await host.one<{ until: Date | null }>(ends);
    return Math.round(((until?.getTime() ?? 0) - Date.now()) / 86_400_000);
  };
  await eventually('its end is known', async () => (await days()) === 20);
  await worker.stop();
});

it('is refused at the start when it cannot be read', async () => {
  await expect(host.startWorker({ tlsFolder: '/nowhere' })).rejects.toThrow(
    'TLS_CERT_DIR: /nowhere cannot be read (ENOENT)',
  );
});
