import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { eventually } from '../support/eventually.js';
import { said } from '../support/ftp-client.js';
import { FtpHost, password } from '../support/ftp-host.js';

let host: FtpHost;
let worker: FtpWorker;

beforeAll(async () => {
  host = await FtpHost.create();
  worker = await host.startWorker();
  await mkdir(join(host.folder, 'blog', 'images'), { recursive: true });
  await mkdir(join(host.folder, 'Zoo'));
  await writeFile(join(host.folder, 'index.html'), 'hello');
  await writeFile(join(host.folder, 'blog', 'post.txt'), '12345678');
  await writeFile(Buffer.concat([Buffer.from(`${host.folder}/odd-`), Buffer.from([0xff])]), '');
  await symlink('/etc', join(host.folder, 'leads-out'));
  if (process.getuid?.() === 0) {
    execFileSync('chown', ['-hR', `${host.owner.uid}:${host.owner.gid}`, host.folder]);
  }
});

afterAll(() => host.dispose());

interface Answer {
  readonly state: string;
  readonly result: Record<string, unknown> | null;
  readonly failure: { readonly code: string; readonly sentence: string } | null;
  readonly claimed_by: string | null;
}

/** Asks as the panel does, and waits for the answer in the row. */
async function ask(kind: string, args: object, more: { forProcess?: string; withinMs?: number } = {}): Promise<Answer> {
  const { id } = await host.one<{ id: string }>(
    `insert into server_tasks (server_id, kind, arguments, asked_by, deadline_at, for_process_id)
     values ($1, $2, $3, 'test', now() + make_interval(secs => $4), $5) returning id`,
    [host.serverId, kind, JSON.stringify(args), (more.withinMs ?? 5000) / 1000, more.forProcess ?? null],
  );
  return eventually(`the task ${kind} is answered`, async () => {
    const row = await host.one<Answer>('select state, result, failure, claimed_by from server_tasks where id = $1', [
      id,
    ]);
    return row.state !== 'waiting' && row.state !== 'running' && row;
  });
}

describe('browse-folder', () => {
  const names = (answer: Answer) => (answer.result?.entries as { name: string }[]).map(({ name }) => name);

  it('lists folders first, by name, with names escaped', async () => {
    const answer = await ask('browse-folder', { webRootId: host.webRootId, folder: '/' });
    expect(answer).toMatchObject({
      state: 'done',
      claimed_by: worker.processId,
      result: { folder: '/', truncated: false },
    });
    expect(names(answer)).toEqual(['Zoo', 'blog', 'index.html', 'leads-out', 'odd-\\xff']);
    expect((answer.result?.entries as object[])[2]).toMatchObject({ kind: 'file', sizeBytes: 5 });
  });

  it('never leaves the web root, by dots or by a link', async () => {
    expect(names(await ask('browse-folder', { webRootId: host.webRootId, folder: '/../../' }))).toContain('index.html');
    const answer = await ask('browse-folder', { webRootId: host.webRootId, folder: '/leads-out' });
    expect(answer).toMatchObject({ state: 'failed', failure: { code: 'not-found' } });
  });

  it('says what is not there', async () => {
    const missing = await ask('browse-folder', { webRootId: host.webRootId, folder: '/nope' });
    expect(missing.failure).toEqual({ code: 'not-found', sentence: 'There is no such file or folder.' });
    const foreign = await ask('browse-folder', { webRootId: host.serverId, folder: '/' });
    expect(foreign.failure?.code).toBe('web-root-missing');
  });

  it('names the cure for a web root that is gone or is no folder', async () => {
    const { rows } = await host.panel.query<{ path: string }>('select path from web_roots where id = $1', [
      host.webRootId,
    ]);
    const path = rows[0]?.path ?? '';
    const movedTo = (where: string) =>
      host.panel.query('update web_roots set path = $2 where id = $1', [host.webRootId, where]);
    try {
      await movedTo(`${path}/nowhere`);
      const gone = await ask('browse-folder', { webRootId: host.webRootId, folder: '/' });
      expect(gone.failure).toEqual({
        code: 'web-root-missing',
        sentence: "The web root's folder is not there on the server's disk; make it, or correct the web root's path.",
      });
      await movedTo(`${path}/index.html`);
      const file = await ask('browse-folder', { webRootId: host.webRootId, folder: '/' });
      expect(file.failure?.sentence).toContain('leads to something that is no folder; correct it');
    } finally {
      await movedTo(path);
    }
  });

  it('cuts a folder of more than a thousand entries and says so', async () => {
    const full = join(host.folder, 'Zoo');
    await Promise.all(Array.from({ length: 1001 }, (_, at) => writeFile(join(full, `animal-${at}`), '')));
    const answer = await ask('browse-folder', { webRootId: host.webRootId, folder: '/Zoo' });
    expect(answer.result?.truncated).toBe(true);
    expect(names(answer)).toHaveLength(1000);
  });
});

