// Servers come and go in the panel, with a database login of their own; what an admin sets of sessions and certificates
// is looked at on the wire.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { asSuperuser } from '../../src/launch/embedded-database.js';
import type { AddedServer } from '../../src/servers/server-fleet.dto.js';
import type { Policy, PolicyDraft } from '../../src/servers/policy.dto.js';
import type { Server } from '../../src/servers/servers.dto.js';
import { selfSignedPair } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;
let support: PanelClient;
let folder: string;
const workers: FtpWorker[] = [];

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  support = await PanelClient.signedIn(panel, 'support@portside.example');
  folder = await mkdtemp(join(tmpdir(), 'portside-servers-'));
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await panel.stop();
  await rm(folder, { recursive: true });
});

async function startWorker(serverName: string, ftpDatabaseUrl: string, tls = false): Promise<FtpWorker> {
  const worker = await FtpWorker.start(
    {
      databaseUrl: undefined,
      ftpDatabaseUrl,
      drainMs: 0,
      ftp: { host: '127.0.0.1', port: 0, tlsPort: undefined },
      ftpWorkers: 1,
      minSystemUid: 1000,
      serverName,
      stagingKeyFile: undefined,
      tlsFiles: tls ? { cert: join(folder, 'site.crt'), key: join(folder, 'site.key') } : undefined,
      tlsFolder: undefined,
      uploadSync: 'none',
    },
    () => undefined,
  );
  workers.push(worker);
  return worker;
}

const serverNow = async (id: string) => (await admin.get(`/servers/${id}`).expect(200)).body as Server;

describe('a server', () => {
  let added: AddedServer;
  const settings = () => new Map(added.environment.split('\n').map((line) => line.split(/=(.*)/s) as [string, string]));
  const login = () => new URL((settings().get('FTP_DATABASE_URL') ?? '').replace('@/', '@localhost/')).username;

  it('is added with the file for its machine, and is awaited until it starts', async () => {
    const answer = await admin.post('/servers', { name: 'web-07', host: 'ftp7.example', ftpPort: 21 }).expect(201);
    added = answer.body as AddedServer;
    expect(added).toMatchObject({ name: 'web-07', state: 'awaited', policy: { version: 1, tls: 'required-data' } });
    expect([...settings().keys()].slice(1, 7)).toEqual([
      'ROLES',
      'SERVER_NAME',
      'PUBLIC_HOST',
      'FTP_HOST',
      'FTP_PORT',
      'FTP_DATABASE_URL',
    ]);
    expect(added.warning).toContain('a PostgreSQL that both reach');
    expect(added.sql).toContain(`select grant_ftp_process('${login()}');`);
    const again = await admin.post('/servers', { name: 'web-07', host: 'x.example', ftpPort: 21 }).expect(409);
    expect(again.body).toMatchObject({ code: 'server-name-taken', field: 'name' });
  });

  it('is nobody else’s to add or remove', async () => {
    const wish = { name: 'web-08', host: 'ftp8.example', ftpPort: 21 };
    const refused = await support.post('/servers', wish).expect(403);
    expect(refused.body).toMatchObject({ detail: 'Your role does not allow this. Ask an admin.' });
    await support.delete(`/servers/${added.id}`).expect(403);
    await support.get(`/servers/${added.id}/removal`).expect(200);
  });

  it('leaves its password in no record', async () => {
    const { rows } = await panel.db.query<{ text: string }>(`select a::text as text from audit_events a`);
    const password = decodeURIComponent(/:([^:@]+)@/.exec(settings().get('FTP_DATABASE_URL') ?? '')?.[1] ?? '');
    expect(password.length).toBeGreaterThan(20);
    expect(rows.some(({ text }) => text.includes('server.added'))).toBe(true);
    expect(rows.filter(({ text }) => text.includes(password))).toEqual([]);
  });

  it('starts with that file once the owner of the database has run the statements', async () => {
    const { access } = inject('testPostgres');
    const name = new pg.Client(panel.database.url).database;
    const client = new pg.Client({ ...access, user: access.superuser, database: name });
    await client.connect();
    await client.query(added.sql ?? '');
    await client.end();
    const worker = await startWorker('web-07', settings().get('FTP_DATABASE_URL') ?? '');
    expect(await serverNow(added.id)).toMatchObject({ state: 'up' });
    const running = await admin.delete(`/servers/${added.id}`).expect(409);
    expect(running.body).toMatchObject({ code: 'server-in-use' });
    expect(running.text).toContain('Stop them first');
    await worker.stop();
    expect(await serverNow(added.id)).toMatchObject({ state: 'down' });
  });

  it('says before it is removed what would go, and takes the rights from its login', async () => {
    const dry = await admin.get(`/servers/${added.id}/removal`).expect(200);
    expect(dry.body).toMatchObject({
      webRoots: 0,
      policies: 1,
      refusal: null,
      databaseLogin: { name: login(), removable: false },
    });
    const own = new pg.Client(settings().get('FTP_DATABASE_URL'));
    await own.connect();
    await own.query('select from servers');
    await admin.delete(`/servers/${added.id}`).expect(204);
    await admin.get(`/servers/${added.id}`).expect(404);
    await expect(own.query('select from servers')).rejects.toThrow('permission denied');
    await own.end();
    const { access } = inject('testPostgres');
    await asSuperuser(access, (client) => client.query(`drop role ${login()}`));
    const { rows } = await panel.db.query(`select before from audit_events where verb = 'server.removed'`);
    expect(rows).toMatchObject([{ before: { name: 'web-07', databaseLogin: login() } }]);
  });

  it('stays while web roots lie on it, and says how many', async () => {
    const url = `/servers/${panel.scene.serverId}`;
    const sentence = '2 websites lie on web-01, and 2 FTP accounts use them. Move or delete these first.';
    expect((await admin.get(`${url}/removal`).expect(200)).body).toMatchObject({
      webRoots: 2,
      accounts: 2,
      customers: 2,
      domains: ['anna.example', 'ben.example'],
      databaseLogin: null,
      refusal: sentence,
    });
    expect((await admin.delete(url).expect(409)).body).toMatchObject({ code: 'server-in-use', detail: sentence });
    await admin.get(url).expect(200);
  });
});

