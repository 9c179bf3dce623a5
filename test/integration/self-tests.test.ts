// Self-tests of two servers on one machine, through the panel and both servers' own processes.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../src/auth/password.js';
import { makeProbeLogin } from '../../src/ftp-runtime/probe-logins.js';
import { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { type Panel, startPanel } from '../../src/panel.js';
import type { SelfTest } from '../../src/self-tests/self-tests.dto.js';
import { selfSignedPair, testPolicy } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { FtpHost } from '../support/ftp-host.js';
import { PanelClient, password } from '../support/panel.js';

let host: FtpHost;
let folder: string;
let worker: FtpWorker;
let second: FtpWorker | undefined;
let secondId: string;
const panels: Panel[] = [];
let admin: PanelClient;

/** Starts a panel; the first is the one that is asked. */
async function addPanel(): Promise<Panel> {
  const panel = await startPanel({
    databaseUrl: host.database.url,
    http: { host: '127.0.0.1', port: 0 },
    logLevel: 'silent',
    minSystemUid: 1000,
    sessionSecret: undefined,
  });
  panels.push(panel);
  return panel;
}

async function addSecondServer(): Promise<string> {
  const { lastPort } = testPolicy().passive;
  const { id } = await host.one<{ id: string }>(
    `insert into servers (name, host, ftp_port) values ('web-02', '127.0.0.1', 1) returning id`,
  );
  await host.panel.query(
    `insert into server_policies (server_id, version, verbs, tls, passive_first_port, passive_last_port,
       active_connect_timeout_ms, data_wait_ms, stall_timeout_ms, idle_timeout_ms, created_by)
     select $1, 1, verbs, tls, $2, $3, 5000, 5000, 60000, 300000, 'test' from server_policies where server_id = $4 and version = 1`,
    [id, lastPort - 9, lastPort, host.serverId],
  );
  return id;
}

/** A process of web-02, which holds its passive ports by itself. */
async function startSecond(): Promise<FtpWorker> {
  second = await FtpWorker.start(
    {
      databaseUrl: undefined,
      ftpDatabaseUrl: host.database.ftpUrl,
      drainMs: 0,
      ftp: { host: '127.0.0.1', port: 0, tlsPort: undefined },
      ftpWorkers: 1,
      minSystemUid: 1000,
      serverName: 'web-02',
      stagingKeyFile: undefined,
      tlsFiles: undefined,
      tlsFolder: undefined,
      uploadSync: 'none',
    },
    () => undefined,
  );
  return second;
}

const portOf = (of: FtpWorker) => of.addresses.ftp.port;

beforeAll(async () => {
  host = await FtpHost.create();
  folder = await mkdtemp(join(tmpdir(), 'portside-self-tests-'));
  const files = { cert: join(folder, 'main.crt'), key: join(folder, 'main.key') };
  const pair = await selfSignedPair(60);
  await writeFile(files.cert, pair.cert);
  await writeFile(files.key, pair.key);
  const { firstPort } = testPolicy().passive;
  await host.changePolicy({
    passive_last_port: firstPort + 99,
    tls: 'required-data',
    tls_session_reuse: 'require',
  });
  secondId = await addSecondServer();
  worker = await host.startWorker({ tlsFiles: files });
  const point = `update servers set host = '127.0.0.1', ftp_port = $2 where id = $1`;
  await host.panel.query(point, [host.serverId, portOf(worker)]);
  await host.panel.query(point, [secondId, portOf(await startSecond())]);
  await host.panel.query(`insert into panel_users (email, password_hash, role) values ('a@b.example', $1, 'admin')`, [
    await hashPassword(password),
  ]);
  const panel = await addPanel();
  admin = await PanelClient.signedIn({ url: panel.url } as Parameters<typeof PanelClient.signedIn>[0], 'a@b.example');
});

afterAll(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  await second?.stop();
  await host.dispose();
  await rm(folder, { recursive: true, force: true });
});

