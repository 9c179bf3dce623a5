import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { ProbeClient } from './probe-client.js';
import { listActively } from './probe-data.js';
import type { ProbeTarget } from './probe-target.js';

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
  const client = await ProbeClient.open({ address: '127.0.0.1', port });
  const target: ProbeTarget = {
    name: 'ftp.example.com',
    hosts: ['127.0.0.1'],
    port,
    tls: 'off',
    hasCertificate: false,
    passive: { firstPort: 30_000, lastPort: 30_099 },
    // Half a second with the grace that is added.
    connectTimeoutMs: -4_500,
  };
  await expect(listActively(client, 'PORT', target)).rejects.toThrow(/came, but nothing arrived at 127\.0\.0\.1:\d+\./);
  client.close();
  server.close();
});
