// What holds for the whole installation: the rules for new passwords, how the panel shows itself, and what is not well.
import { deflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PanelClient, password, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;
let support: PanelClient;
let anna: PanelClient;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  support = await PanelClient.signedIn(panel, 'support@portside.example');
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
});
afterAll(async () => {
  await panel.stop();
});

/** Reads a system resource as everybody and changes it as everybody but an admin: only the admin gets to see it. */
async function onlyForAdmins(path: string, change: object): Promise<void> {
  for (const client of [support, anna]) {
    expect((await client.get(path)).body).toMatchObject({ status: 403, code: 'not-allowed' });
    expect((await client.put(path, change)).body).toMatchObject({ status: 403, code: 'not-allowed' });
  }
  await new PanelClient(panel).get(path).expect(401);
}

/** The newest change that the audit log has of this verb. */
async function lastChange(verb: string): Promise<unknown> {
  const { items } = (await admin.get(`/audit?verb=${verb}&limit=1`).expect(200)).body as { items: unknown[] };
  return items[0];
}

interface Facts {
  readonly productName: string;
  readonly logoOnLight: string | null;
  readonly passwords: unknown;
}

/** What anybody is told. */
async function facts(): Promise<Facts> {
  return (await new PanelClient(panel).get('/panel').expect(200)).body as Facts;
}

describe('the rules for new passwords', () => {
  const path = '/password-rules';
  const first = { shortestCharacters: 10, leastScore: 2 };
  const accountOf = (name: string, chosen: string) => ({
    webRootId: panel.scene.anna.webRootId,
    name,
    password: chosen,
  });
  const setTo = (rules: object) => admin.put(path, rules).expect(200);

  afterEach(async () => {
    await setTo(first);
  });

  test('begin as they were, are told to everybody and changed by admins alone', async () => {
    await onlyForAdmins(path, first);
    expect((await admin.get(path).expect(200)).body).toMatchObject(first);
    await setTo({ shortestCharacters: 12, leastScore: 3 });
    expect((await facts()).passwords).toEqual({ shortestCharacters: 12, leastScore: 3 });
    expect(await lastChange('password-rules.changed')).toMatchObject({
      actor: 'admin@portside.example',
      before: first,
      after: { shortestCharacters: 12, leastScore: 3 },
    });
  });

  test('have bounds, and refuse a change that was made from an old state', async () => {
    for (const [field, value] of [
      ['shortestCharacters', 7],
      ['shortestCharacters', 65],
      ['leastScore', 5],
      ['leastScore', 1.5],
    ] as const) {
      const answer = await admin.put(path, { ...first, [field]: value });
      expect(answer.body).toMatchObject({ status: 400, field });
    }
    const seen = await admin.get(path).expect(200);
    await setTo({ ...first, shortestCharacters: 11 });
    const stale = await admin.put(path, first).set('If-Match', String(seen.headers.etag));
    expect(stale.body).toMatchObject({ status: 412, current: { shortestCharacters: 11 } });
  });

  test('decide about a new FTP account and its next password', async () => {
    const chosen = 'Zw1schen-Den-Deichen';
    await setTo({ shortestCharacters: 21, leastScore: 2 });
    const short = await anna.post('/accounts', accountOf('rules', chosen));
    expect(short.body).toMatchObject({ status: 400, field: 'password', detail: 'Use at least 21 characters.' });
    await setTo({ shortestCharacters: 20, leastScore: 4 });
    const made = await anna.post('/accounts', accountOf('rules', chosen)).expect(201);
    const { id } = made.body as { id: string };
    const again = await anna.put(`/accounts/${id}/password`, { password: 'sunshine-sunshine-sunshine' });
    expect(again.body).toMatchObject({ status: 400, field: 'password' });
    await setTo({ shortestCharacters: 8, leastScore: 0 });
    await anna.put(`/accounts/${id}/password`, { password: 'sunshine' }).expect(204);
    await anna.put(`/accounts/${id}/password`, { password: 'sunshin' }).expect(400);
    await anna.put(`/accounts/${id}/password`, { password: 'ä'.repeat(37) }).expect(400);
  });

  test('decide about the passwords of panel users, wherever one is chosen', async () => {
    await setTo({ shortestCharacters: 30, leastScore: 2 });
    const chosen = 'Zw1schen-Den-Deichen';
    const person = { email: 'late@portside.example', role: 'support', password: chosen };
    expect((await admin.post('/panel-users', person)).body).toMatchObject({ status: 400, field: 'password' });
    const customer = { name: 'Late', panelUser: { email: 'late@portside.example', password: chosen } };
    expect((await admin.post('/customers', customer)).body).toMatchObject({ field: 'panelUser.password' });
    const own = await anna.post('/auth/password', { currentPassword: password, newPassword: chosen });
    expect(own.body).toMatchObject({ status: 400, field: 'newPassword', detail: 'Use at least 30 characters.' });
    const link = await anna.post('/hand-over-links', { accountId: panel.scene.anna.accountId }).expect(201);
    const { hash } = new URL((link.body as { url: string }).url);
    const use = { secret: hash.slice(1), password: chosen };
    const handedOver = await new PanelClient(panel).post('/hand-over-links/use', use);
    expect(handedOver.body).toMatchObject({ status: 400, field: 'password', detail: 'Use at least 30 characters.' });
    await setTo(first);
    await new PanelClient(panel).post('/hand-over-links/use', use).expect(200);
  });

  test('let a billing system hand over ten characters however strict they are, and no weak ones', async () => {
    await setTo({ shortestCharacters: 64, leastScore: 4 });
    const address = `/customers/${panel.scene.ben.customerId}/password`;
    const given = await admin.put(address, { password: 'k7Rw2xQ9zT' });
    expect(given.body).toMatchObject({ login: 'web@ben.example', password: null });
    expect((await admin.put(address, { password: 'password12' })).body).toMatchObject({ status: 400 });
    const made = await admin.put(address, {}).expect(200);
    expect((made.body as { password: string }).password).toHaveLength(64);
  });
});

