// Bugs that FTP servers have had, one test a class: addresses, ports, modes, floods, TLS. The classes are numbered; the
// others are in bug-classes-lines, bug-classes-files and test/integration/bug-classes.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { dataVerbs, modeOf, presets, type Preset } from '../../src/ftp/policy.js';
import { eventually } from '../support/eventually.js';
import { targetLine, type FtpClient } from '../support/ftp-client.js';
import { login, password, startEngine } from '../support/start-engine.js';

/** Reads until ABOR has been answered. */
async function untilIdle(client: FtpClient): Promise<void> {
  for (let reply = await client.reply(); ![225, 226].includes(reply?.code ?? 0); reply = await client.reply());
}

/** How much processor time this process uses while it waits, as a part of one processor. */
async function processorShare(ms: number): Promise<number> {
  const before = process.cpuUsage();
  const from = process.hrtime.bigint();
  await sleep(ms);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1000) / Number(process.hrtime.bigint() - from);
}

it('bug class 01: PORT and EPRT reach nobody but the control peer, and no packet leaves for anyone else', async () => {
  let arrivals = 0;
  const bystander = createServer(() => (arrivals += 1));
  bystander.listen(0, '127.0.0.2');
  await once(bystander, 'listening');
  const { port } = bystander.address() as AddressInfo;
  const engine = await startEngine();
  const client = await engine.logIn();
  for (const verb of ['PORT', 'EPRT'] as const) {
    expect(await client.code(targetLine(verb, '127.0.0.2', port))).toBe(501);
    for (const address of ['198.51.100.7', '10.0.0.1', '169.254.1.1', '224.0.0.1', '0.0.0.0', '255.255.255.255']) {
      expect(await client.code(targetLine(verb, address, port))).toBe(501);
    }
    for (const low of [0, 1, 21, 25, 1023]) expect(await client.code(targetLine(verb, '127.0.0.1', low))).toBe(501);
    expect(await client.code('NLST')).toBe(425);
  }
  expect(await client.code(targetLine('EPRT', '::ffff:127.0.0.2', port))).toBeGreaterThanOrEqual(500);
  await new Promise((resolve) => bystander.close(resolve));
  expect(arrivals).toBe(0);
});

it('bug class 02: passive ports cannot be foretold, and a stranger neither gets data nor harms the owner', async () => {
  const engine = await startEngine();
  engine.home.write('mine', 'for my eyes only');
  const client = await engine.logIn();
  const ports: number[] = [];
  for (let turn = 0; turn < 12; turn += 1) ports.push(await client.passivePort());
  const steps = new Set(ports.slice(1).map((port, at) => port - (ports[at] ?? 0)));
  expect(steps.size).toBeGreaterThan(3);
  const port = ports.at(-1) ?? 0;
  const heard: Buffer[] = [];
  const stranger = connect({ host: '127.0.0.1', port, localAddress: '127.0.0.9' }).on('error', () => undefined);
  stranger.on('data', (chunk: Buffer) => heard.push(chunk));
  await new Promise((resolve) => stranger.once('close', resolve));
  const owner = await client.dial(port);
  const got: Buffer[] = [];
  owner.on('data', (chunk: Buffer) => got.push(chunk));
  expect(await client.code('RETR mine')).toBe(150);
  expect((await client.reply())?.code).toBe(226);
  await eventually('all has come', () => Buffer.concat(got).toString() === 'for my eyes only');
  owner.destroy();
  expect(heard).toEqual([]);
});

it('bug class 03: 10,000 PASV in one session leave the range free', async () => {
  const engine = await startEngine();
  const { firstPort } = engine.policy.passive;
  engine.server.apply({
    ...engine.policy,
    version: 2,
    passive: { ...engine.policy.passive, firstPort: firstPort + 190, lastPort: firstPort + 193 },
  });
  const client = await engine.logIn();
  client.write('PASV\r\n'.repeat(10_000));
  for (let turn = 0; turn < 10_000; turn += 1) expect((await client.reply())?.code).toBe(227);
  const others = await Promise.all([engine.logIn(), engine.logIn(), engine.logIn()]);
  for (const other of others) expect(await other.code('EPSV')).toBe(229);
}, 60_000);

