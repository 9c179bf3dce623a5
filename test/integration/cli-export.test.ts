// `portside export`: what one installation holds stands in another after an import, and passwords work there as before.
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../src/cli/run.js';
import { portside, portsideJson } from '../support/command.js';
import { FtpHost } from '../support/ftp-host.js';
import { PanelClient, password, startTestPanel, type TestPanel } from '../support/panel.js';
import { answerTasks } from '../support/server-answers.js';

let panel: TestPanel;
let admin: PanelClient;
/** The other installation: a server of the same name, and no customer. */
let host: FtpHost;
let folder: string;
let answers: { stop(): Promise<void> };

type Line = Record<string, unknown> & { kind: string; ref: string };

const other = 'another horse battery';

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  answers = answerTasks(panel, 'check-web-root', { ok: true });
  host = await FtpHost.create();
  await host.panel.query('delete from web_roots');
  await host.panel.query('delete from customers');
  await host.panel.query('delete from plans');
  folder = await mkdtemp(join(tmpdir(), 'portside-export-'));
  use(panel.database.url);
  await furnish();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await answers.stop();
  await panel.stop();
  await host.dispose();
  await rm(folder, { recursive: true, force: true });
});

const use = (url: string): void => void vi.stubEnv('DATABASE_URL', url);

async function made(path: string, body: object): Promise<string> {
  return ((await admin.post(path, body).expect(201)).body as { id: string }).id;
}

/** One of everything that can be set. */
async function furnish(): Promise<void> {
  const planId = await made('/plans', {
    ...{ name: 'Éverything', maxFtpAccounts: 7, quotaBytes: 9_007_199_254_740_000, quotaFiles: 5000, maxSessions: 9 },
    ...{ bandwidthDownBytes: 5_000_000, bandwidthUpBytes: 4_000_000, features: ['limits', 'modes'] },
  });
  await admin.put(`/plans/${planId}/modes`, { verbs: { PORT: 'deny' } }).expect(200);
  const clara = await made('/customers', { name: 'Clara "C" Ünal', planId, externalRef: 'WHMCS-1042' });
  await admin.patch(`/customers/${clara}`, { twoStepRequired: true }).expect(200);
  const { uid, gid } = host.owner;
  const place = { serverId: panel.scene.serverId, systemUid: uid, systemGid: gid };
  const webRootId = await made('/web-roots', {
    ...{ ...place, customerId: clara, domain: 'clara.example', path: host.folder, umask: 0o027 },
  });
  await made('/accounts', { webRootId, name: 'web', password: other });
  const full = await made('/accounts', {
    ...{ webRootId, name: 'full', password: other, folder: '/a folder', access: 'upload-only', quotaBytes: 1_000_000 },
    ...{ quotaFiles: 40, maxSessions: 3, bandwidthDownBytes: 3000, bandwidthUpBytes: 2000, uploadMode: 'direct' },
    ...{ hiddenNames: ['*.php', '/private/*'], refusedNames: ['*.exe'], onlyOwnFiles: true, note: 'For “Ö”\nline two' },
    ...{ allowedNetworks: ['203.0.113.7', '2001:db8::/32'], expiresAt: '2031-02-03T04:05:06.789Z' },
  });
  const verbs = { PORT: 'allow', EPRT: 'deny', PASV: 'inherit', EPSV: 'allow' };
  await admin.put(`/accounts/${full}/modes`, { verbs, clearTextAllowed: true }).expect(200);
  const gone = await made('/accounts', { webRootId, name: 'gone', password: other, expiresAt: '2020-01-01T00:00:00Z' });
  await admin.post(`/accounts/${gone}/disable`).expect(200);
  const dora = await made('/customers', { name: 'Dora', planId });
  await admin.post(`/customers/${dora}/suspend`, { reason: 'Unpaid since May.' }).expect(200);
  const emil = await made('/customers', { name: 'Emil', planId });
  await admin.post(`/customers/${emil}/contain`, { reason: 'Sends mail.' }).expect(200);
  // What no form can make, and what another panel brought.
  await panel.db.query(`update ftp_accounts set permissions = '{list,upload,rename}' where login = 'web@ben.example'`);
  const imported = { kind: 'account', ref: 'old-7', webRoot: `portside-${panel.scene.anna.webRootId}`, name: 'old' };
  await portside(['import', '-'], { stdin: JSON.stringify({ ...imported, passwordHash: sha512 }) });
}

