// Public addresses that are written as host names, looked up at a name server over the network: who is told what, what is
// kept while the DNS is silent, and what the panel sees of it.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FollowedHost, type FollowedHostOptions, type PublicAddress } from '../../src/ftp-runtime/followed-host.js';
import { lookUpAt } from '../../src/ftp-runtime/look-up.js';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { DnsServer } from '../support/dns-server.js';
import { eventually } from '../support/eventually.js';
import { said } from '../support/ftp-client.js';
import { FtpHost, password } from '../support/ftp-host.js';

const name = 'ftp.example.com';
let dns: DnsServer;

beforeAll(async () => {
  dns = await DnsServer.start();
});
afterAll(() => dns.stop());

describe('a host name', () => {
  const followed: FollowedHost[] = [];
  const notes: { event: string; fields: Readonly<Record<string, unknown>> }[] = [];

  function follow(options: Partial<FollowedHostOptions> = {}): FollowedHost {
    const host = new FollowedHost({
      family: 'ipv4',
      host: name,
      lookUp: lookUpAt([dns.address]),
      changed: () => undefined,
      note: (_level, event, fields) => notes.push({ event, fields }),
      shortestMs: 10,
      ...options,
    });
    followed.push(host);
    return host;
  }

  afterEach(() => {
    for (const host of followed.splice(0)) host.stop();
    notes.length = 0;
  });

  it('is asked again when its time to live is over, and its new address is told', async () => {
    dns.answer(name, 'ipv4', { addresses: ['203.0.113.7'], ttlSeconds: 0 });
    const told: (string | null)[] = [];
    const host = follow({ changed: () => told.push(host.shown.address) });
    await host.asked;
    expect(host.shown).toMatchObject({ family: 'ipv4', host: name, address: '203.0.113.7', failure: null });
    dns.answer(name, 'ipv4', { addresses: ['203.0.113.8'], ttlSeconds: 0 });
    await eventually('the new address is told', () => told.at(-1) === '203.0.113.8');
  });

  it('is not asked more often than the least time, however short its time to live', async () => {
    dns.answer(name, 'ipv4', { addresses: ['203.0.113.7'], ttlSeconds: 0 });
    const host = follow({ shortestMs: 60_000 });
    await host.asked;
    const before = dns.asked.get(`${name} ipv4`);
    // Meanwhile another one, which may, asks many times.
    const eager = follow({ host: 'www.example.com' });
    dns.answer('www.example.com', 'ipv4', { addresses: ['203.0.113.9'], ttlSeconds: 0 });
    await eager.asked;
    await eventually('it was asked ten times', () => (dns.asked.get('www.example.com ipv4') ?? 0) >= 10);
    expect(dns.asked.get(`${name} ipv4`)).toBe(before);
  });

  it('keeps its last address when the DNS fails, says so once, and goes on asking', async () => {
    dns.answer(name, 'ipv4', { addresses: ['203.0.113.7'], ttlSeconds: 0 });
    const host = follow();
    await host.asked;
    dns.answer(name, 'ipv4', { code: 'SERVFAIL' });
    await eventually('the failure is seen', () => host.shown.failure !== null);
    expect(host.shown).toMatchObject({ address: '203.0.113.7', failure: 'ESERVFAIL' });
    const asked = dns.asked.get(`${name} ipv4`) ?? 0;
    await eventually('it was asked again', () => (dns.asked.get(`${name} ipv4`) ?? 0) > asked + 2);
    expect(notes.filter(({ event }) => event === 'address.look-up-failed')).toEqual([
      {
        event: 'address.look-up-failed',
        fields: { host: name, family: 'ipv4', code: 'ESERVFAIL', kept: '203.0.113.7' },
      },
    ]);
    dns.answer(name, 'ipv4', { addresses: ['203.0.113.8'], ttlSeconds: 0 });
    await eventually('it has answered', () => host.shown.failure === null);
    expect(host.shown.address).toBe('203.0.113.8');
  });

  it('keeps to one of several addresses as long as it is among them', async () => {
    dns.answer(name, 'ipv4', { addresses: ['203.0.113.9', '203.0.113.7'], ttlSeconds: 0 });
    const host = follow();
    await host.asked;
    expect(host.shown.address).toBe('203.0.113.7');
    dns.answer(name, 'ipv4', { addresses: ['203.0.113.1', '203.0.113.7'], ttlSeconds: 0 });
    const asked = dns.asked.get(`${name} ipv4`) ?? 0;
    await eventually('it was asked again', () => (dns.asked.get(`${name} ipv4`) ?? 0) > asked + 2);
    expect(host.shown.address).toBe('203.0.113.7');
  });

  it('has an IPv6 address too', async () => {
    dns.answer(name, 'ipv6', { addresses: ['2001:db8::7'], ttlSeconds: 60 });
    const host = follow({ family: 'ipv6' });
    await host.asked;
    expect(host.shown.address).toBe('2001:db8::7');
  });
});

