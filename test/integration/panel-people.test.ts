// Who signs in to the panel, and that somebody always can.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password, PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;
let adminId: string;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  adminId = ((await admin.get('/auth/me')).body as { id: string }).id;
});
afterAll(async () => {
  await panel.stop();
});

async function add(person: object): Promise<string> {
  const added = await admin.post('/panel-users', { password, role: 'support', ...person }).expect(201);
  return (added.body as { id: string }).id;
}

const emailsOf = async (query: string): Promise<string[]> => {
  const answer = await admin.get(`/panel-users${query}`).expect(200);
  return (answer.body as { items: { email: string }[] }).items.map(({ email }) => email);
};

describe('an admin', () => {
  test('adds somebody of support, who signs in with the password that was given', async () => {
    await add({ email: 'Sue@portside.example', displayName: 'Sue' });
    const sue = await PanelClient.signedIn(panel, 'sue@portside.example');
    expect((await sue.get('/auth/me')).body).toMatchObject({ role: 'support', displayName: 'Sue', customer: null });
    await sue.get(`/servers/${panel.scene.serverId}/policy`).expect(200);
    await sue.put(`/servers/${panel.scene.serverId}/policy`, { preset: 'passive-only' }).expect(403);
  });

  test('adds a second panel user of a customer, who sees what is that customer’s', async () => {
    await add({ email: 'anna2@portside.example', role: 'customer', customerId: panel.scene.anna.customerId });
    const second = await PanelClient.signedIn(panel, 'anna2@portside.example');
    await second.get(`/accounts/${panel.scene.anna.accountId}`).expect(200);
    await second.get(`/accounts/${panel.scene.ben.accountId}`).expect(404);
    expect(await emailsOf(`?customerId=${panel.scene.anna.customerId}`)).toEqual([
      'anna2@portside.example',
      'anna@portside.example',
    ]);
  });

  test('adds nobody to a customer who is being terminated', async () => {
    const { customerId, webRootId } = panel.scene.ben;
    await panel.db.query(
      `insert into folder_removals (customer_id, web_root_id, folder, asked_by) values ($1, $2, '/', 'x')`,
      [customerId, webRootId],
    );
    await panel.db.query(`update customers set status = 'terminating' where id = $1`, [customerId]);
    const late = { email: 'late@portside.example', password, role: 'customer', customerId };
    const refused = await admin.post('/panel-users', late);
    expect(refused.body).toMatchObject({ status: 409, code: 'customer-terminating' });
    await panel.db.query(`update customers set status = 'active' where id = $1`, [customerId]);
    await panel.db.query(`delete from folder_removals where customer_id = $1`, [customerId]);
  });

  test('is added once however often the same request comes', async () => {
    const wish = { email: 'once@portside.example', password, role: 'support' };
    const ask = () => admin.post('/panel-users', wish).set('Idempotency-Key', 'add-once');
    const first = await ask().expect(201);
    expect((await ask().expect(201)).body).toEqual(first.body);
  });

  test('finds people by a part of e-mail address, name or customer, and by role', async () => {
    expect(await emailsOf('?search=ben')).toEqual(['ben@portside.example']);
    expect(await emailsOf('?role=admin')).toEqual(['admin@portside.example']);
    expect(await emailsOf('?role=customer&search=nobody')).toEqual([]);
  });

  test.each([
    [
      { email: 'anna@portside.example', role: 'support' },
      { status: 409, code: 'e-mail-taken' },
    ],
    [
      { email: 'c@portside.example', role: 'customer' },
      { status: 400, field: 'customerId' },
    ],
    [
      { email: 'c@portside.example', role: 'support', customerId: '00000000-0000-4000-8000-000000000000' },
      { status: 400, field: 'customerId' },
    ],
    [
      { email: 'c@portside.example', role: 'customer', customerId: '00000000-0000-4000-8000-000000000000' },
      { status: 400, field: 'customerId' },
    ],
    [
      { email: 'c@portside.example', role: 'owner' },
      { status: 400, field: 'role' },
    ],
    [
      { email: 'c@portside.example', role: 'support', password: 'short' },
      { status: 400, field: 'password' },
    ],
  ])('is refused to add %o', async (person, refusal) => {
    const answer = await admin.post('/panel-users', { password, ...person });
    expect(answer.body).toMatchObject(refusal);
  });

  test('disables somebody, who is signed out at once with their API tokens, and enables them again', async () => {
    const id = await add({ email: 'dan@portside.example' });
    const dan = await PanelClient.signedIn(panel, 'dan@portside.example');
    const made = await dan.post('/tokens', { name: 'mine' }).expect(201);
    const bearer = { Authorization: `Bearer ${(made.body as { token: string }).token}` };
    await new PanelClient(panel).agent.get('/accounts').set(bearer).expect(200);
    const disabled = await admin.patch(`/panel-users/${id}`, { status: 'disabled' }).expect(200);
    expect(disabled.body).toMatchObject({ status: 'disabled' });
    await dan.get('/auth/me').expect(401);
    await new PanelClient(panel).agent.get('/accounts').set(bearer).expect(401);
    await expect(PanelClient.signedIn(panel, 'dan@portside.example')).rejects.toThrow('401');
    await admin.patch(`/panel-users/${id}`, { status: 'enabled' }).expect(200);
    await dan.get('/auth/me').expect(401);
    await PanelClient.signedIn(panel, 'dan@portside.example');
  });

  test('deletes somebody, whose sessions end and whose name stays in the log of changes', async () => {
    const id = await add({ email: 'del@portside.example' });
    const client = await PanelClient.signedIn(panel, 'del@portside.example');
    await admin.delete(`/panel-users/${id}`).expect(204);
    await client.get('/auth/me').expect(401);
    await admin.get(`/panel-users/${id}`).expect(404);
    const { text } = await admin.get('/audit').expect(200);
    expect(text).toContain('"actor":"del@portside.example"');
    expect(text).toContain('panel-user.deleted');
  });

  test('resets the second step of somebody, who then signs in with the password alone', async () => {
    const id = await add({ email: 'lost@portside.example' });
    await panel.db.query(`update panel_users set totp_secret = '\\x00' where id = $1`, [id]);
    await expect(PanelClient.signedIn(panel, 'lost@portside.example')).rejects.toThrow('second-step-needed');
    expect((await admin.get(`/panel-users/${id}`)).body).toMatchObject({ twoStep: true });
    const reset = await admin.post(`/panel-users/${id}/reset-two-step`).expect(200);
    expect(reset.body).toMatchObject({ twoStep: false });
    await PanelClient.signedIn(panel, 'lost@portside.example');
    expect((await admin.get('/audit')).text).toContain('panel-user.two-step-reset');
  });

  test('makes no admin out of a customer’s panel user', async () => {
    const { rows } = await panel.db.query<{ id: string }>(`select id from panel_users where email = $1`, [
      panel.scene.ben.email,
    ]);
    const answer = await admin.patch(`/panel-users/${rows[0]?.id ?? ''}`, { role: 'admin' });
    expect(answer.body).toMatchObject({ status: 400, field: 'role' });
  });

  test('is shown neither a password’s hash nor a second factor', async () => {
    for (const path of ['/panel-users', `/panel-users/${adminId}`, '/audit', '/auth/me', '/auth/sessions', '/tokens']) {
      const { text } = await admin.get(path).expect(200);
      expect(text).not.toMatch(/\$2b\$|hash|totp|secret|correct horse/i);
    }
  });
});