const sha512 = '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1';

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

async function exported(...options: string[]): Promise<string> {
  const ran = await portside(['export', '-', ...options]);
  expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('Exported ') as string });
  return ran.stdout;
}

interface Report {
  readonly counts: Record<'create' | 'unchanged' | 'change' | 'refused', number>;
}

describe('an export', () => {
  it('is read by another installation, which then exports the same lines, and lets everybody in as before', async () => {
    const first = await exported();
    expect(linesOf(first)).toHaveLength(2 + 5 + 3 + 6);
    use(host.database.url);
    const dry = await portsideJson<Report>(['import', '-', '--dry-run'], { stdin: first });
    const { counts } = await portsideJson<Report>(['import', '-'], { stdin: first });
    expect(counts).toEqual({ create: 16, unchanged: 0, change: 0, refused: 0 });
    expect(dry.counts).toEqual(counts);
    expect(await exported()).toBe(first);
    const again = await portsideJson<Report>(['import', '-'], { stdin: first });
    expect(again.counts).toEqual({ create: 0, unchanged: 16, change: 0, refused: 0 });
    const worker = await host.startWorker();
    const logIn = async (login: string, word: string) => (await (await host.connect(worker)).logIn(login, word)).code;
    expect(await logIn('web@clara.example', other)).toBe(230);
    expect(await logIn('web@clara.example', password)).toBe(530);
    expect(await logIn('gone@clara.example', other)).toBe(530);
    use(panel.database.url);
  });

  it('changes nothing where it came from, also no password', async () => {
    const text = await exported();
    const { counts } = await portsideJson<Report>(['import', '-'], { stdin: text });
    expect(counts).toEqual({ create: 0, unchanged: 16, change: 0, refused: 0 });
    const [web] = linesOf(text).filter(({ name, kind }) => kind === 'account' && name === 'full');
    const changed = await portsideJson<Report>(['import', '-', '--dry-run'], {
      stdin: JSON.stringify({ ...web, verbs: { PORT: 'deny' } }),
    });
    expect(changed.counts).toMatchObject({ change: 1 });
  });

  it('carries every kind of setting', async () => {
    const lines = linesOf(await exported());
    const find = (kind: string, name: string) => lines.find((line) => line.kind === kind && line.name === name);
    expect(find('plan', 'Éverything')).toMatchObject({
      ...{ quotaBytes: 9_007_199_254_740_000, features: ['limits', 'modes'], verbs: { PORT: 'deny', EPSV: 'inherit' } },
    });
    expect(find('customer', 'Clara "C" Ünal')).toMatchObject({ ref: 'WHMCS-1042', twoStepRequired: true });
    expect(find('customer', 'Dora')).toMatchObject({ suspendedReason: 'Unpaid since May.', containedReason: null });
    expect(find('customer', 'Emil')).toMatchObject({ suspendedReason: null, containedReason: 'Sends mail.' });
    expect(find('account', 'gone')).toMatchObject({ status: 'disabled', expiresAt: '2020-01-01T00:00:00.000Z' });
    expect(find('account', 'old')).toMatchObject({ ref: 'old-7', passwordHash: sha512 });
    expect(find('account', 'full')).toMatchObject({
      ...{ access: 'upload-only', clearTextAllowed: true, uploadMode: 'direct', onlyOwnFiles: true },
      ...{ allowedNetworks: ['203.0.113.7/32', '2001:db8::/32'], verbs: { PORT: 'allow', EPRT: 'deny' } },
    });
    const custom = lines.find(({ permissions }) => permissions !== undefined);
    expect(custom).toMatchObject({ name: 'web', permissions: ['list', 'upload', 'rename'] });
  });

  it('is of one customer where one is named, with their plan or without', async () => {
    const kinds = linesOf(await exported('--customer', 'WHMCS-1042')).map(({ kind }) => kind);
    expect(kinds).toEqual(['plan', 'customer', 'web-root', 'account', 'account', 'account']);
    const text = await exported('--customer', 'WHMCS-1042', '--without-plans');
    expect(linesOf(text).map(({ kind }) => kind)).toEqual(kinds.slice(1));
    expect(await portside(['export', '-', '--customer', 'nobody'])).toMatchObject({ code: 1, stdout: '' });
  });

  it('says of a plan that is not there what to do, and takes in nothing of its customers', async () => {
    const text = await exported('--customer', 'WHMCS-1042', '--without-plans');
    const bare = await FtpHost.create();
    use(bare.database.url);
    const ran = await portside(['import', '-'], { stdin: text });
    use(panel.database.url);
    await bare.dispose();
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('plan: There is no plan "Éverything" before this line.');
    expect(ran.stdout).toContain('0 created');
  });

  it('leaves out who is being terminated, and says so', async () => {
    await panel.db.query(`update customers set status = 'terminating' where name = 'ben'`);
    const ran = await portside(['export', '-']);
    await panel.db.query(`update customers set status = 'active' where name = 'ben'`);
    expect(linesOf(ran.stdout)).toHaveLength(16 - 3);
    expect(ran.stdout).not.toContain('ben.example');
    expect(ran.stderr).toContain('Left out: 1 customer being terminated.');
  });
});

