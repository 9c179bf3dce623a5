// One passive range for several FTP processes: even a range of one port serves every session of every process, because
// the primary process listens and hands each connection to whom the port was promised.
import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { FtpClient } from '../support/ftp-client.js';
import { PanelSession } from '../support/panel-session.js';
import { freePort, startProduct, type Product } from '../support/product.js';

interface Policy {
  version: number;
  inForce: { processes: { pid: number; appliedVersion: number | null }[] };
}

let product: Product;
let admin: PanelSession;
let policyPath: string;
const clients: FtpClient[] = [];

beforeAll(async () => {
  product = await startProduct({ FTP_WORKERS: '3' });
  admin = await PanelSession.signIn(product, product.admin);
  const servers = await admin.ask<{ items: { id: string }[] }>('GET', '/servers');
  policyPath = `/servers/${servers.body.items[0]?.id ?? ''}/policy`;
});

afterAll(async () => {
  for (const client of clients) client.socket.destroy();
  await product?.dispose();
});

async function applyRange(firstPort: number, lastPort: number, more: object = { peerCheck: 'exact' }): Promise<void> {
  const draft = { passiveFirstPort: firstPort, passiveLastPort: lastPort, ...more };
  const applied = await admin.ask<Policy>('PUT', policyPath, draft);
  expect(applied.status).toBe(201);
  await eventually('every process obeys', async () => {
    const now = await admin.ask<Policy>('GET', policyPath);
    return now.body.inForce.processes.every(({ appliedVersion }) => appliedVersion === applied.body.version);
  });
}

async function logIn(from: string): Promise<FtpClient> {
  const client = await FtpClient.connect({ port: product.ftpPort, from });
  clients.push(client);
  await client.authTls();
  const { name, password } = product.demoAccount;
  expect((await client.logIn(name, password)).code).toBe(230);
  return client;
}

it('serves clients of several processes over one port at the same time', async () => {
  const port = await freePort();
  await applyRange(port, port);
  const addresses = Array.from({ length: 9 }, (_, at) => `127.0.0.${at + 2}`);
  const sessions = await Promise.all(addresses.map(logIn));
  const promised = await Promise.all(sessions.map((client) => client.passivePort()));
  expect(new Set(promised)).toEqual(new Set([port]));

  // The last client comes first: whose a connection is depends on nothing but where it comes from.
  const sockets = new Map<string, Socket>();
  for (const [at, client] of [...sessions.entries()].reverse()) {
    sockets.set(addresses[at] ?? '', await client.dial(port, addresses[at]));
  }
  const stored = sessions.map(async (client, at) => {
    const data = client.secureData(sockets.get(addresses[at] ?? '')!);
    expect(await client.code(`STOR from-${at}.txt`)).toBe(150);
    data.end(`sent by client ${at}`);
    data.resume();
    expect((await client.reply())?.code).toBe(226);
  });
  await Promise.all(stored);
  const [reader] = sessions;
  for (const at of sessions.keys()) {
    const socket = await reader?.dial((await reader.passivePort()) ?? 0, addresses[0]);
    const data = reader!.secureData(socket!);
    const got: Buffer[] = [];
    data.on('data', (chunk: Buffer) => got.push(chunk));
    expect(await reader?.code(`RETR from-${at}.txt`)).toBe(150);
    expect((await reader?.reply())?.code).toBe(226);
    await eventually('the file has come', () => Buffer.concat(got).toString() === `sent by client ${at}`);
  }
});

it('promises a port to one session of a network where neighbours may come, whichever process has it', async () => {
  const port = await freePort();
  await applyRange(port, port, { peerCheck: 'same-network' });
  const neighbours = await Promise.all(Array.from({ length: 6 }, (_, at) => logIn(`127.0.3.${at + 2}`)));
  const codes = await Promise.all(neighbours.map((client) => client.code('EPSV')));
  expect(codes.sort(), 'one of them all').toEqual([229, 425, 425, 425, 425, 425]);
  const stranger = await logIn('127.0.4.2');
  expect(await stranger.passivePort()).toBe(port);
  const data = stranger.secureData(await stranger.dial(port, '127.0.4.99'));
  expect(await stranger.code('STOR from-a-neighbour.txt')).toBe(150);
  data.resume().end('sent by a neighbour');
  expect((await stranger.reply())?.code).toBe(226);
});

it('hands a port back when the process it was promised to is killed', async () => {
  const port = await freePort();
  await applyRange(port, port);
  const client = await logIn('127.0.0.77');
  expect(await client.passivePort()).toBe(port);
  const pids = await workerPids();
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await client.closed();
  // A connection that is handed to one of them while it dies is answered by nobody.
  await eventually('all of them are gone', () => pids.every((pid) => !isAlive(pid)));
  await eventually(
    'a new process serves',
    async () => {
      const again = await logIn('127.0.0.77').catch(() => undefined);
      return again !== undefined && (await again.passivePort().catch(() => undefined)) === port;
    },
    30_000,
  );
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The workers of the FTP role: grandchildren of the launcher whose parent supervises. */
async function workerPids(): Promise<number[]> {
  const { body } = await admin.ask<Policy>('GET', policyPath);
  return body.inForce.processes.map(({ pid }) => pid);
}
