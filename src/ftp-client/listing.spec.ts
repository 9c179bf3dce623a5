import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { FtpClient } from './client.js';
import { listActively, listPassively, type ListingTarget } from './listing.js';

const replies: Readonly<Record<string, string>> = { PORT: '200 Fine.', LIST: '150 Here it comes.' };

/** Says that it comes and never does, as where a middlebox takes the connection and keeps it. */
function comesOnlyInWords(socket: Socket): void {
  socket.on('error', () => undefined).write('220 Ready.\r\n');
  socket.on('data', (line) => socket.write(`${replies[line.toString().slice(0, 4)] ?? '500 What?'}\r\n`));
}

test('a server that says it came and did not is waited for no longer than it has', async () => {
  const server = createServer(comesOnlyInWords).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = await FtpClient.open({ address: '127.0.0.1', port });
  const target: ListingTarget = {
    passive: { firstPort: 30_000, lastPort: 30_099 },
    // Half a second with the grace that is added.
    connectTimeoutMs: -4_500,
  };
  await expect(listActively(client, 'PORT', target)).rejects.toThrow(/came, but nothing arrived at 127\.0\.0\.1:\d+\./);
  client.close();
  server.close();
});

test('nobody is dialled whom the server names and who is not the server, where that was asked for', async () => {
  const elsewhere = createServer().listen(0, '127.0.0.2');
  await once(elsewhere, 'listening');
  const { port: otherPort } = elsewhere.address() as AddressInfo;
  let dialled = 0;
  elsewhere.on('connection', () => (dialled += 1));
  const passive = `227 Come (127,0,0,2,${otherPort >> 8},${otherPort & 255}).`;
  const server = createServer((socket) => {
    socket.on('error', () => undefined).write('220 Ready.\r\n');
    socket.on('data', () => socket.write(`${passive}\r\n`));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = await FtpClient.open({ address: '127.0.0.1', port: (server.address() as AddressInfo).port });
  const target = { passive: { firstPort: 1, lastPort: 2 }, connectTimeoutMs: 1_000, ownAddresses: ['203.0.113.5'] };
  await expect(listPassively(client, 'PASV', target)).rejects.toThrow(/none of its own addresses/);
  expect(dialled).toBe(0);
  client.close();
  server.close();
  elsewhere.close();
});