const testsOf = async (serverId: string) =>
  ((await admin.get(`/servers/${serverId}/self-tests`).expect(200)).body as { items: SelfTest[] }).items;

/** The newest test that meets this and has ended. */
const ended = (what: string, meets: (test: SelfTest) => boolean) =>
  eventually(
    what,
    async () => (await testsOf(host.serverId)).find((test) => test.finishedAt !== null && meets(test)) ?? false,
    25_000,
  );

/** Asks for a test and gives it when it has ended. */
async function test(): Promise<SelfTest> {
  const begun = (await admin.post(`/servers/${host.serverId}/self-tests`).expect(202)).body as SelfTest;
  return ended('the test has ended', ({ id }) => id === begun.id);
}

/** Waits until the tests that a change brings about by itself are over, so that the next one is ours. */
const settled = (version: number) =>
  ended(`version ${version} was tested`, ({ policyVersion }) => policyVersion === version);

const outcomes = ({ views }: SelfTest) =>
  Object.fromEntries(
    views.map(({ fromServerName, steps }) => {
      const { control, tls, verbs } = steps ?? {};
      const words = [control, tls, verbs?.PORT, verbs?.EPRT, verbs?.PASV, verbs?.EPSV].map((step) => step?.outcome);
      return [fromServerName, words.join(' ')];
    }),
  );

describe('a self-test', () => {
  it('sees all four verbs work from the server itself and from another one, and is begun by itself at first', async () => {
    const found = await ended('the first test came by itself', ({ reason }) => reason === 'schedule');
    expect(outcomes(found)).toEqual({
      'web-01': 'worked worked worked worked worked worked',
      'web-02': 'worked worked worked worked worked worked',
    });
    expect(found).toMatchObject({
      outcome: 'worked',
      sentence: 'Every way that the policy allows works, seen from web-01, web-02.',
      askedBy: 'Portside',
    });
    expect(found.views[0]?.steps?.verbs.EPSV.sentence).toMatch(/^A listing came to 127\.0\.0\.1:\d+, encrypted\.$/);
    expect(found.views[0]?.steps?.tls.sentence).toMatch(/^TLS 1\.3; no authority vouches for the certificate/);
  });

  it('is no customer: it leaves no login attempt, no data connection and no login that could be used again', async () => {
    await test();
    for (const table of ['login_attempts', 'data_connections', 'transfers', 'probe_logins']) {
      expect(await host.one(`select count(*)::integer as rows from ${table}`)).toEqual({ rows: 0 });
    }
    const { rows } = await host.panel.query(`select arguments, result from server_tasks where kind = 'probe-server'`);
    expect(JSON.stringify(rows)).not.toMatch(/portside-probe|PASS /);
  });

  it('after a policy change names the public address that leads nowhere, and what works without it', async () => {
    const version = await host.changePolicy({ public_ipv4: '192.0.2.1' });
    const found = await settled(version);
    expect(found.reason).toBe('policy');
    expect(found.outcome).toBe('failed');
    expect(outcomes(found)).toEqual({
      'web-01': 'worked worked worked worked failed worked',
      'web-02': 'worked worked worked worked failed worked',
    });
    const { control, verbs } = found.views[1]?.steps ?? {};
    expect(control?.sentence).toMatch(
      /^192\.0\.2\.1:\d+ could not be reached .+ A server greets at 127\.0\.0\.1:\d+\.$/,
    );
    expect(verbs?.PASV.verdict).toBe('no-one-came');
    expect(verbs?.PASV.sentence).toMatch(
      /^The server told the client to come to 192\.0\.2\.1:\d+, which did not work: .+\. Check the public address, and that/,
    );
    expect(found.sentence).toMatch(
      /^Seen from web-02, PASV did not work\. The server told the client to come to 192\.0\.2\.1:/,
    );
  });

  it('does not call a refused mode a failure, and quotes the refusal', async () => {
    const version = await host.changePolicy({
      public_ipv4: null,
      verbs: { PORT: 'deny', EPRT: 'deny', PASV: 'allow', EPSV: 'allow' },
    });
    const found = await settled(version);
    expect(outcomes(found)['web-02']).toBe('worked worked not-allowed not-allowed worked worked');
    expect(found.outcome).toBe('worked');
    expect(found.views[1]?.steps?.verbs.PORT.sentence).toBe(
      'Active mode is switched off on this server; use passive mode (EPSV or PASV).',
    );
  });

  it('runs without TLS where the policy switches it off', async () => {
    const found = await settled(
      await host.changePolicy({ tls: 'off', verbs: { PORT: 'allow', EPRT: 'allow', PASV: 'allow', EPSV: 'allow' } }),
    );
    expect(outcomes(found)['web-01']).toBe('worked not-allowed worked worked worked worked');
    expect(found.views[0]?.steps?.verbs.PASV.sentence).toMatch(/, in the clear\.$/);
  });

  it('looks again when the certificate changes, and only once with several panels', async () => {
    await addPanel();
    await addPanel();
    const before = (await testsOf(host.serverId)).length;
    await host.panel.query(`update servers set certificate_fingerprint = 'AB:CD' where id = $1`, [host.serverId]);
    await ended('the new certificate was tested', ({ reason }) => reason === 'certificate');
    // The others have looked at least once more by the time that a later test is over.
    await test();
    const reasons = (await testsOf(host.serverId)).slice(0, -before).map(({ reason }) => reason);
    expect(reasons.sort()).toEqual(['asked', 'certificate']);
  });

  it('says when nobody can look, and when only the server itself can, and does not reach its own address', async () => {
    await second?.stop();
    await host.panel.query(`update servers set ftp_port = 1 where id = $1`, [host.serverId]);
    const alone = await test();
    expect(alone.outcome).toBe('unclear');
    expect(alone.sentence).toMatch(
      /^Seen from web-01, the control connection did not work\. 127\.0\.0\.1:1 could not be reached \(refused\)\. A server behind NAT/,
    );
    expect(outcomes(alone)).toEqual({ 'web-01': 'failed not-tested not-tested not-tested not-tested not-tested' });
    await worker.stop();
    expect(await test()).toMatchObject({
      outcome: 'failed',
      sentence: 'No FTP process of any server is up, so nobody could look.',
      views: [],
    });
  });
});

