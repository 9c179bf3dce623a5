// A certificate is uploaded in the panel and met on the wire; its key is told to nobody.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { KeyPair } from '../../src/ftp/index.js';
import { FtpWorker } from '../../src/ftp-runtime/worker.js';
import type { Policy, PolicyDraft } from '../../src/servers/policy.dto.js';
import type { ServerTls } from '../../src/servers/server-tls.dto.js';
import { portside, portsideJson } from '../support/command.js';
import { selfSignedPair } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { FtpClient } from '../support/ftp-client.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;
let support: PanelClient;
let worker: FtpWorker;
let pair: KeyPair;
const url = () => `/servers/${panel.scene.serverId}`;
const bodyOf = ({ cert, key }: KeyPair) => ({ certificate: cert, privateKey: key });
/** A line out of the middle of a key, by which it would be found anywhere. */
const lineOf = ({ key }: KeyPair) => key.split('\n')[1] ?? '';

beforeAll(async () => {
  panel = await startTestPanel();
  vi.stubEnv('DATABASE_URL', panel.database.url);
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  support = await PanelClient.signedIn(panel, 'support@portside.example');
  pair = await selfSignedPair(30, ['ftp.example']);
  await panel.db.query(`update servers set certificate_fingerprint = null, certificate_self_signed = null`);
  worker = await FtpWorker.start(
    {
      databaseUrl: undefined,
      ftpDatabaseUrl: panel.database.ftpUrl,
      drainMs: 0,
      ftp: { host: '127.0.0.1', port: 0, tlsPort: undefined },
      ftpWorkers: 1,
      minSystemUid: 1000,
      serverName: 'web-01',
      stagingKeyFile: undefined,
      tlsFiles: undefined,
      tlsFolder: undefined,
      uploadSync: 'none',
    },
    () => undefined,
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await worker.stop();
  await panel.stop();
});

async function shown(tlsVersion: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.3'): Promise<string | undefined> {
  const client = await FtpClient.connect({ port: worker.addresses.ftp.port });
  client.tlsVersion = tlsVersion;
  if ((await client.say('AUTH TLS')).code !== 234) return undefined;
  await client.startTls();
  const { fingerprint256 } = (client.socket as TLSSocket).getPeerCertificate();
  client.destroy();
  return fingerprint256;
}

const tlsNow = async () => (await support.get(`${url()}/tls`).expect(200)).body as ServerTls;

async function set(draft: PolicyDraft): Promise<Policy> {
  const { version } = (await admin.get(`${url()}/policy`).expect(200)).body as Policy;
  return (await admin.put(`${url()}/policy`, draft).set('If-Match', `"${version}"`).expect(201)).body as Policy;
}

describe('a certificate that is uploaded', () => {
  it('is described before it is kept, with what programs will complain of', async () => {
    await admin.put(`${url()}/policy`, { tls: 'required-login' }).expect(400);
    const other = await selfSignedPair(30, ['other.example']);
    const preview = await admin.post(`${url()}/certificate/preview`, bodyOf(other)).expect(200);
    expect(preview.body).toMatchObject({
      hosts: ['other.example'],
      warnings: [expect.stringContaining('It does not stand for ftp.example'), expect.stringContaining('Nobody but')],
    });
    expect(await tlsNow()).toMatchObject({
      uploaded: null,
      certificates: [],
      findings: [expect.stringContaining('Upload one, or name its files')],
    });
  });

  it('is refused with a sentence for each field', async () => {
    const expired = await selfSignedPair(-1, ['ftp.example']);
    const answer = await admin.put(`${url()}/certificate`, { certificate: expired.cert, privateKey: 'x' }).expect(400);
    expect(answer.body).toMatchObject({
      errors: [
        { field: 'certificate', detail: expect.stringContaining('expired') as string },
        { field: 'privateKey', detail: expect.stringContaining('no private key in PEM') as string },
      ],
    });
    const stranger = { certificate: pair.cert, privateKey: expired.key };
    const refused = await admin.put(`${url()}/certificate`, stranger).expect(400);
    expect(refused.body).toMatchObject({ errors: [{ field: 'privateKey' }] });
    expect(refused.text).not.toContain(lineOf(expired));
  });

  it('is what clients meet at once, and lets TLS be required', async () => {
    expect(await shown()).toBeUndefined();
    const answer = await admin.put(`${url()}/certificate`, bodyOf(pair)).expect(200);
    const { fingerprint } = answer.body as { fingerprint: string };
    expect(answer.body).toMatchObject({ hosts: ['ftp.example'], uploadedBy: 'admin@portside.example' });
    await eventually('clients meet it', async () => (await shown()) === fingerprint);
    await eventually('the server says so', async () => (await tlsNow()).certificates.length === 1);
    expect(await tlsNow()).toMatchObject({
      uploaded: { fingerprint, uploadedBy: 'admin@portside.example' },
      hostCoveredBy: fingerprint,
      certificates: [{ file: null, fingerprint, replaced: false }],
      findings: [expect.stringContaining('Nobody but the certificate itself')],
    });
    await set({ tls: 'required-login' });
  });

  it('is an admin’s to change', async () => {
    const refused = await support.put(`${url()}/certificate`, bodyOf(pair)).expect(403);
    expect(refused.body).toMatchObject({ detail: 'Your role does not allow this. Ask an admin.' });
    await support.post(`${url()}/certificate/preview`, bodyOf(pair)).expect(403);
    await support.delete(`${url()}/certificate`).expect(403);
  });

  it('stays while TLS is required and there is no other', async () => {
    const refused = await admin.delete(`${url()}/certificate`).expect(409);
    expect(refused.body).toMatchObject({ code: 'only-certificate' });
    await set({ tls: 'allowed' });
    await admin.delete(`${url()}/certificate`).expect(204);
    await eventually('TLS cannot begin any more', async () => (await shown()) === undefined);
    expect((await admin.delete(`${url()}/certificate`).expect(404)).text).toContain(
      'No certificate was uploaded for web-01',
    );
  });

  it('comes from the command line as well, and the same once more changes nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portside-certificate-'));
    const [cert, key] = [join(folder, 'fullchain.pem'), join(folder, 'privkey.pem')];
    await writeFile(cert, pair.cert);
    await writeFile(key, pair.key);
    const words = ['server', 'certificate', 'set', 'web-01', '--cert', cert, '--key', key];
    expect(await portsideJson([...words, '--dry-run'])).toMatchObject({ hosts: ['ftp.example'] });
    expect((await tlsNow()).uploaded).toBeNull();
    for (let time = 0; time < 2; time += 1) {
      const ran = await portside(words);
      expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('ftp.example') as string });
      expect(ran.stdout).not.toContain(lineOf(pair));
    }
    expect(await portside([...words.slice(0, -1), cert])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('This is a certificate. Give the private key here') as string,
    });
    expect(await portside(['server', 'certificate', 'set', 'web-01'])).toMatchObject({ code: 2 });
    await eventually('clients meet it', async () => (await shown()) !== undefined);
    await portside(['server', 'certificate', 'remove', 'web-01', '--yes']);
    expect((await tlsNow()).uploaded).toBeNull();
    await rm(folder, { recursive: true });
  });

  it('leaves a trace of each change, and its key nowhere', async () => {
    const { rows } = await panel.db.query<{ verb: string; text: string }>(
      `select verb, a::text as text from audit_events a where verb like 'server.certificate%' order by at`,
    );
    const [came, went] = ['server.certificate-uploaded', 'server.certificate-removed'];
    expect(rows.map(({ verb }) => verb)).toEqual([came, went, came, went]);
    expect(rows[0]?.text).toContain('ftp.example');
    const answers = [JSON.stringify(rows)];
    for (const path of [`${url()}/tls`, url(), '/servers', '/audit', '/audit/export', '/overview']) {
      answers.push((await admin.get(path)).text);
    }
    for (const text of answers) expect(text.includes(lineOf(pair)) || text.includes('PRIVATE KEY')).toBe(false);
  });
});

