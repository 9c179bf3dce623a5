import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { Secret } from '../ftp/index.js';
import { probe } from './probe.js';

const name = 'ftp.example.com';
const noLogin = () => Promise.resolve({ name: 'nobody', password: new Secret('x') });

/** A server that begins TLS with this certificate and does nothing else. */
async function encrypting(pair: { key: string; cert: string }) {
  const secureContext = createSecureContext(pair);
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined).write('220 Ready.\r\n');
    socket.once('data', (line) => {
      if (!line.toString().startsWith('AUTH')) return socket.end('500 No.\r\n');
      socket.write('234 Go.\r\n');
      return new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => undefined);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

test('a certificate of an authority that this machine does not know is not said to be in order', async () => {
  const subject = (value: string) => [{ name: 'commonName', value }];
  const authority = await generate(subject('Some authority'), { keyType: 'ec' });
  const issued = await generate(subject(name), {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  const server = await encrypting({ key: issued.private, cert: issued.cert });
  const { port } = server.address() as AddressInfo;
  const passive = { firstPort: 30_000, lastPort: 30_099 };
  const target = { name, hosts: ['127.0.0.1'], port, hasCertificate: false, passive, connectTimeoutMs: 1_000 };
  const { tls } = await probe({ ...target, tls: 'allowed' }, noLogin);
  server.close();
  expect(tls).toMatchObject({ outcome: 'worked' });
  expect(tls.sentence).toContain('this machine knows no authority that vouches for the certificate');
});
