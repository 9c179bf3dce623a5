import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Policy } from '../../src/servers/policy.dto.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;
let url: string;
let newest: number;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  url = `/servers/${panel.scene.serverId}`;
});
afterAll(async () => {
  await panel.stop();
});
beforeEach(async () => {
  newest = ((await admin.get(`${url}/policy`).expect(200)).body as Policy).version;
});

describe('a policy', () => {
  test('is written as the next version and keeps what the draft leaves out', async () => {
    const answer = await admin
      .put(`${url}/policy`, { preset: 'passive-only', note: 'audit' })
      .set('If-Match', `"${newest}"`);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      version: newest + 1,
      preset: 'passive-only',
      verbs: { PORT: 'deny', EPRT: 'deny', PASV: 'allow', EPSV: 'allow' },
      tls: 'allowed',
      passiveFirstPort: 30000,
      activeSourcePort: 20,
      note: 'audit',
      createdBy: 'admin@portside.example',
      inForce: { everywhere: false, since: null, processes: [] },
    });
  });

  test('based on an old version is refused with the current one', async () => {
    const stale = await admin.put(`${url}/policy`, { preset: 'active-only' }).set('If-Match', `"${newest - 1}"`);
    expect(stale.status).toBe(412);
    expect(stale.body).toMatchObject({
      code: 'changed-meanwhile',
      current: { version: newest, preset: 'passive-only' },
    });
  });

  test('has one winner where two are written at once', async () => {
    const drafts = ['active-only', 'passive-only', 'active-and-passive', 'active-only'];
    const answers = await Promise.all(
      drafts.map((preset) => admin.put(`${url}/policy`, { preset }).set('If-Match', `"${newest}"`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412, 412, 412]);
    for (const { status, body } of answers) {
      if (status === 412) expect(body).toMatchObject({ code: 'changed-meanwhile', current: { version: newest + 1 } });
    }
  });

  test('is restored as a new version, the history newest first', async () => {
    const restored = await admin.post(`${url}/policies/1/restore`).set('If-Match', `"${newest}"`);
    expect(restored.status).toBe(201);
    expect(restored.body).toMatchObject({
      version: newest + 1,
      preset: 'active-and-passive',
      note: 'Version 1 again.',
    });
    const versions: number[] = [];
    let cursor = '';
    do {
      const answer = await admin.get(`${url}/policies?limit=2${cursor}`).expect(200);
      const page = answer.body as { items: Policy[]; nextCursor: string | null };
      versions.push(...page.items.map(({ version }) => version));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(versions).toEqual(Array.from({ length: newest + 1 }, (_, at) => newest + 1 - at));
    const none = await admin.post(`${url}/policies/999/restore`).set('If-Match', `"${newest + 1}"`);
    expect(none.body).toMatchObject({ status: 404 });
  });

  test.each([
    ['verbs', { verbs: { PORT: 'deny', EPRT: 'deny', PASV: 'deny', EPSV: 'deny' } }],
    ['verbs.EPSV', { verbs: { PORT: 'allow', EPRT: 'allow', PASV: 'allow' } }],
    ['verbs.SPSV', { verbs: { PORT: 'allow', EPRT: 'allow', PASV: 'allow', EPSV: 'allow', SPSV: 'allow' } }],
    ['verbs.PORT', { verbs: { PORT: 'inherit', EPRT: 'allow', PASV: 'allow', EPSV: 'allow' } }],
    ['verbs', { verbs: null }],
    ['preset', { preset: 'none' }],
    ['preset', { preset: 'passive-only', verbs: { PORT: 'allow', EPRT: 'allow', PASV: 'allow', EPSV: 'allow' } }],
    ['passiveFirstPort', { passiveFirstPort: 1023 }],
    ['passiveLastPort', { passiveFirstPort: 40000, passiveLastPort: 39999 }],
    ['passiveLastPort', { passiveLastPort: 65536 }],
    ['passiveFirstPort', { passiveFirstPort: 2000, passiveLastPort: 2200 }],
    ['publicIpv4', { publicIpv4: 'example' }],
    ['publicIpv4', { publicIpv4: '203.0.113.256' }],
    ['publicIpv6', { publicIpv6: '203.0.113.7' }],
    ['publicIpv6', { publicIpv6: 'fe80::1%eth0' }],
    ['localForPrivatePeers', { localForPrivatePeers: 'yes' }],
    ['peerCheck', { peerCheck: 'none' }],
    ['peerNetworks', { peerCheck: 'list' }],
    ['peerNetworks', { peerCheck: 'list', peerNetworks: [] }],
    ['peerNetworks', { peerCheck: 'list', peerNetworks: ['10.0.0.0/33'] }],
    ['publicIpv4', { publicIpv4: '2001:db8::1' }],
    ['activeSourcePort', { activeSourcePort: 0 }],
    ['dataWaitMs', { dataWaitMs: 10 }],
    ['idleTimeoutMs', { idleTimeoutMs: '60000' }],
    ['tls', { tls: 'required' }],
    ['tlsSessionReuse', { tlsSessionReuse: 'always' }],
  ])('is refused naming %s for %j', async (field, draft) => {
    const answer = await admin.put(`${url}/policy`, draft).set('If-Match', `"${newest}"`);
    expect(answer.body).toMatchObject({ status: 400, field });
    const after = await admin.get(`${url}/policy`).expect(200);
    expect(after.body).toMatchObject({ version: newest });
  });

  test('warns of what will surprise somebody', async () => {
    const draft = { publicIpv4: '10.0.0.1', tls: 'off' };
    const answer = await admin.put(`${url}/policy`, draft).expect(201);
    expect((answer.body as Policy).publicIpv4).toBe('10.0.0.1');
    expect((answer.body as Policy).warnings.join(' ')).toMatch(/private address.*Without TLS/);
  });

  test('says what is wrong with the certificates of the server', async () => {
    const problem = 'TLS_CERT_FILE: the certificate expired on Nov 1; renew it.';
    const set = 'update servers set certificate_problem = $2 where id = $1';
    await panel.db.query(set, [panel.scene.serverId, problem]);
    const warned = (await admin.get(`${url}/policy`).expect(200)).body as Policy;
    expect(warned.warnings.join(' ')).toContain(`need a look: ${problem}`);
    await panel.db.query(set, [panel.scene.serverId, null]);
    const quiet = (await admin.get(`${url}/policy`).expect(200)).body as Policy;
    expect(quiet.warnings.join(' ')).not.toContain('need a look');
  });

  test('grades the resumption of TLS, and later versions keep the grade', async () => {
    const draft = { tlsSessionReuse: 'require' };
    const answer = await admin.put(`${url}/policy`, draft).expect(201);
    expect(answer.body).toMatchObject({ version: newest + 1, tlsSessionReuse: 'require' });
    const next = await admin
      .put(`${url}/policy`, { dataWaitMs: 20_000 })
      .set('If-Match', `"${newest + 1}"`)
      .expect(201);
    expect(next.body).toMatchObject({ dataWaitMs: 20_000, tlsSessionReuse: 'require' });
  });

  test('may answer single networks with another address', async () => {
    const bad = { addressOverrides: [{ network: 'lan', ipv4: null }] };
    const refused = await admin.put(`${url}/policy`, bad).expect(400);
    expect((refused.body as { field: string }).field).toBe('addressOverrides');
    const addressOverrides = [
      { network: '10.0.0.0/8', ipv4: '10.0.0.5' },
      { network: 'fd00::/8', ipv4: null },
    ];
    const answer = await admin.put(`${url}/policy`, { addressOverrides }).set('If-Match', `"${newest}"`).expect(201);
    expect((answer.body as Policy).addressOverrides).toEqual(addressOverrides);
  });

  test('may give its public addresses as host names or literals, of either family', async () => {
    const draft = { publicIpv4: 'FTP.Example.com', publicIpv6: '2001:DB8:0::7' };
    const answer = await admin.put(`${url}/policy`, draft).expect(201);
    expect(answer.body).toMatchObject({ publicIpv4: 'ftp.example.com', publicIpv6: '2001:db8::7' });
    const kept = await admin
      .put(`${url}/policy`, { dataWaitMs: 21_000 })
      .set('If-Match', `"${newest + 1}"`)
      .expect(201);
    expect(kept.body).toMatchObject({ publicIpv4: 'ftp.example.com', publicIpv6: '2001:db8::7' });
    const server = await admin.get(url).expect(200);
    expect(server.body).toMatchObject({ policy: { publicIpv4: 'ftp.example.com', publicIpv6: '2001:db8::7' } });
    const cleared = { publicIpv4: '9.9.9.9', publicIpv6: null };
    const last = await admin.put(`${url}/policy`, cleared).expect(201);
    expect(last.body).toMatchObject({ publicIpv4: '9.9.9.9', publicIpv6: null });
  });

  test('may relax the check of peers, and forgets the list with it', async () => {
    const draft = {
      peerCheck: 'list',
      peerNetworks: ['10.1.2.3/8', '10.0.0.0/8', '2001:db8::/32'],
    };
    const answer = await admin.put(`${url}/policy`, { ...draft, localForPrivatePeers: true }).expect(201);
    expect(answer.body).toMatchObject({
      peerCheck: 'list',
      peerNetworks: ['10.0.0.0/8', '2001:db8::/32'],
      localForPrivatePeers: true,
    });
    const exact = { peerCheck: 'exact', localForPrivatePeers: false };
    const back = await admin.put(`${url}/policy`, exact).expect(201);
    expect(back.body).toMatchObject({ peerCheck: 'exact', peerNetworks: [], localForPrivatePeers: false });
  });

  test('may be written by admins only', async () => {
    const support = await PanelClient.signedIn(panel, 'support@portside.example');
    await support.get(`${url}/policy`).expect(200);
    await support.put(`${url}/policy`, { preset: 'passive-only' }).set('If-Match', `"${newest}"`).expect(403);
    const anna = await PanelClient.signedIn(panel, 'anna@portside.example');
    await anna.get(`${url}/policy`).expect(403);
  });
});