it('speaks nothing older than the policy says to who begins from now on, and again when it is taken back', async () => {
  await admin.put(`${url()}/certificate`, bodyOf(pair)).expect(200);
  await eventually('clients meet it', async () => (await shown('TLSv1.2')) !== undefined);
  const open = await FtpClient.connect({ port: worker.addresses.ftp.port });
  open.tlsVersion = 'TLSv1.2';
  await open.authTls();
  const strict = await set({ tlsMinimumVersion: 'TLSv1.3' });
  const answers = (version: 'TLSv1.2' | 'TLSv1.3') => shown(version).then(Boolean, (error: Error) => error.message);
  await eventually('the older is refused', async () => /protocol version/.test(String(await answers('TLSv1.2'))));
  expect(await answers('TLSv1.3')).toBe(true);
  expect(await open.code('NOOP')).toBe(200);
  expect(await tlsNow()).toMatchObject({ minimumVersion: 'TLSv1.3' });
  await admin.post(`${url()}/policies/${strict.version - 1}/restore`).expect(201);
  await eventually('the older is taken again', async () => (await answers('TLSv1.2')) === true);
  const ran = await portside(['server', 'policy', 'set', 'web-01', '--tls-oldest', 'TLSv1.3']);
  expect(ran.stdout).toMatch(/Oldest TLS\s+TLSv1\.3/);
  const refused = await admin.put(`${url()}/policy`, { tlsMinimumVersion: 'TLSv1' }).expect(400);
  expect(refused.body).toMatchObject({ field: 'tlsMinimumVersion' });
});
