// A site moved from one server to another: two FTP processes of two servers on one database, and the panel between them.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FtpWorker } from '../../src/ftp-runtime/worker.js';
import type { NoticeList } from '../../src/notices/notices.dto.js';
import { startPanel } from '../../src/panel.js';
import type { MovePreview, SiteMoves } from '../../src/site-moves/site-moves.dto.js';
import { portside, portsideJson } from '../support/command.js';
import { eventually } from '../support/eventually.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { PanelClient, password } from '../support/panel.js';
import { ServedPanel } from '../support/served-panel.js';

const wrongWords = '530 The login or the password is wrong.';

let served: ServedPanel;
let admin: PanelClient;
let anna: PanelClient;
/** A server with a process and one without. */
let target: { id: string; worker: FtpWorker; folder: string };
let silentId: string;
let login: string;

beforeAll(async () => {
  served = await ServedPanel.start();
  login = `web@${served.panel.scene.anna.domain}`;
  admin = await PanelClient.signedIn(served.panel, 'admin@portside.example');
  anna = await PanelClient.signedIn(served.panel, 'anna@portside.example');
  await writeFile(join(served.folder, 'index.html'), 'hello');
  served.own();
  const id = await addServer('web-02', 'two.example');
  silentId = await addServer('web-03', 'three.example');
  const folder = join(served.top, 'copied');
  target = { id, folder, worker: await startWorker('web-02') };
});
afterAll(async () => {
  await target.worker.stop();
  await served.stop();
});

async function addServer(name: string, host: string): Promise<string> {
  const id = randomUUID();
  await served.panel.db.query(`insert into servers (id, name, host, ftp_port) values ($1, $2, $3, 2122)`, [
    id,
    name,
    host,
  ]);
  await served.panel.db.query(
    `insert into server_policies (server_id, version, verbs, tls, passive_first_port, passive_last_port,
       active_connect_timeout_ms, data_wait_ms, stall_timeout_ms, idle_timeout_ms, created_by)
     values ($1, 1, '{"PORT":"deny","EPRT":"deny","PASV":"allow","EPSV":"allow"}', 'allowed', 30400, 30409,
       10000, 20000, 60000, 300000, 'seed')`,
    [id],
  );
  return id;
}

function startWorker(serverName: string): Promise<FtpWorker> {
  return FtpWorker.start(
    {
      databaseUrl: undefined,
      ftpDatabaseUrl: served.panel.database.ftpUrl,
      drainMs: 0,
      ftp: { host: '127.0.0.1', port: 0, tlsPort: undefined },
      ftpWorkers: 1,
      minSystemUid: Math.min(1000, served.owner.uid, served.owner.gid),
      serverName,
      stagingKeyFile: undefined,
      tlsFiles: undefined,
      tlsFolder: undefined,
      uploadSync: 'none',
    },
    () => undefined,
  );
}

const moveOf = () => `/web-roots/${served.panel.scene.anna.webRootId}/move`;
const look = async () => (await admin.get(moveOf()).expect(200)).body as SiteMoves;
const there = () => ({ serverId: target.id, path: target.folder });
const preview = async (to: object) => (await admin.post(`${moveOf()}/preview`, to).expect(200)).body as MovePreview;

async function checked(): Promise<SiteMoves['check']> {
  await admin.post(`${moveOf()}/check`, there()).expect(200);
  return eventually('both have counted', async () => {
    const { check } = await look();
    return check?.verdict === 'counting' ? undefined : check;
  });
}

/** What the new server says to a password. */
async function logInThere(secret = password): Promise<string> {
  const client = await FtpClient.connect({ port: target.worker.addresses.ftp.port });
  const answer = said(await client.logIn(login, secret));
  client.socket.destroy();
  return answer;
}

async function wrongHere(): Promise<string> {
  const { client } = await served.logIn('nobody@anna.example');
  const words = said(await client.logIn(login, 'guessed'));
  client.socket.destroy();
  return words;
}

