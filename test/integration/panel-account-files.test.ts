// An FTP account deleted with or without its files: asked of the panel, done by the server on a real disk.
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Removal } from '../../src/removals/removals.dto.js';
import { eventually } from '../support/eventually.js';
import { PanelClient, password } from '../support/panel.js';
import { ServedPanel } from '../support/served-panel.js';

interface Answered {
  readonly body: object;
}

let served: ServedPanel;
let admin: PanelClient;
let anna: PanelClient;
let made = 0;

beforeAll(async () => {
  served = await ServedPanel.start();
  admin = await PanelClient.signedIn(served.panel, 'admin@portside.example');
  anna = await PanelClient.signedIn(served.panel, 'anna@portside.example');
  await served.panel.db.query('update plans set max_ftp_accounts = null');
});

afterAll(() => served.stop());

beforeEach(async () => {
  await served.panel.db.query('delete from ftp_accounts where customer_id = $1', [served.panel.scene.anna.customerId]);
  await mkdir(join(served.folder, 'shop', 'images'), { recursive: true });
  await writeFile(join(served.folder, 'index.html'), 'stays');
  await writeFile(join(served.folder, 'shop', 'cart'), '12345');
  await writeFile(join(served.folder, 'shop', 'images', 'logo'), '678');
  served.own();
});

async function addAccount(folder: string): Promise<{ id: string; login: string }> {
  const wish = { webRootId: served.panel.scene.anna.webRootId, name: `made-${(made += 1)}`, password, folder };
  return (await anna.post('/accounts', wish).expect(201)).body as { id: string; login: string };
}

const removalOf = (accountId: string): Promise<Removal> =>
  eventually('the removal has ended', async () => {
    const { body } = (await anna.get(`/removals?accountId=${accountId}`).expect(200)) as Answered;
    const [removal] = (body as { items: Removal[] }).items;
    return removal !== undefined && removal.state !== 'removing' && removal;
  });

describe('asking what would go', () => {
  it('tells path, size and files, and who else lies there', async () => {
    const { id } = await addAccount('/shop');
    const other = await addAccount('/shop/images');
    await addAccount('/');
    const { body } = (await admin.get(`/accounts/${id}/files`).expect(200)) as Answered;
    expect(body).toEqual({
      folder: '/shop',
      path: join(served.folder, 'shop'),
      exists: true,
      bytes: 8,
      files: 2,
      folders: 1,
      complete: true,
      sharedWith: [{ id: other.id, login: other.login, folder: '/shop/images' }],
      refusal: null,
    });
  });

  it('shows a customer no path of the server', async () => {
    const { id } = await addAccount('/shop');
    const { body } = (await anna.get(`/accounts/${id}/files`).expect(200)) as Answered;
    expect(body).toMatchObject({ folder: '/shop', path: null, files: 2 });
  });

  it('says that the web root stays, and that a folder is not there', async () => {
    const whole = await addAccount('/');
    expect((await anna.get(`/accounts/${whole.id}/files`)).body).toMatchObject({
      refusal: "This FTP account's folder is the web root of anna.example itself. Its files are the website and stay.",
    });
    const missing = await addAccount('/not-yet');
    expect((await anna.get(`/accounts/${missing.id}/files`)).body).toMatchObject({ exists: false, refusal: null });
  });
});