it('bug class 22: a flood before login costs no memory, and idle connections keep nobody out', async () => {
  const engine = await startEngine({ limits: { maxUnauthenticated: 50, maxUnauthenticatedPerAddress: 30 } });
  const crowd = await Promise.all(Array.from({ length: 30 }, () => engine.connect()));
  const flood = await engine.connect({ from: '127.0.0.8' });
  flood.socket.pause();
  // Answers that nobody reads stop the reading of questions: the kernel's buffers fill up and no more is taken.
  const before = process.memoryUsage().rss;
  let offered = 0;
  const chunk = Buffer.from('NOOP\r\n'.repeat(10_000));
  while (offered < 64 * 1024 * 1024 && flood.socket.writableLength < 32 * 1024 * 1024) {
    flood.socket.write(chunk);
    offered += chunk.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const customer = await engine.logIn({ from: '127.0.0.3' });
  expect(await customer.code('NOOP')).toBe(200);
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  expect(crowd.length).toBe(30);
}, 60_000);

it.each(['GET / HTTP/1.1', 'POST / HTTP/1.1', 'OPTIONS * HTTP/1.1'])(
  'bug class 23: an HTTP request ends the session, in clear and under TLS: %s',
  async (line) => {
    const engine = await startEngine({ implicitTls: true });
    for (const client of [await engine.connect(), await engine.connectTls()]) {
      client.write(`${line}\r\nHost: ftp\r\n\r\nUSER ${login}\r\n`);
      expect((await client.reply())?.code).toBe(421);
      await client.closed();
      expect(client.unread).toBe('');
    }
  },
);

describe('bug class 26: the mode policy holds on every one of the four verbs', () => {
  const agreed = { PASV: 227, EPSV: 229, PORT: 200, EPRT: 200 };
  const isOpen = (preset: Preset, verb: (typeof dataVerbs)[number]) => presets[preset][verb] === 'allow';

  it.each(Object.keys(presets) as Preset[])('under %s, before and after an aborted transfer', async (preset) => {
    const engine = await startEngine({ policy: { verbs: presets[preset] } });
    const client = await engine.logIn();
    const open = dataVerbs.filter((verb) => isOpen(preset, verb));
    for (const round of ['before', 'after'] as const) {
      for (const verb of dataVerbs) {
        const line = modeOf[verb] === 'passive' ? verb : targetLine(verb as 'PORT', '127.0.0.1', 51_210);
        expect([round, verb, await client.code(line)]).toEqual([
          round,
          verb,
          isOpen(preset, verb) ? agreed[verb] : 502,
        ]);
      }
      expect(await client.code('ABOR')).toBe(226);
      for (const verb of open) expect((await client.fetch('NLST', verb)).final.code).toBe(226);
      client.write(`${open.includes('EPSV') ? 'EPSV' : targetLine('EPRT', '127.0.0.1', 51_211)}\r\nNLST\r\nABOR\r\n`);
      await untilIdle(client);
    }
  });

  it.each(['required-login', 'required-data'] as const)('%s holds in clear for every verb', async (tls) => {
    const client = await (await startEngine({ policy: { tls } })).connect();
    for (const line of [`USER ${login}`, `PASS ${password}`, ...dataVerbs, 'LIST', 'RETR a', 'STOR a']) {
      expect([line, await client.code(line)]).toEqual([line, 530]);
    }
  });
});

it('bug class 27: 150 passive ports at once are all distinct, and no data crosses', async () => {
  const engine = await startEngine({
    // As root every step of the walk stops all threads twice: what is asked here is not how long 150 at once take.
    policy: { dataWaitMs: 60_000, stallTimeoutMs: 60_000 },
    limits: { maxUnauthenticated: 300, maxUnauthenticatedPerAddress: 300 },
  });
  const clients = await Promise.all(Array.from({ length: 150 }, () => engine.logIn()));
  const ports = await Promise.all(clients.map((client) => client.passivePort()));
  expect(new Set(ports).size).toBe(150);
  const answers = await Promise.all(
    clients.map(async (client, at) => {
      const data = await client.dial(ports[at] ?? 0);
      await client.say(`STOR from-${at}`);
      data.end(`content ${at}`);
      return (await client.reply())?.code;
    }),
  );
  expect(new Set(answers)).toEqual(new Set([226]));
  const [reader] = clients;
  for (const at of [0, 1, 74, 148, 149]) {
    expect((await reader?.fetch(`RETR from-${at}`))?.data.toString()).toBe(`content ${at}`);
  }
}, 60_000);

it('bug class 30: half-closed TLS peers and stalled handshakes leave the processor idle', async () => {
  const engine = await startEngine({ limits: { maxUnauthenticatedPerAddress: 60 } });
  for (let turn = 0; turn < 10; turn += 1) {
    const stalled = await engine.connect();
    await stalled.say('AUTH TLS');
    stalled.write(Buffer.from([0x16, 0x03, 0x01]));
    const halfClosed = await engine.connect();
    await halfClosed.authTls();
    await halfClosed.logIn(login, password);
    const data = halfClosed.secureData(await halfClosed.passive());
    await halfClosed.say(`STOR part-${turn}`);
    data.write('part');
    halfClosed.socket.pause();
  }
  expect(await processorShare(1_000)).toBeLessThan(0.5);
});