describe('a policy is in force', () => {
  async function addProcess(applied: number | null, heartbeat = 'now()'): Promise<string> {
    const id = randomUUID();
    await panel.db.query(
      `insert into server_processes (id, server_id, pid, version, jail_backend, identity, binds_low_ports, heartbeat_at,
         applied_version, applied_at, ephemeral_first_port, ephemeral_last_port)
       values ($1, $2, 4711, '0.1.0', 'walk', 'customer', false, ${heartbeat}, $3, now(), 30100, 30200)`,
      [id, panel.scene.serverId, applied],
    );
    return id;
  }

  test('once every process that is up obeys it, whatever silent ones did', async () => {
    const current = async () => (await admin.get(`${url}/policy`).expect(200)).body as Policy;
    const first = await addProcess(newest);
    const second = await addProcess(newest - 1);
    await addProcess(1, `now() - interval '16 seconds'`);
    expect((await current()).inForce).toMatchObject({
      everywhere: false,
      since: null,
      sentence: `Not yet in force on web-01: no answer from process 4711 (obeys version ${newest - 1}).`,
    });
    await panel.db.query('update server_processes set applied_version = $1 where id = $2', [newest, second]);
    const { inForce, warnings } = await current();
    expect(inForce.everywhere).toBe(true);
    expect(inForce.sentence).toBe(`In force on web-01 since ${inForce.since?.slice(11, 19)} UTC.`);
    expect(inForce.processes.map(({ up }) => up).sort()).toEqual([false, true, true]);
    expect(warnings.join(' ')).toContain('may not dial from port 20');
    expect(warnings.join(' '), 'the range of the server’s kernel, not of the panel’s').toContain('30100-30200');
    const server = await admin.get(url).expect(200);
    expect(server.body).toMatchObject({ state: 'up', inForce: true });
    await panel.db.query('update server_processes set stopped_at = now() where id in ($1, $2)', [first, second]);
    expect((await current()).inForce).toMatchObject({
      everywhere: false,
      sentence: `No FTP process of web-01 is up; the first that starts obeys version ${newest}.`,
    });
    const down = await admin.get(url).expect(200);
    expect(down.body).toMatchObject({ state: 'down', inForce: false });
  });

  test('and shows what each process found behind a host name', async () => {
    const draft = { publicIpv4: 'ftp.example.com' };
    await admin.put(`${url}/policy`, draft).expect(201);
    const id = await addProcess(newest + 1);
    const found = {
      family: 'ipv4',
      host: 'ftp.example.com',
      address: '10.0.0.9',
      resolvedAt: '2026-11-22T12:00:00.000Z',
      failure: 'ETIMEOUT',
    };
    const set = 'update server_processes set public_addresses = $2 where id = $1';
    await panel.db.query(set, [id, JSON.stringify([found])]);
    const { inForce, warnings } = (await admin.get(`${url}/policy`).expect(200)).body as Policy;
    expect(inForce.processes.find((process) => process.id === id)?.publicAddresses).toEqual([found]);
    expect(warnings.join(' ')).toContain(
      'could not be looked up (ETIMEOUT); 10.0.0.9, which it had last, is still used.',
    );
    expect(warnings.join(' ')).toContain('ftp.example.com has the address 10.0.0.9, a private address');
    await panel.db.query('update server_processes set stopped_at = now() where id = $1', [id]);
  });

  test('and customers see of a server only what they need', async () => {
    const anna = await PanelClient.signedIn(panel, 'anna@portside.example');
    const answer = await anna.get('/servers').expect(200);
    expect(answer.body).toMatchObject({
      items: [{ name: 'web-01', host: 'ftp.example', ftpPort: 2121, processes: [] }],
    });
  });
});
