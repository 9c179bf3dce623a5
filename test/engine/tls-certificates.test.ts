// Several certificates on one server: which one a client gets, by SNI and by HOST.
import type { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { KeyPair } from '../../src/ftp/ports.js';
import { selfSignedPair } from '../support/data-connection.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { login, password, startEngine, type EngineOptions } from '../support/start-engine.js';

const sites: Promise<KeyPair[]> = Promise.all([
  selfSignedPair(10, ['server.example']),
  selfSignedPair(10, ['ftp.anna.example', 'anna.example']),
  selfSignedPair(10, ['*.berta.example']),
]);

async function start(options: EngineOptions = {}) {
  const pairs = await sites;
  return startEngine({ certificate: { current: async () => pairs }, ...options });
}

/** The names on the certificate that the client was shown. */
function shown(socket: FtpClient['socket']): string | undefined {
  return (socket as TLSSocket).getPeerCertificate().subjectaltname;
}

const choices: [string | undefined, string][] = [
  ['server.example', 'DNS:server.example'],
  ['ftp.anna.example', 'DNS:ftp.anna.example, DNS:anna.example'],
  ['ANNA.example', 'DNS:ftp.anna.example, DNS:anna.example'],
  ['ftp.berta.example', 'DNS:*.berta.example'],
  ['a.b.berta.example', 'DNS:server.example'],
  ['unknown.example', 'DNS:server.example'],
  [undefined, 'DNS:server.example'],
];

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('%s', (version) => {
  it.each(choices)('a client that names %s is shown %s, on its data connections too', async (serverName, names) => {
    const engine = await start();
    const client = await engine.connect();
    client.tlsVersion = version;
    client.serverName = serverName;
    await client.authTls();
    expect(shown(client.socket)).toBe(names);
    await client.logIn(login, password);
    client.resumes = undefined;
    const data = client.secureData(await client.passive());
    await new Promise((resolve) => data.once('secureConnect', resolve));
    expect(shown(data)).toBe(names);
    expect(await client.code('NLST')).toBe(150);
    data.resume().end();
    expect((await client.reply())?.code).toBe(226);
  });

  it('resumes where resumption is required, whichever certificate was chosen', async () => {
    const engine = await start({ policy: { tlsSessionReuse: 'require' } });
    for (const [serverName] of choices) {
      const client = await engine.connect();
      client.tlsVersion = version;
      client.serverName = serverName;
      await client.authTls();
      await client.logIn(login, password);
      expect((await client.fetch('NLST')).final.code).toBe(226);
      expect((await client.store('STOR a', 'a')).code).toBe(226);
    }
  });
});

it('chooses by SNI on the port where TLS begins with the first byte', async () => {
  const engine = await start({ implicitTls: true });
  expect(shown((await engine.connectTls({ serverName: 'anna.example' })).socket)).toMatch('anna.example');
  expect(shown((await engine.connectTls()).socket)).toBe('DNS:server.example');
});

describe('HOST', () => {
  it('before AUTH chooses for a client that names no host in its handshake, on data connections too', async () => {
    const engine = await start({ policy: { tlsSessionReuse: 'require' } });
    const client = await engine.connect();
    expect(await client.code('HOST x.berta.example')).toBe(220);
    await client.authTls();
    expect(shown(client.socket)).toBe('DNS:*.berta.example');
    await client.logIn(login, password);
    expect((await client.fetch('NLST')).final.code).toBe(226);
  });

  it('before AUTH is outweighed by the handshake', async () => {
    const client = await (await start()).connect();
    await client.say('HOST x.berta.example');
    client.serverName = 'anna.example';
    await client.authTls();
    expect(shown(client.socket)).toMatch('anna.example');
    expect(await client.code('HOST anna.example')).toBe(220);
  });

  it('behind AUTH must give the name that the handshake gave', async () => {
    const client = await (await start()).connect();
    client.serverName = 'ftp.anna.example';
    await client.authTls();
    expect(said(await client.say('HOST anna.example'))).toMatch(/^504 .*SNI/);
    expect(await client.code('HOST FTP.Anna.Example')).toBe(220);
    expect((await client.logIn(login, password)).code).toBe(230);
  });

  it('behind AUTH may give any name where the handshake gave none', async () => {
    const client = await (await start()).connect();
    await client.authTls();
    expect(await client.code('HOST anna.example')).toBe(220);
  });
});

it('takes a certificate that was added, beside one that has expired meanwhile, and drops one that was removed', async () => {
  const old = await selfSignedPair(-1, ['server.example']);
  const [, anna, berta] = await sites;
  if (anna === undefined || berta === undefined) throw new Error('The certificates were not made.');
  let pairs = [old, anna];
  const engine = await startEngine({ certificate: { current: async () => pairs } });
  const nameOf = async (serverName: string) => {
    const client = await engine.connect({ serverName });
    await client.authTls();
    return shown(client.socket);
  };
  expect(await nameOf('x.berta.example')).toBe('DNS:server.example');
  pairs = [old, berta];
  await engine.server.reloadCertificate();
  expect(await nameOf('x.berta.example')).toBe('DNS:*.berta.example');
  expect(await nameOf('anna.example')).toBe('DNS:server.example');
});