describe('before a site moves', () => {
  it('an admin reads what goes along and what changes, and support may not', async () => {
    const { client, answer } = await served.logIn(login);
    expect(answer).toMatch(/^230/);
    const seen = await eventually('the session is written', async () => {
      const found = await preview(there());
      return found.openSessions === 1 ? found : undefined;
    });
    client.socket.destroy();
    expect(seen).toMatchObject({
      domain: 'anna.example',
      from: { server: { name: 'web-01' }, host: 'ftp.example', ftpPort: 2121, preset: 'active-and-passive' },
      to: {
        server: { name: 'web-02' },
        host: 'two.example',
        ftpPort: 2122,
        preset: 'passive-only',
        path: target.folder,
      },
      accounts: [{ login, folder: '/' }],
      clashes: [],
    });
    expect(seen.copyCommand).toContain(`root@ftp.example:${served.folder}/ ${target.folder}/`);
    const support = await PanelClient.signedIn(served.panel, 'support@portside.example');
    for (const path of ['', '/preview', '/check']) await support.post(`${moveOf()}${path}`, there()).expect(403);
    await support.get(moveOf()).expect(200);
    await anna.get(moveOf()).expect(403);
  });

  it('every clash is named with its cure, and nothing moves', async () => {
    const { ben } = served.panel.scene;
    await served.panel.db.query(
      `insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid)
       values ($1, $2, 'taken.example', '/srv/taken', 2002, 2002)`,
      [ben.customerId, target.id],
    );
    await served.panel.db.query(
      `update ftp_accounts set verb_rules = '{"PASV":"deny","EPSV":"deny"}' where login = $1`,
      [login],
    );
    const taken = { serverId: target.id, path: '/srv/taken/inside', systemUid: 3 };
    const { clashes } = await preview(taken);
    expect(clashes.map(({ field }) => field)).toEqual(['path', 'systemUid', 'serverId']);
    expect(clashes[0]?.detail).toMatch(/lies inside the web root of taken.example; choose/);
    expect(clashes[2]?.detail).toContain(login);
    await admin.post(moveOf(), { ...taken, despiteDifferences: true }).expect(409);
    await served.panel.db.query(`update ftp_accounts set verb_rules = '{}' where login = $1`, [login]);
    const here = await preview({ serverId: served.panel.scene.serverId });
    expect(here.clashes).toEqual([{ field: 'serverId', detail: 'anna.example lies on web-01 already.' }]);
    expect((await look()).server.name).toBe('web-01');
  });

  it('the new server says that the folder is not there, then what it lacks, then that all is there', async () => {
    expect(await checked()).toMatchObject({
      verdict: 'unusable',
      after: { state: 'refused', refusal: `There is no folder ${target.folder} on this server; make it first.` },
    });
    await mkdir(target.folder);
    served.own();
    expect(await checked()).toMatchObject({
      verdict: 'differs',
      before: { bytes: 5, files: 1 },
      after: { bytes: 0, files: 0 },
      ownerFits: true,
    });
    const refused = await admin.post(moveOf(), there());
    expect(refused.body).toMatchObject({ status: 409, code: 'copy-differs' });
    await writeFile(join(target.folder, 'index.html'), 'hello');
    served.own();
    expect(await checked()).toMatchObject({ verdict: 'same', before: { bytes: 5 }, after: { bytes: 5, files: 1 } });
  });

  it('a server that does not answer is waited for, and named', async () => {
    await admin.post(`${moveOf()}/check`, { serverId: silentId }).expect(200);
    const { check } = await look();
    expect(check).toMatchObject({ verdict: 'counting', after: { server: { name: 'web-03' }, state: 'silent' } });
  });
});