describe('the last admin who can sign in', () => {
  test('can do nothing to themselves', async () => {
    for (const change of [{ status: 'disabled' }, { role: 'support' }]) {
      const answer = await admin.patch(`/panel-users/${adminId}`, change);
      expect(answer.body).toMatchObject({ status: 409, code: 'not-yourself' });
    }
    expect((await admin.delete(`/panel-users/${adminId}`)).body).toMatchObject({ code: 'not-yourself' });
  });

  test.each([
    ['disable', (client: PanelClient, id: string) => client.patch(`/panel-users/${id}`, { status: 'disabled' })],
    ['demote', (client: PanelClient, id: string) => client.patch(`/panel-users/${id}`, { role: 'support' })],
    ['delete', (client: PanelClient, id: string) => client.delete(`/panel-users/${id}`)],
  ])('stays when two admins %s each other at the same moment', async (how, act) => {
    const ids: string[] = [];
    const clients: PanelClient[] = [];
    for (const name of ['one', 'two']) {
      const email = `${name}-${how}@portside.example`;
      ids.push(await add({ email, role: 'admin' }));
      clients.push(await PanelClient.signedIn(panel, email));
    }
    const [one, two] = clients as [PanelClient, PanelClient];
    const [idOne, idTwo] = ids as [string, string];
    await panel.db.query(`update panel_users set status = 'disabled' where id = $1`, [adminId]);
    // Both are let in before either can do its work.
    const holder = await panel.db.connect();
    await holder.query('begin');
    await holder.query(`select from panel_users where id = any ($1) for update`, [ids]);
    const asked = [act(one, idTwo), act(two, idOne)].map((answer) =>
      answer.then(({ status, body }) => ({ status, body: body as { code?: string } })),
    );
    await waitForLocks(2);
    await holder.query('commit');
    holder.release();
    const answers = await Promise.all(asked);
    const { rows } = await panel.db.query<{ id: string }>(
      `select id from panel_users where role = 'admin' and status = 'enabled'`,
    );
    await panel.db.query(`update panel_users set status = 'enabled' where id = $1`, [adminId]);
    await panel.db.query(`delete from panel_users where id = any ($1)`, [ids]);
    expect(rows).toHaveLength(1);
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(answers.map(({ body }) => body.code)).toContain('last-admin');
  });

  test('stays when another admin is asked for by a token of somebody who is disabled meanwhile', async () => {
    const id = await add({ email: 'other@portside.example', role: 'admin' });
    const other = await PanelClient.signedIn(panel, 'other@portside.example');
    // A transaction that holds the row keeps the request between being let in and doing its work.
    const holder = await panel.db.connect();
    await holder.query('begin');
    await holder.query(`select from panel_users where id in ($1, $2) for update`, [adminId, id]);
    const answer = other.patch(`/panel-users/${adminId}`, { status: 'disabled' }).then(({ body }) => body as object);
    await waitForLocks(1);
    await holder.query(`update panel_users set status = 'disabled' where id = $1`, [id]);
    await holder.query('commit');
    holder.release();
    expect(await answer).toMatchObject({ status: 409, code: 'last-admin' });
    await admin.delete(`/panel-users/${id}`).expect(204);
  });

  async function waitForLocks(count: number): Promise<void> {
    for (;;) {
      const { rows } = await panel.db.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (rows.length >= count) return;
    }
  }
});

describe('support and customers', () => {
  test.each(['support@portside.example', 'anna@portside.example'])('%s can use none of it', async (email) => {
    const client = await PanelClient.signedIn(panel, email);
    await client.get('/panel-users').expect(403);
    await client.get(`/panel-users/${adminId}`).expect(403);
    await client.post('/panel-users', { email: 'x@portside.example', role: 'admin', password }).expect(403);
    await client.patch(`/panel-users/${adminId}`, { status: 'disabled' }).expect(403);
    await client.post(`/panel-users/${adminId}/reset-two-step`).expect(403);
    await client.delete(`/panel-users/${adminId}`).expect(403);
  });
});