describe('a policy with a host name', () => {
  let host: FtpHost;
  let worker: FtpWorker;
  const lookUp = () => lookUpAt([dns.address]);
  const account = 'a@example.com';

  beforeAll(async () => {
    host = await FtpHost.create();
    await host.addAccount({ login: account });
    worker = await host.startWorker({ lookUp: lookUp() });
  });
  afterAll(() => host.dispose());

  const inForce = (version: number) =>
    eventually(`version ${version} is in force`, async () => (await row(worker)).applied_version === version);

  const row = (of: FtpWorker) =>
    host.one<{ applied_version: number | null; public_addresses: PublicAddress[] }>(
      'select applied_version, public_addresses from server_processes where id = $1',
      [of.processId],
    );

  async function pasv(of = worker): Promise<string> {
    const client = await host.connect(of);
    await client.logIn(account, password);
    const reply = said(await client.say('PASV'));
    await client.say('QUIT');
    return reply;
  }

  it('tells clients the address behind it, and the panel what was found', async () => {
    dns.answer('one.example.com', 'ipv4', { addresses: ['203.0.113.7'], ttlSeconds: 60 });
    dns.answer('one.example.com', 'ipv6', { addresses: ['2001:db8::7'], ttlSeconds: 60 });
    await inForce(
      await host.changePolicy({ public_ipv4_host: 'one.example.com', public_ipv6_host: 'one.example.com' }),
    );
    expect(await pasv()).toContain('(203,0,113,7,');
    expect((await row(worker)).public_addresses).toMatchObject([
      { family: 'ipv4', host: 'one.example.com', address: '203.0.113.7', failure: null },
      { family: 'ipv6', host: 'one.example.com', address: '2001:db8::7', failure: null },
    ]);
  });

  it('is known to a process that starts while the DNS is silent, from those that asked before', async () => {
    dns.answer('one.example.com', 'ipv4', { code: 'SERVFAIL' });
    const second = await host.startWorker({ lookUp: lookUp() });
    expect(await pasv(second)).toContain('(203,0,113,7,');
    await eventually('the panel sees the failure', async () => {
      const [ipv4] = (await row(second)).public_addresses;
      return ipv4?.failure === 'ESERVFAIL' && ipv4.address === '203.0.113.7';
    });
    await second.stop();
  });

  it('is in force although nobody knows the name; PASV names the local address, and the panel sees why', async () => {
    await inForce(await host.changePolicy({ public_ipv4_host: 'nowhere.example.com', public_ipv6_host: null }));
    expect(await pasv()).toContain('(127,0,0,1,');
    expect((await row(worker)).public_addresses).toMatchObject([
      { family: 'ipv4', host: 'nowhere.example.com', address: null, failure: 'ENOTFOUND' },
    ]);
    expect(host.events.map(({ event }) => event)).toContain('address.look-up-failed');
    dns.answer('nowhere.example.com', 'ipv4', { addresses: ['203.0.113.9'], ttlSeconds: 60 });
    await eventually('the name is known now', async () => (await pasv()).includes('(203,0,113,9,'));
  });

  it('and the local address for clients in private networks tells those at home the local one', async () => {
    await inForce(await host.changePolicy({ local_for_private_peers: true }));
    expect(await pasv()).toContain('(127,0,0,1,');
    await inForce(await host.changePolicy({ local_for_private_peers: false }));
    expect(await pasv()).toContain('(203,0,113,9,');
  });

  it('gives way to a literal address, and nothing is looked up any more', async () => {
    await inForce(await host.changePolicy({ public_ipv4_host: null, public_ipv4: '198.51.100.1' }));
    expect(await pasv()).toContain('(198,51,100,1,');
    expect((await row(worker)).public_addresses).toEqual([]);
  });

  it('relaxes the check of peers as its row says', async () => {
    await inForce(await host.changePolicy({ peer_check: 'list', peer_networks: ['127.0.9.0/24'] }));
    const client = await host.connect(worker);
    await client.logIn(account, password);
    const socket = await client.dial(await client.passivePort(), '127.0.9.4');
    expect(await client.code('NLST')).toBe(150);
    expect((await client.reply())?.code).toBe(226);
    socket.destroy();
  });
});