describe('deleting', () => {
  it('keeps the files unless told otherwise', async () => {
    const { id } = await addAccount('/shop');
    await anna.delete(`/accounts/${id}`).expect(204);
    expect(existsSync(join(served.folder, 'shop', 'cart'))).toBe(true);
    expect((await anna.get(`/removals?accountId=${id}`)).body).toMatchObject({ items: [] });
  });

  it('has the server remove the folder, ends the login and says what went', async () => {
    const { id, login } = await addAccount('/shop');
    expect((await served.logIn(login)).answer).toMatch(/^230/);
    await anna.delete(`/accounts/${id}?files=delete`).expect(204);
    const removal = await removalOf(id);
    expect(removal).toMatchObject({
      state: 'done',
      login,
      removedBytes: 8,
      removedFiles: 2,
      removedFolders: 2,
      path: null,
    });
    expect(readdirSync(served.folder)).toEqual(['index.html']);
    expect((await served.logIn(login)).answer).toMatch(/^530/);
    const { rows } = await served.panel.db.query(
      `select verb, after from audit_events where verb in ('account.deleted', 'files.removed') order by at desc limit 2`,
    );
    expect(rows).toMatchObject([
      { verb: 'files.removed', after: { bytes: 8, files: 2, login, askedBy: 'anna@portside.example' } },
      { verb: 'account.deleted', after: { files: 'delete' } },
    ]);
  });

  it('refuses the web root itself, and leaves the account', async () => {
    const { id } = await addAccount('/');
    const { body } = (await anna.delete(`/accounts/${id}?files=delete`).expect(409)) as Answered;
    expect(body).toMatchObject({ code: 'files-must-stay' });
    await anna.get(`/accounts/${id}`).expect(200);
    expect(existsSync(join(served.folder, 'index.html'))).toBe(true);
  });

  it('refuses a folder in which another website lies', async () => {
    const { anna: owner, serverId } = served.panel.scene;
    const nested = await served.panel.db.query<{ id: string }>(
      `insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid)
       values ($1, $2, 'images.example', $3, 23001, 23002) returning id`,
      [owner.customerId, serverId, join(served.folder, 'shop', 'images')],
    );
    const { id } = await addAccount('/shop');
    const { body } = (await anna.delete(`/accounts/${id}?files=delete`).expect(409)) as Answered;
    expect(body).toMatchObject({ detail: 'The website images.example lies in this folder, so its files stay.' });
    await served.panel.db.query('delete from web_roots where id = $1', [nested.rows[0]?.id]);
  });

  it('refuses where others lie there, unless it is said in words that they may lose their files', async () => {
    const { id } = await addAccount('/shop');
    const other = await addAccount('/shop/images');
    const { body } = (await anna.delete(`/accounts/${id}?files=delete`).expect(409)) as Answered;
    expect(body).toMatchObject({
      code: 'folder-shared',
      detail: `${other.login} uses this folder too. Say that they may lose their files, or keep the files.`,
    });
    await anna.delete(`/accounts/${id}?files=delete&others=lose-their-files`).expect(204);
    await removalOf(id);
    expect(existsSync(join(served.folder, 'shop'))).toBe(false);
    await anna.get(`/accounts/${other.id}`).expect(200);
  });

  it('waits for a server that is down, and goes on when it is back', async () => {
    const { id } = await addAccount('/shop');
    await served.stopWorker();
    await anna.delete(`/accounts/${id}?files=delete`).expect(204);
    const { body } = (await anna.get(`/removals?accountId=${id}`).expect(200)) as Answered;
    expect((body as { items: Removal[] }).items[0]).toMatchObject({ state: 'removing', serverAnswers: false });
    await served.startWorker();
    expect(await removalOf(id)).toMatchObject({ state: 'done' });
    expect(existsSync(join(served.folder, 'shop'))).toBe(false);
  });

  it('gives the folder to nobody until it is gone', async () => {
    const { id } = await addAccount('/shop');
    const elsewhere = await addAccount('/blog');
    await served.stopWorker();
    await anna.delete(`/accounts/${id}?files=delete`).expect(204);
    const wish = { webRootId: served.panel.scene.anna.webRootId, name: 'too-early', password, folder: '/shop/images' };
    expect((await anna.post('/accounts', wish).expect(400)).body).toMatchObject({
      field: 'folder',
      detail: 'The files in /shop are still being removed. Wait until that is done, or choose another folder.',
    });
    const moved = anna.patch(`/accounts/${elsewhere.id}`, { folder: '/shop' });
    expect((await moved.expect(400)).body).toMatchObject({ field: 'folder' });
    await served.startWorker();
    await removalOf(id);
    await anna.post('/accounts', wish).expect(201);
  });

  it.skipIf(process.getuid?.() !== 0)('says what is left, and tries again when asked', async () => {
    const { id } = await addAccount('/shop');
    await mkdir(join(served.folder, 'shop', 'of-root'));
    await writeFile(join(served.folder, 'shop', 'of-root', 'file'), 'x');
    await anna.delete(`/accounts/${id}?files=delete`).expect(204);
    const stuck = await removalOf(id);
    expect(stuck).toMatchObject({
      state: 'stuck',
      leftCount: 1,
      left: [{ path: '/shop/of-root/file', why: 'The file permissions do not allow that.' }],
    });
    served.own();
    const other = await addAccount('/shop');
    expect((await anna.post(`/removals/${stuck.id}/retry`).expect(409)).body).toMatchObject({ code: 'folder-shared' });
    expect(existsSync(join(served.folder, 'shop', 'of-root', 'file'))).toBe(true);
    await anna.delete(`/accounts/${other.id}`).expect(204);
    await anna.post(`/removals/${stuck.id}/retry`).expect(200);
    await anna.post(`/removals/${stuck.id}/retry`).expect(200);
    const tried = await served.panel.db.query(
      `select actor, subject from audit_events where verb = 'files.tried-again'`,
    );
    expect(tried.rows).toEqual([{ actor: 'anna@portside.example', subject: 'anna.example/shop' }]);
    expect(await removalOf(id)).toMatchObject({ state: 'done', removedFiles: 3, left: [] });
  });

  it('is not for support, and finds nobody else’s', async () => {
    const { id } = await addAccount('/shop');
    const support = await PanelClient.signedIn(served.panel, 'support@portside.example');
    await support.get(`/accounts/${id}/files`).expect(200);
    await support.delete(`/accounts/${id}?files=delete`).expect(403);
    const ben = await PanelClient.signedIn(served.panel, 'ben@portside.example');
    await ben.get(`/accounts/${id}/files`).expect(404);
    await ben.delete(`/accounts/${id}?files=delete`).expect(404);
  });
});