describe('a running server', () => {
  let worker: FtpWorker;
  const url = () => `/servers/${panel.scene.serverId}`;
  const greeting = async (from = '127.0.0.1') =>
    said((await FtpClient.connect({ port: worker.addresses.ftp.port, from })).greeting);

  async function set(draft: PolicyDraft): Promise<void> {
    const { version } = (await admin.get(`${url()}/policy`).expect(200)).body as Policy;
    await admin.put(`${url()}/policy`, draft).set('If-Match', `"${version}"`).expect(201);
  }

  it('shows the certificate that it uses, and what clients will complain of', async () => {
    expect((await support.get(`${url()}/tls`).expect(200)).body).toMatchObject({ certificates: [], tls: 'allowed' });
    const { cert, key } = await selfSignedPair(10, ['ftp.example', '*.sites.example']);
    await writeFile(join(folder, 'site.crt'), cert);
    await writeFile(join(folder, 'site.key'), key);
    worker = await startWorker('web-01', panel.database.ftpUrl, true);
    const shown = async () => (await support.get(`${url()}/tls`).expect(200)).body as { certificates: unknown[] };
    await eventually('the certificate is written down', async () => (await shown()).certificates.length === 1);
    expect(await shown()).toMatchObject({
      host: 'ftp.example',
      hostCoveredBy: expect.stringMatching(/^([0-9A-F]{2}:){31}/) as string,
      uploaded: null,
      minimumVersion: 'TLSv1.2',
      problem: null,
      certificates: [
        {
          hosts: ['ftp.example', '*.sites.example'],
          selfSigned: true,
          file: join(folder, 'site.crt'),
        },
      ],
      findings: [expect.stringContaining('Nobody but the certificate itself')],
    });
    expect(JSON.stringify(await shown())).not.toContain('PRIVATE');
    await admin.patch(url(), { host: 'other.example' }).expect(200);
    expect(await shown()).toMatchObject({
      hostCoveredBy: null,
      findings: [expect.stringContaining('No certificate stands for other.example'), expect.any(String)],
    });
  });

  it('greets with the words of the page at once', async () => {
    expect(await greeting()).toBe('220 Portside FTP server ready.');
    await set({ greeting: 'Host Example, customers only.' });
    await eventually('the words are there', async () => (await greeting()) === '220 Host Example, customers only.');
    await set({ greeting: null });
    await eventually('its own are back', async () => (await greeting()) === '220 Portside FTP server ready.');
  });

  it('takes no more sessions from an address, and in all, than the page says', async () => {
    await set({ maxSessionsPerAddress: 1 });
    await eventually('the bound holds', async () => {
      const held = await FtpClient.connect({ port: worker.addresses.ftp.port, from: '127.0.0.31' });
      const second = await greeting('127.0.0.31');
      held.destroy();
      return second.startsWith('421 Sessions from your address are limited to 1');
    });
    await set({ maxSessionsPerAddress: null, maxSessions: 1 });
    await eventually('the other bound holds', async () => {
      const held = await FtpClient.connect({ port: worker.addresses.ftp.port, from: '127.0.0.32' });
      const second = await greeting('127.0.0.33');
      held.destroy();
      return second.startsWith('421 Sessions on this server are limited to 1');
    });
    await set({ maxSessions: null });
  });

  it('keeps names that its logins do not see or may not make, each once, by the rules of an account', async () => {
    await set({ hiddenNames: ['.git', '.git'], refusedNames: ['*.php'] });
    const kept = await admin.get(`${url()}/policy`).expect(200);
    expect(kept.body).toMatchObject({ hiddenNames: ['.git'], refusedNames: ['*.php'] });
    const wrong = await admin.put(`${url()}/policy`, { refusedNames: ['a/b'] }).expect(400);
    expect(wrong.body).toMatchObject({
      errors: [{ field: 'refusedNames', detail: 'a/b: Begin a path with a slash: /a/b.' }],
    });
  });

  it('refuses bounds that contradict each other, and words of two lines', async () => {
    const contradiction = await admin.put(`${url()}/policy`, { maxSessions: 5, maxSessionsPerAddress: 6 }).expect(400);
    expect(contradiction.body).toMatchObject({ errors: [{ field: 'maxSessionsPerAddress' }] });
    const twoLines = await admin.put(`${url()}/policy`, { greeting: 'one\r\ntwo' }).expect(400);
    expect(twoLines.body).toMatchObject({ errors: [{ field: 'greeting' }] });
  });

  it('requires no TLS where a running server has no certificate', async () => {
    const name = await panel.db.query<{ id: string }>(
      `update servers set certificate_fingerprint = null, certificate_self_signed = null where id = $1 returning id`,
      [panel.scene.serverId],
    );
    expect(name.rowCount).toBe(1);
    const refused = await admin.put(`${url()}/policy`, { tls: 'required-login' }).expect(400);
    expect(refused.body).toMatchObject({ errors: [{ field: 'tls' }] });
    expect(refused.text).toContain('no certificate');
  });
});