describe('a new server that falls silent in the middle', () => {
  it('is named, and the site stays where it is with its sessions and logins', async () => {
    const worker = await startWorker('web-03');
    const to = { serverId: silentId, path: target.folder };
    await admin.post(`${moveOf()}/check`, to).expect(200);
    await eventually('both have counted', async () => (await look()).check?.verdict === 'same');
    const { client, answer } = await served.logIn(login);
    expect(answer).toMatch(/^230/);
    await worker.stop();
    const silent = await admin.post(moveOf(), to);
    expect(silent.body).toMatchObject({ status: 504, code: 'server-silent' });
    expect((silent.body as { detail: string }).detail).toContain('The server web-03 has not answered');
    expect(await look()).toMatchObject({ server: { name: 'web-01' }, formerServers: [] });
    expect(await client.code('NOOP')).toBe(200);
    client.socket.destroy();
    const audit = await admin.get('/audit?verb=web-root.moved').expect(200);
    expect((audit.body as { items: object[] }).items).toEqual([]);
  });
});

describe('a site that moves', () => {
  it('takes its logins along: the old server ends sessions and tells the right password where to go', async () => {
    const { client: inside, answer } = await served.logIn(login);
    expect(answer).toMatch(/^230/);
    expect(await logInThere()).toBe(wrongWords);
    await checked();
    const { revision } = await preview(there());
    const seen = (tag: number) => admin.post(moveOf(), there()).set('If-Match', `"${tag}"`);
    expect((await seen(revision + 1)).status).toBe(412);
    const moved = (await seen(revision).expect(200)).body as SiteMoves;
    expect(moved).toMatchObject({ server: { name: 'web-02' }, host: 'two.example' });
    expect(moved.formerServers).toMatchObject([{ server: { name: 'web-01' }, path: served.folder, loginCount: 0 }]);

    expect(said(await inside.reply())).toMatch(/^421 This FTP account has moved.*connect to two\.example port 2122/);
    expect((await served.logIn(login)).answer).toBe(
      '530 This FTP account has moved; connect to two.example port 2122 and log in there as before.',
    );
    expect(await wrongHere()).toBe(wrongWords);
    expect(await logInThere()).toMatch(/^230/);
    await eventually('the new server has counted once more', async () => (await look()).check?.verdict === 'same');
  });

  it('is in the audit log with before and after, and the customer sees who still uses the old address', async () => {
    const audit = await admin.get('/audit?verb=web-root.moved').expect(200);
    expect((audit.body as { items: object[] }).items).toMatchObject([
      {
        subject: 'anna.example',
        before: { server: 'web-01', path: served.folder },
        after: { server: 'web-02', path: target.folder, accounts: [login], endedSessions: 1, files: 'same' },
      },
    ]);
    const { accountId } = served.panel.scene.anna;
    await eventually('it is told', async () => {
      const refused = (await anna.get(`/accounts/${accountId}/refused-logins`).expect(200)).body as {
        items: { reason: string; serverName: string }[];
      };
      return refused.items.find(({ reason }) => reason === 'moved')?.serverName === 'web-01';
    });
    expect((await look()).formerServers[0]).toMatchObject({ loginCount: 1 });
  });

  it('is a notice for its customer while a program still goes to the old server, until it is seen on the new one', async () => {
    const notices = async (client = anna) => ((await client.get('/notices').expect(200)).body as NoticeList).items;
    expect((await served.logIn(login)).answer).toMatch(/^530 This FTP account has moved/);
    const [notice] = await eventually('it is told', async () => {
      const items = await notices();
      return items.length > 0 ? items : undefined;
    });
    expect(notice).toMatchObject({
      ...{ login, serverName: 'web-01', use: 'former-server', clientAddress: '127.0.0.1', program: null },
      sentence: 'A program at 127.0.0.1 still connects to ftp.example, and anna.example has moved to another server.',
      cure: 'Change the host there to two.example, port 2122; login and password stay the same.',
    });
    expect(await notices(await PanelClient.signedIn(served.panel, 'ben@portside.example'))).toEqual([]);
    expect(await logInThere()).toMatch(/^230/);
    await eventually('it is told no more', async () => (await notices()).length === 0);
  });

  it('is told of for thirty days only, and a suspended customer hears of the suspension first', async () => {
    const { customerId } = served.panel.scene.anna;
    await admin.post(`/customers/${customerId}/suspend`, { reason: 'Unpaid.' }).expect(200);
    expect((await served.logIn(login)).answer).toMatch(/^530 The customer .* was suspended/);
    await admin.post(`/customers/${customerId}/unsuspend`).expect(200);
    await served.panel.db.query(
      `update site_moves set moved_at = now() - interval '30 days', announced_until = now() - interval '1 second'`,
    );
    expect((await served.logIn(login)).answer).toBe(wrongWords);
    expect((await look()).formerServers).toEqual([]);
  });

  it('may go back, and then no server sends its own clients away', async () => {
    await served.panel.db.query(`update site_moves set announced_until = now() + interval '1 day'`);
    const back = { serverId: served.panel.scene.serverId, path: served.folder, despiteDifferences: true };
    const moved = (await admin.post(moveOf(), back).expect(200)).body as SiteMoves;
    expect(moved.formerServers.map(({ server }) => server.name)).toEqual(['web-02']);
    expect((await served.logIn(login)).answer).toMatch(/^230/);
    expect(await logInThere()).toMatch(/^530 This FTP account has moved; connect to ftp\.example port 2121/);
  });
});

