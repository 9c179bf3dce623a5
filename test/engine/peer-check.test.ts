// From where the data connection of a passive session may come: its own address, its own network, or a list; and what
// happens to everyone else, with the verdict that is told and recorded.
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { ServerPolicy } from '../../src/ftp/policy.js';
import { knock, testPolicy } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { startEngine, type Engine } from '../support/start-engine.js';

const { firstPort } = testPolicy().passive;

async function start(count: number, passive: Partial<ServerPolicy['passive']>): Promise<Engine> {
  const range = { ...testPolicy().passive, firstPort, lastPort: firstPort + count - 1 };
  const engine = await startEngine({ policy: { passive: { ...range, ...passive }, dataWaitMs: 400 } });
  engine.home.write('page', 'the page');
  return engine;
}

/** What a connection from this address to the session's port is sent. */
function dialFrom(port: number, address: string): { readonly socket: Socket; readonly got: () => string } {
  const socket = connect({ port, host: '127.0.0.1', localAddress: address });
  const chunks: Buffer[] = [];
  socket.on('error', () => undefined).on('data', (chunk: Buffer) => chunks.push(chunk));
  return { socket, got: () => Buffer.concat(chunks).toString() };
}

async function fetchFrom(client: FtpClient, address: string): Promise<void> {
  const { got } = dialFrom(await client.passivePort(), address);
  expect(await client.code('RETR page')).toBe(150);
  expect((await client.reply())?.code).toBe(226);
  await eventually('the file has come', () => got() === 'the page');
}

async function fetchRefused(client: FtpClient, address: string): Promise<string> {
  await knock(await client.passivePort(), address);
  return said(await client.say('RETR page'));
}

const worked = (address: string) => ({ outcome: 'used', verdict: 'worked', strangers: 0, peer: { address } });
const otherAddress = (address: string) => ({
  outcome: 'came-from-other-address',
  verdict: 'came-from-other-address',
  strangers: 1,
  peer: { address },
});

describe('the exact check', () => {
  it('takes the client’s own address and refuses its neighbour', async () => {
    const engine = await start(4, { peerCheck: 'exact' });
    const client = await engine.logIn({ from: '127.0.0.2' });
    await fetchFrom(client, '127.0.0.2');
    expect(await fetchRefused(client, '127.0.0.3')).toMatch(/^425 .*came-from-other-address/);
    expect(engine.observer.connections).toMatchObject([worked('127.0.0.2'), otherAddress('127.0.0.3')]);
  });
});

describe('the check of the same network', () => {
  it('takes an address of the client’s /24 and refuses one outside it', async () => {
    const engine = await start(4, { peerCheck: 'same-network' });
    const client = await engine.logIn({ from: '127.0.0.2' });
    await fetchFrom(client, '127.0.0.200');
    expect(await fetchRefused(client, '127.0.1.2')).toMatch(/^425 .*came-from-other-address/);
    expect(engine.observer.connections).toMatchObject([worked('127.0.0.200'), otherAddress('127.0.1.2')]);
  });

  it('promises a port to one session of a network, and to one of another network besides', async () => {
    const engine = await start(1, { peerCheck: 'same-network' });
    const [one, neighbour, other] = await Promise.all(
      ['127.0.0.2', '127.0.0.3', '127.0.1.2'].map((from) => engine.logIn({ from })),
    );
    expect(await one?.passivePort()).toBe(firstPort);
    expect(await neighbour?.code('EPSV')).toBe(425);
    await fetchFrom(other!, '127.0.1.9');
    expect(engine.observer.connections).toMatchObject([{ verdict: 'range-full' }, worked('127.0.1.9')]);
  });

  it('lets a port rest for the whole network when one of its clients did not come', async () => {
    const engine = await start(2, { peerCheck: 'same-network' });
    const [one, neighbour] = await Promise.all(['127.0.0.2', '127.0.0.3'].map((from) => engine.logIn({ from })));
    for (let turn = 0; turn < 10; turn += 1) {
      const givenUp = await one!.passivePort();
      await one!.code('ABOR');
      expect(await neighbour!.passivePort()).not.toBe(givenUp);
      await neighbour!.code('ABOR');
    }
  });

  it('is the /64 of a client that comes over IPv6', async () => {
    const range = { ...testPolicy().passive, firstPort, lastPort: firstPort, peerCheck: 'same-network' } as const;
    const engine = await startEngine({ host: '::1', policy: { passive: range } });
    const [one, other] = await Promise.all([engine.logIn({ address: '::1' }), engine.logIn({ address: '::1' })]);
    expect(await one.passivePort()).toBe(firstPort);
    expect(await other.code('EPSV')).toBe(425);
    expect((await one.fetch('NLST')).final.code).toBe(226);
  });
});

describe('a list', () => {
  const listed = { peerCheck: 'list', peerNetworks: ['127.0.7.0/28', '127.0.9.1/32'] } as const;

  it('takes the client’s own address and those of the list, and refuses all others', async () => {
    const engine = await start(4, listed);
    const client = await engine.logIn({ from: '127.0.0.2' });
    for (const address of ['127.0.0.2', '127.0.7.15', '127.0.9.1']) await fetchFrom(client, address);
    expect(await fetchRefused(client, '127.0.7.16')).toMatch(/^425 .*came-from-other-address/);
    expect(engine.observer.connections).toMatchObject([
      ...['127.0.0.2', '127.0.7.15', '127.0.9.1'].map(worked),
      otherAddress('127.0.7.16'),
    ]);
  });

  it('promises a port to one session at a time, because all of them may come from there', async () => {
    const engine = await start(1, listed);
    const [one, other] = await Promise.all(['127.0.0.2', '127.0.1.2'].map((from) => engine.logIn({ from })));
    expect(await one?.passivePort()).toBe(firstPort);
    expect(await other?.code('EPSV')).toBe(425);
  });
});

it('a changed check holds from the next PASV on, and what was promised before keeps to the old one', async () => {
  const engine = await start(4, { peerCheck: 'same-network' });
  const client = await engine.logIn({ from: '127.0.0.2' });
  const port = await client.passivePort();
  engine.server.apply({ ...engine.policy, version: 2, passive: { ...engine.policy.passive, peerCheck: 'exact' } });
  const { got } = dialFrom(port, '127.0.0.9');
  expect(await client.code('RETR page')).toBe(150);
  expect((await client.reply())?.code).toBe(226);
  await eventually('the file has come', () => got() === 'the page');
  expect(await fetchRefused(client, '127.0.0.9')).toMatch(/^425/);
});