describe('the file of an export', () => {
  it('is readable by its owner only, ends with a count, and is in the audit log from the start', async () => {
    const file = join(folder, 'all.jsonl');
    const ran = await portside(['export', file]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain(`Exported 2 plans, 5 customers, 3 web roots, 6 FTP accounts to ${file}.`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { rows } = await panel.db.query<{ verb: string; after: object }>(
      `select verb, after from audit_events where subject = $1 order by at`,
      [file],
    );
    expect(rows.map(({ verb }) => verb)).toEqual(['export.started', 'export.finished']);
    expect(rows[1]?.after).toMatchObject({ counts: { account: 6 }, onlyCustomer: null });
    expect(JSON.stringify(rows)).not.toContain('$2');
  });

  it('is not written over, unless that is asked for; then not through a link either', async () => {
    const [file, kept] = [join(folder, 'there.jsonl'), join(folder, 'kept.txt')];
    await writeFile(kept, 'mine', { mode: 0o644 });
    await symlink(kept, file);
    const refused = await portside(['export', file]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('is there already; choose another name, or add --force to replace it.');
    const answer = await portsideJson<{ file: string; counts: object }>(['export', file, '--force']);
    expect(answer).toMatchObject({ file, counts: { plan: 2, account: 6 } });
    expect(await readFile(kept, 'utf8')).toBe('mine');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is refused where no file can be', async () => {
    const ran = await portside(['export', join(folder, 'no', 'such', 'folder.jsonl')]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('cannot be written (ENOENT)');
  });

  it('is never the screen', async () => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const screen = Object.assign(stdout, { isTTY: true });
    const stdin = Object.assign(Readable.from([]), { isTTY: true });
    expect(await runCommand(['export', '-'], { stdin, stdout: screen, stderr, folder })).toBe(2);
    expect(stdout.read()).toBeNull();
    expect(String(stderr.read())).toContain('Standard output is this screen');
  });

  it('is taken away where Ctrl-C ends it', async () => {
    const file = join(folder, 'stopped.jsonl');
    expect(await exportUntilCtrlC(file)).toContain('Stopped: the export is not whole.');
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it('leaves the one that it was to replace where Ctrl-C ends it', async () => {
    const file = join(folder, 'yesterday.jsonl');
    await writeFile(file, 'whole');
    expect(await exportUntilCtrlC(file, '--force')).toContain('Stopped: the export is not whole.');
    expect(await readFile(file, 'utf8')).toBe('whole');
    await expect(stat(`${file}.part`)).rejects.toThrow('ENOENT');
  });
});

/** Presses Ctrl-C once it listens; what the command said. */
async function exportUntilCtrlC(file: string, ...options: string[]): Promise<string> {
  const stdout = new PassThrough();
  const streams = { stdin: Object.assign(Readable.from([]), { isTTY: false }), stdout, stderr: new PassThrough() };
  const listening = new Promise<void>((resolve) => {
    process.once('newListener', (event) => event === 'SIGINT' && resolve());
  });
  const running = runCommand(['export', file, ...options], { ...streams, folder });
  await listening;
  await Promise.resolve();
  process.emit('SIGINT');
  expect(await running).toBe(130);
  return String(stdout.read());
}