describe('portside web-root move', () => {
  beforeAll(() => vi.stubEnv('DATABASE_URL', served.panel.database.url));
  afterAll(() => vi.unstubAllEnvs());

  const words = () => ['web-root', 'move', 'anna.example', '--server', 'web-02', '--path', target.folder];

  it('says what would move and asks, with what both servers counted', async () => {
    const dry = await portsideJson<MovePreview>([...words(), '--dry-run']);
    expect(dry).toMatchObject({ to: { server: { name: 'web-02' } }, clashes: [] });
    const asked = await portside(words());
    expect(asked.code).not.toBe(0);
    expect(asked.stderr).toMatch(
      /web-01: 1 files and folders, 5 bytes \(counted\)\nweb-02: 1 files and folders, 5 bytes/,
    );
    expect((await look()).server.name).toBe('web-01');
  });

  it('moves', async () => {
    const ran = await portside([...words(), '--yes']);
    expect(ran.stdout).toContain('anna.example lies on web-02 now: two.example port 2122.');
    expect(await logInThere()).toMatch(/^230/);
  });

  it('makes the old server one whose removal leaves programs without an answer, which the panel and the command say', async () => {
    const { announcedUntil } = (await look()).formerServers[0] ?? { announcedUntil: '' };
    const removal = await admin.get(`/servers/${served.panel.scene.serverId}/removal`).expect(200);
    expect(removal.body).toMatchObject({ movedSites: 1, movedToldUntil: announcedUntil });
    const asked = await portside(['server', 'remove', 'web-01']);
    expect(asked.stderr).toContain(
      `Until ${announcedUntil} it was to tell the programs of 1 site that was moved away the new address; nobody else does.`,
    );
    const other = await admin.get(`/servers/${silentId}/removal`).expect(200);
    expect(other.body).toMatchObject({ movedSites: 0, movedToldUntil: null });
  });
});

describe('housekeeping', () => {
  it('forgets a move once nobody is told of it any more, and no other', async () => {
    const { db, scene } = served.panel;
    const left = async () =>
      (await db.query<{ from: string }>('select from_server_id as from from site_moves')).rows.map(({ from }) => from);
    await db.query('delete from site_moves where from_server_id <> $1', [scene.serverId]);
    await db.query(
      `insert into site_moves select web_root_id, $1, from_path, from_system_uid, from_system_gid, moved_by,
         now() - interval '30 days', now() - interval '1 second' from site_moves`,
      [silentId],
    );
    expect(await left()).toHaveLength(2);
    const panel = await startPanel({
      ...{ databaseUrl: served.panel.database.url, http: { host: '127.0.0.1', port: 0 } },
      ...{ logLevel: 'silent', minSystemUid: 1000, sessionSecret: undefined },
    });
    await eventually('it has been there', async () => (await left()).length === 1);
    await panel.stop();
    expect(await left()).toEqual([scene.serverId]);
  });
});