describe('a login for a probe', () => {
  it('is good once, at one server, for a minute, and sees an empty folder that it cannot change', async () => {
    await host.changePolicy({ tls: 'allowed' });
    const here = await host.startWorker();
    const pool = new pg.Pool({ connectionString: host.database.ftpUrl, max: 1 });
    const made = async () => {
      const { name, password: secret } = await makeProbeLogin(pool, host.serverId);
      return [name, secret.reveal()] as const;
    };
    const tried = async ([name, secret]: readonly [string, string]) => {
      const client = await host.connect(here);
      return { client, code: (await client.logIn(name, secret)).code };
    };
    try {
      const login = await made();
      const { client, code } = await tried(login);
      expect(code).toBe(230);
      expect((await client.fetch('MLSD')).data.toString()).not.toMatch(/type=(file|dir);/);
      expect(await client.code('PWD')).toBe(257);
      expect(await client.code('MKD new')).toBe(550);
      expect((await client.store('STOR file', 'x')).code).toBe(550);
      expect((await tried(login)).code).toBe(530);
      const late = await made();
      await host.panel.query(`update probe_logins set expires_at = now() - interval '1 second'`);
      expect((await tried(late)).code).toBe(530);
      const elsewhere = await made();
      await host.panel.query(`update probe_logins set server_id = $1`, [secondId]);
      expect((await tried(elsewhere)).code).toBe(530);
      const [name] = await made();
      expect((await tried([name, 'guessed'])).code).toBe(530);
      expect((await tried(['portside-probe-', 'guessed'])).code).toBe(530);
    } finally {
      await pool.end();
      await here.stop();
    }
  });
});