describe('measure-folder', () => {
  it('counts what lies under a folder', async () => {
    const answer = await ask('measure-folder', { webRootId: host.webRootId, folder: '/blog' });
    expect(answer.result).toMatchObject({ bytes: 8, files: 1, folders: 1 });
  });
});

describe('check-web-root', () => {
  const check = async (change: object) => {
    const { uid, gid } = host.owner;
    const answer = await ask('check-web-root', {
      customerId: host.customerId,
      path: host.folder,
      systemUid: uid,
      systemGid: gid,
      umask: 18,
      ...change,
    });
    return answer.result;
  };

  it('takes a folder that its owner can enter', async () => {
    expect(await check({})).toEqual({ ok: true });
  });

  it.each([
    ['/etc', /belongs to the system/],
    ['/srv/portside-is-not-here', /There is no folder \/srv\/portside-is-not-here/],
    ['relative', /from the root/],
  ])('refuses %s with the reason', async (path, reason) => {
    expect(await check({ path })).toEqual({ ok: false, reason: expect.stringMatching(reason) as string });
  });

  it('lets web roots of one customer lie in each other, and no other customer near them', async () => {
    const inside = join(host.folder, 'blog');
    expect(await check({ path: inside })).toEqual({ ok: true });
    const other = { customerId: '00000000-0000-4000-8000-0000000000aa' };
    const reasonOf = async (path: string) => (await check({ ...other, path }))?.reason;
    expect(await reasonOf(inside)).toBe(
      `${inside} lies inside the web root of example.com; choose a folder outside it.`,
    );
    expect(await reasonOf(host.folder)).toContain('is the web root of example.com');
    await host.panel.query('update web_roots set path = $1 where id = $2', [inside, host.webRootId]);
    expect(await reasonOf(host.folder)).toContain('holds the web root of example.com');
    await host.panel.query('update web_roots set path = $1 where id = $2', [host.folder, host.webRootId]);
  });

  it('looks where a link leads', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portside-links-'));
    await chmod(folder, 0o755);
    const link = join(folder, 'site');
    await symlink('/usr/share', link);
    expect((await check({ path: link }))?.reason).toBe(
      `${link} leads to another folder. /usr/share belongs to the system; choose a folder of the customer's own.`,
    );
    await rm(folder, { recursive: true });
  });

  it('refuses a file', async () => {
    const neighbour = `${host.folder}-file`;
    await writeFile(neighbour, '');
    expect(await check({ path: neighbour })).toMatchObject({ reason: `${neighbour} is not a folder; choose one.` });
    execFileSync('rm', [neighbour]);
  });

  it('refuses a system user', async () => {
    expect(await check({ systemUid: 0 })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('MIN_SYSTEM_UID') as string,
    });
  });

  it.skipIf(process.getuid?.() !== 0)('refuses a folder that its owner cannot enter [needs root]', async () => {
    await chmod(host.folder, 0o700);
    const result = await check({ systemUid: host.owner.uid + 5, systemGid: host.owner.gid + 5 });
    await chmod(host.folder, 0o755);
    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('may not enter') as string });
  });
});

describe('end-session', () => {
  it('ends the session of the process that has it, with the words of the panel', async () => {
    await host.addAccount({ login: 'anna@example.com' });
    const client = await host.connect(worker);
    await client.logIn('anna@example.com', password);
    const session = await eventually('the session is shown', async () => {
      const sql = `select id, process_id from ftp_sessions where login = 'anna@example.com' and closed_at is null`;
      return (await host.panel.query<{ id: string; process_id: string }>(sql)).rows[0];
    });
    const why = 'Ended by the administrator.';
    const answer = await ask('end-session', { sessionId: session.id, why }, { forProcess: session.process_id });
    expect(answer.result).toEqual({ ended: 1 });
    expect(said(await client.reply())).toBe(`421 ${why}`);
    await client.closed();
  });

  it('is left alone by every process but the one it is for', async () => {
    const second = await host.startWorker();
    const answer = await ask('end-session', { sessionId: host.serverId, why: 'x' }, { forProcess: second.processId });
    expect(answer).toMatchObject({ claimed_by: second.processId, result: { ended: 0 } });
  });
});

describe('any task', () => {
  it('fails with a code where the kind or the arguments are unknown', async () => {
    expect((await ask('paint-the-town', {})).failure?.code).toBe('unknown-kind');
    expect((await ask('browse-folder', { folder: '/' })).failure?.code).toBe('bad-arguments');
  });

  it('is not run any more after its deadline', async () => {
    const answer = await ask('measure-folder', { webRootId: host.webRootId, folder: '/' }, { withinMs: -1 });
    expect(answer).toMatchObject({ state: 'failed', result: null, failure: { code: 'past-deadline' } });
  });
});