describe('how the panel shows itself', () => {
  const path = '/branding';
  const words = {
    productName: 'Wolke 9',
    supportText: 'Write to our night shift',
    supportLink: 'mailto:night@wolke.example',
  };

  test('is for admins to change and for everybody to see', async () => {
    await onlyForAdmins(path, words);
    expect(await facts()).toMatchObject({ productName: 'Portside', supportText: null, logoOnLight: null });
    const seen = await admin.get(path).expect(200);
    await admin.put(path, words).set('If-Match', String(seen.headers.etag)).expect(200);
    expect(await facts()).toMatchObject(words);
    expect(await lastChange('branding.changed')).toMatchObject({
      before: { productName: 'Portside', supportText: null },
      after: words,
    });
    const stale = await admin.put(path, { ...words, productName: 'Late' }).set('If-Match', String(seen.headers.etag));
    expect(stale.body).toMatchObject({ status: 412, current: { productName: 'Wolke 9' } });
  });

  test('takes no link that runs something, and none without words', async () => {
    for (const [change, field] of [
      [{ supportLink: 'javascript:alert(1)' }, 'supportLink'],
      [{ supportLink: 'http://wolke.example' }, 'supportLink'],
      [{ supportText: null }, 'supportText'],
      [{ productName: '' }, 'productName'],
      [{ productName: 'two\nlines' }, 'productName'],
      [{ logoOnLight: Buffer.from('<svg onload="alert(1)"/>').toString('base64') }, 'logoOnLight'],
    ] as const) {
      expect((await admin.put(path, { ...words, ...change })).body).toMatchObject({ status: 400, field });
    }
  });

  test('serves a logo as the PNG it is, to everybody, until it is taken away', async () => {
    const png = smallPng();
    await admin.put(path, { ...words, logoOnLight: png.toString('base64') }).expect(200);
    await admin.put(path, { ...words, productName: 'Wolke 10' }).expect(200);
    const address = (await facts()).logoOnLight ?? '';
    const served = await fetch(new URL(address, panel.url));
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(served.headers.get('x-content-type-options')).toBe('nosniff');
    expect(served.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(Buffer.from(await served.arrayBuffer())).toEqual(png);
    await new PanelClient(panel).get('/panel/logos/dark').expect(404);
    await new PanelClient(panel).get('/panel/logos/green').expect(404);
    await admin.put(path, { ...words, logoOnLight: null }).expect(200);
    expect((await facts()).logoOnLight).toBeNull();
    const gone = await new PanelClient(panel).get('/panel/logos/light').expect(404);
    expect(gone.headers['cache-control'] ?? '').not.toContain('immutable');
  });
});

function smallPng(): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length, 0);
    head.write(kind, 4, 'latin1');
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const header = Buffer.from([0, 0, 0, 16, 0, 0, 0, 16, 8, 6, 0, 0, 0]);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const pixels = chunk('IDAT', deflateSync(Buffer.alloc(16 * 65)));
  return Buffer.concat([signature, chunk('IHDR', header), pixels, chunk('IEND', Buffer.alloc(0))]);
}

describe('the health of the installation', () => {
  interface Health {
    readonly fine: boolean;
    readonly findings: { check: string; server: string | null; fine: boolean; sentence: string; cure: string | null }[];
  }

  const health = async (client: PanelClient) => (await client.get('/health/findings').expect(200)).body as Health;

  test('says what is well with the database and what is not with a server, with one cure each', async () => {
    const { fine, findings } = await health(support);
    expect(fine).toBe(false);
    expect(findings.slice(0, 3).map(({ check, fine: well }) => [check, well])).toEqual([
      ['database', true],
      ['migrations', true],
      ['clock', true],
    ]);
    const wanting = findings.filter(({ server, fine: well }) => server === 'web-01' && !well);
    expect(wanting).toMatchObject([{ check: 'heartbeat', sentence: 'It has not started yet.' }]);
    expect(wanting[0]?.cure).toContain('SERVER_NAME=web-01');
  });

  test('is told anew as soon as a server runs', async () => {
    await panel.db.query(
      `insert into server_processes (id, server_id, pid, version, jail_backend, identity, binds_low_ports, applied_version, applied_at)
       values (gen_random_uuid(), $1, 4711, '0.0.1', 'native', 'customer', true, 1, now())`,
      [panel.scene.serverId],
    );
    const { findings } = await health(admin);
    const of = (check: string) => findings.find((found) => found.check === check && found.server === 'web-01');
    expect(of('heartbeat')).toMatchObject({ fine: true });
    expect(of('policy')).toMatchObject({ fine: true });
    expect(of('version')).toMatchObject({ fine: false, sentence: 'It runs version 0.0.1, the panel another.' });
    expect(of('certificate')).toMatchObject({
      fine: false,
      sentence: 'It is self-signed, so FTP programs warn of it.',
    });
  });

  test('is nothing for customers', async () => {
    expect((await anna.get('/health/findings')).body).toMatchObject({ status: 403, code: 'not-allowed' });
  });
});
