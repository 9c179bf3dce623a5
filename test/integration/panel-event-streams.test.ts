// An open event stream and the session or token that opened it: the one does not outlive the other.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.js';
import { PanelClient, password, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;
const open: Stream[] = [];

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
});
afterAll(async () => {
  for (const stream of open) stream.hangUp();
  await panel.stop();
});

interface Stream {
  readonly heard: () => string;
  readonly ended: () => boolean;
  readonly hangUp: () => void;
}

/** Opens the stream with the client's cookie, or with a token. */
async function listen(client: PanelClient, token?: string): Promise<Stream> {
  const leaving = new AbortController();
  const headers = token === undefined ? { Cookie: await cookieOf(client) } : { Authorization: `Bearer ${token}` };
  const answer = await fetch(`${panel.url}/api/v1/events`, { headers, signal: leaving.signal });
  expect(answer.headers.get('set-cookie')).toBeNull();
  let text = '';
  let ended = false;
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const part of answer.body ?? []) text += decoder.decode(part as Uint8Array);
    ended = true;
  };
  // Whoever hangs up makes the reading fail, which is not the stream's end.
  read().catch(() => undefined);
  const stream = { heard: () => text, ended: () => ended, hangUp: () => leaving.abort() };
  open.push(stream);
  await eventually('the stream says hello', () => text.includes('event: hello'));
  return stream;
}

/** The client's session cookie, as the next request would carry it. */
async function cookieOf(client: PanelClient): Promise<string> {
  const answer = await client.get('/auth/me').expect(200);
  const lines = answer.headers['set-cookie'] as unknown as string[];
  return lines.map((line) => line.split(';')[0]).join('; ');
}

const streamEnds = (what: string, { ended }: Stream) => eventually(what, ended);

/** Everything sent before this is heard before it. */
async function hearsMore({ heard }: Stream): Promise<void> {
  const before = heard().length;
  await panel.db.query(`select pg_notify('panel', 'bans')`);
  await eventually('the stream goes on', () => heard().slice(before).includes('event: bans'));
}

async function signedIn(who: string): Promise<PanelClient> {
  return PanelClient.signedIn(panel, `${who}@portside.example`);
}

describe('an event stream', () => {
  test('ends when its session signs out, and no other does', async () => {
    const [leaving, staying] = [await signedIn('anna'), await signedIn('anna')];
    const [left, stayed] = [await listen(leaving), await listen(staying)];
    await leaving.post('/auth/sign-out').expect(204);
    await streamEnds('the stream of the session that is over has ended', left);
    await hearsMore(stayed);
    expect(stayed.ended()).toBe(false);
  });

  test('ends when its session is ended from another', async () => {
    const [away, here] = [await signedIn('ben'), await signedIn('ben')];
    const stream = await listen(away);
    const { items } = (await here.get('/auth/sessions').expect(200)).body as {
      items: { id: string; current: boolean }[];
    };
    await here.delete(`/auth/sessions/${items.find(({ current }) => !current)?.id ?? ''}`).expect(204);
    await streamEnds('the stream has ended', stream);
    await hearsMore(await listen(here));
  });

  test('ends when the password is changed elsewhere', async () => {
    const [away, here] = [await signedIn('anna'), await signedIn('anna')];
    const [far, near] = [await listen(away), await listen(here)];
    const passwords = { currentPassword: password, newPassword: 'another correct battery' };
    await here.post('/auth/password', passwords).expect(204);
    await streamEnds('the stream has ended', far);
    await hearsMore(near);
  });

  test('of a token ends when the token is deleted, and does not prolong a session that is over', async () => {
    const client = await signedIn('support');
    const { id, token } = (await client.post('/tokens', { name: 'stream' }).expect(201)).body as {
      id: string;
      token: string;
    };
    const [byToken, bySession] = [await listen(client, token), await listen(client)];
    await client.delete(`/tokens/${id}`).expect(204);
    await streamEnds('the stream of the token has ended', byToken);
    const { rows } = await panel.db.query<{ sid: string; user: string }>(
      `update panel_sessions s set expire = now() - interval '1 second' from panel_users u
        where u.email = 'support@portside.example' and u.id::text = s.sess -> 'passport' ->> 'user'
        returning s.sid, u.id as user`,
    );
    await panel.db.query(`select pg_notify('panel', 'access:' || $1::text)`, [rows[0]?.user]);
    await streamEnds('the stream of the session that is too old has ended', bySession);
    const left = await panel.db.query(`select from panel_sessions where sid = $1 and expire > now()`, [rows[0]?.sid]);
    expect(left.rowCount).toBe(0);
  });

  test('ends by session and by token when the person is disabled', async () => {
    const client = await signedIn('support');
    const { token } = (await client.post('/tokens', { name: 'stream' }).expect(201)).body as { token: string };
    const streams = [await listen(client), await listen(client, token)];
    const found = await panel.db.query<{ id: string }>(
      `select id from panel_users where email = 'support@portside.example'`,
    );
    await admin.patch(`/panel-users/${found.rows[0]?.id ?? ''}`, { status: 'disabled' }).expect(200);
    for (const stream of streams) await streamEnds('the stream has ended', stream);
  });

  test('is one of 20 at most of the same session, and another may begin when one has ended', async () => {
    const [many, other] = [await signedIn('ben'), await signedIn('ben')];
    const streams: Stream[] = [];
    while (streams.length < 20) streams.push(await listen(many));
    const refused = await many.get('/events');
    expect(refused.body).toMatchObject({ status: 429, code: 'too-many-requests' });
    await listen(other);
    streams[0]?.hangUp();
    await eventually('there is room again', async () => {
      const headers = { Cookie: await cookieOf(many) };
      const leaving = new AbortController();
      const { status } = await fetch(`${panel.url}/api/v1/events`, { headers, signal: leaving.signal });
      leaving.abort();
      return status === 200;
    });
  });

  test('tells staff that a self-test began or ended, and customers nothing of it', async () => {
    const [staff, customer] = [await listen(admin), await listen(await signedIn('ben'))];
    const { serverId } = panel.scene;
    const said = `event: self-tests\ndata: {"serverId":"${serverId}"}\n\n`;
    await panel.db.query(
      `insert into self_tests (server_id, reason, asked_by, policy_version) values ($1, 'asked', 'test', 1)`,
      [serverId],
    );
    await eventually('staff hears that it began', () => staff.heard().includes(said));
    await panel.db.query(`update self_tests set finished_at = now(), outcome = 'worked', sentence = 'It works.'`);
    await eventually('staff hears that it ended', () => staff.heard().split(said).length === 3);
    await hearsMore(customer);
    expect(customer.heard()).not.toContain('self-tests');
  });
});
