// The passive range as a whole: bound once, shared by clients of different addresses, never wider than the policy says.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { knock, testPolicy } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import type { FtpClient } from '../support/ftp-client.js';
import { startEngine, type Engine } from '../support/start-engine.js';

const { firstPort } = testPolicy().passive;
const rangeOf = (count: number) => ({
  passive: { ...testPolicy().passive, firstPort, lastPort: firstPort + count - 1 },
});

async function portOf(client: FtpClient): Promise<number> {
  const { code, lines } = await client.say('EPSV');
  expect(code).toBe(229);
  return Number(/\|(\d+)\|/.exec(lines.join(' '))?.[1]);
}

/** Fetches the page over a data connection from the client's own address, through the port it was told. */
async function fetchThrough(port: number, client: FtpClient, address = '127.0.0.1'): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: address });
  const got: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => got.push(chunk));
  const closed = closing(socket);
  expect(await client.code('RETR page')).toBe(150);
  expect((await client.reply())?.code).toBe(226);
  await closed;
  expect(Buffer.concat(got).toString()).toBe('the page');
}

function closing(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

/** Whether something listens there; a pool drops whoever it does not expect. */
async function listens(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' }).resume();
  let refused = false;
  socket.once('error', (error: NodeJS.ErrnoException) => (refused = error.code === 'ECONNREFUSED'));
  await closing(socket);
  return !refused;
}

async function start(count: number): Promise<Engine> {
  const engine = await startEngine({ policy: rangeOf(count) });
  engine.home.write('page', 'the page');
  return engine;
}

it('one port serves clients of different addresses at the same time, each its own', async () => {
  const engine = await start(1);
  const addresses = ['127.0.0.2', '127.0.0.3', '127.0.0.4'];
  const clients = await Promise.all(addresses.map((from) => engine.logIn({ from })));
  const sockets = [];
  for (const [index, client] of clients.entries()) {
    expect(await portOf(client)).toBe(firstPort);
    sockets.push(connect({ port: firstPort, host: '127.0.0.1', localAddress: addresses[index]! }));
  }
  // The last that came is served first: who is whose does not depend on the order.
  for (const index of [2, 0, 1]) {
    const got: Buffer[] = [];
    sockets[index]?.on('data', (chunk: Buffer) => got.push(chunk));
    expect(await clients[index]?.code('RETR page')).toBe(150);
    expect((await clients[index]?.reply())?.code).toBe(226);
    await eventually('the file has come', () => Buffer.concat(got).toString() === 'the page');
  }
  expect(engine.observer.connections.map(({ outcome }) => outcome)).toEqual(['used', 'used', 'used']);
});

it('a port is promised to one session of an address; the next gets 425 with words', async () => {
  const engine = await start(1);
  const [one, other] = await Promise.all([engine.logIn(), engine.logIn()]);
  expect(await portOf(one)).toBe(firstPort);
  const refused = await other.say('EPSV');
  expect(refused.code).toBe(425);
  expect(refused.lines.join(' ')).toContain(`this server has port ${firstPort}`);
  expect(engine.observer.connections).toMatchObject([{ outcome: 'range-full' }]);
  expect(await one.code('QUIT')).toBe(221);
  await eventually('the port is free again', async () => (await other.say('EPSV')).code === 229);
});

it('a range of one port serves transfer after transfer of one client', async () => {
  const engine = await start(1);
  const client = await engine.logIn();
  for (let turn = 0; turn < 50; turn += 1) await fetchThrough(await portOf(client), client);
});

it('a client that did not come is promised another port the next time', async () => {
  const engine = await start(20);
  const client = await engine.logIn();
  const promised = new Set<number>();
  for (let turn = 0; turn < 20; turn += 1) promised.add(await portOf(client));
  expect(promised.size).toBe(20);
  // Now every port rests: the one that has rested longest is better than none.
  expect(await portOf(client)).toBe([...promised][0]);
});

it('a stranger is dropped and told of, and hurts nobody', async () => {
  const engine = await start(1);
  const client = await engine.logIn();
  expect(await portOf(client)).toBe(firstPort);
  await knock(firstPort, '127.0.0.66');
  await fetchThrough(firstPort, client);
  expect(engine.observer.connections).toMatchObject([{ outcome: 'used', strangers: 1 }]);
});

it('the right client at the wrong port is dropped and noted: something rewrote the reply', async () => {
  const engine = await startEngine({ policy: { ...rangeOf(2), dataWaitMs: 1_000 } });
  engine.home.write('page', 'the page');
  const client = await engine.logIn();
  const told = await portOf(client);
  const other = told === firstPort ? firstPort + 1 : firstPort;
  await knock(other, '127.0.0.1');
  expect(await client.code('RETR page')).toBe(425);
  expect(engine.observer.connections).toMatchObject([
    { outcome: 'no-one-came', localPort: told, knockedPort: other, strangers: 0 },
  ]);
});

it('a port that another program holds is named when the policy is applied, and the others serve', async () => {
  const engine = await start(1);
  const taken = createServer().listen(firstPort + 5, '127.0.0.1');
  await once(taken, 'listening');
  engine.server.apply({ ...engine.policy, ...rangeOf(10), version: 2 });
  await eventually('the port is named', () => engine.observer.notes.length > 0);
  expect(engine.observer.notes).toEqual([
    { event: 'passive.ports-refused', fields: { ports: [{ port: firstPort + 5, errno: 'EADDRINUSE' }] } },
  ]);
  const clients = await Promise.all(Array.from({ length: 10 }, () => engine.logIn()));
  const codes = await Promise.all(clients.map((client) => client.code('EPSV')));
  expect(codes.sort()).toEqual([229, 229, 229, 229, 229, 229, 229, 229, 229, 425]);
  taken.close();
  await once(taken, 'close');
});

it('a changed range is bound at once; what was promised before is kept, then let go', async () => {
  const engine = await start(1);
  const client = await engine.logIn();
  expect(await portOf(client)).toBe(firstPort);
  engine.server.apply({
    ...engine.policy,
    version: 2,
    passive: { ...engine.policy.passive, firstPort: firstPort + 1, lastPort: firstPort + 1 },
  });
  await eventually('the new port listens', () => listens(firstPort + 1));
  await fetchThrough(firstPort, client);
  await eventually('the old port listens no more', async () => !(await listens(firstPort)));
  await fetchThrough(await portOf(client), client);
});
