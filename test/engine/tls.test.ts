// TLS on the control and the data connection, explicit and implicit, and what is refused without it.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { said } from '../support/ftp-client.js';
import { login, password, startEngine, type Engine } from '../support/start-engine.js';

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('%s', (version) => {
  it.each(['EPSV', 'EPRT'] as const)('protects control and data over %s', async (verb) => {
    const engine = await startEngine();
    const client = await engine.connect();
    client.tlsVersion = version;
    expect((await client.authTls()).code).toBe(234);
    expect((await client.logIn(login, password)).code).toBe(230);
    await client.say('TYPE I');
    const bytes = randomBytes(1_500_001);
    expect((await client.store('STOR secret', bytes, verb)).code).toBe(226);
    expect(readFileSync(join(engine.home.path, 'secret')).equals(bytes)).toBe(true);
    const fetched = await client.fetch('RETR secret', verb);
    expect(fetched.final.code).toBe(226);
    expect(fetched.data.equals(bytes)).toBe(true);
    expect(engine.observer.transfers).toMatchObject(Array(2).fill({ secure: true, outcome: 'complete' }));
    expect(engine.observer.connections).toMatchObject(Array(2).fill({ tlsVersion: version, outcome: 'used' }));
    expect(engine.server.sessions()).toMatchObject([{ facts: { tlsVersion: version } }]);
  });
});

it('speaks nothing older than it is told from the next session on, and lets open ones go on', async () => {
  const engine = await startEngine();
  const begin = async (version: 'TLSv1.2' | 'TLSv1.3') => {
    const client = await engine.connect();
    client.tlsVersion = version;
    await client.authTls();
    expect((await client.logIn(login, password)).code).toBe(230);
    return client;
  };
  const open = await begin('TLSv1.2');
  engine.server.apply({ ...engine.policy, version: 2, tlsMinimumVersion: 'TLSv1.3' });
  await expect(begin('TLSv1.2')).rejects.toThrow(/protocol version/);
  await begin('TLSv1.3');
  expect((await open.store('STOR a', 'a')).code).toBe(226);
  expect(engine.observer.connections.at(-1)).toMatchObject({ tlsVersion: 'TLSv1.2', outcome: 'used' });
  await engine.server.reloadCertificate();
  await expect(begin('TLSv1.2')).rejects.toThrow(/protocol version/);
  engine.server.apply({ ...engine.policy, version: 3 });
  await begin('TLSv1.2');
});

it('begins with TLS on the implicit port, where data is protected from the start', async () => {
  const engine = await startEngine({ implicitTls: true, policy: { tls: 'required-data' } });
  const client = await engine.connectTls();
  client.protection = 'P';
  expect((await client.logIn(login, password)).code).toBe(230);
  expect((await client.store('STOR a', 'a')).code).toBe(226);
  expect((await client.fetch('MLSD')).final.code).toBe(226);
});

it('says 421 through TLS on the implicit port when TLS is switched off', async () => {
  const engine = await startEngine({ implicitTls: true, policy: { tls: 'off' } });
  const client = await engine.connectTls();
  await client.closed();
  await eventually('the session is over', () => engine.observer.ends[0] === 'policy');
});

it('drops what was pipelined behind AUTH in clear, and forgets a USER sent in clear', async () => {
  const engine = await startEngine();
  const client = await engine.connect();
  await client.say(`USER ${login}`);
  client.write(`AUTH TLS\r\nUSER ${login}\r\nPASS ${password}\r\n`);
  expect((await client.reply())?.code).toBe(234);
  await client.startTls();
  expect(await client.code(`PASS ${password}`)).toBe(503);
  expect(await client.code('PWD')).toBe(530);
  expect((await client.logIn(login, password)).code).toBe(230);
});

it('logs out whoever was logged in before AUTH', async () => {
  const client = await (await startEngine()).logIn();
  await client.authTls();
  expect(await client.code('PWD')).toBe(530);
});

it('wants AUTH, PBSZ and PROT in their order', async () => {
  const client = await (await startEngine()).connect();
  expect(await client.code('PBSZ 0')).toBe(503);
  expect(await client.code('PROT P')).toBe(503);
  expect(await client.code('CCC')).toBe(503);
  expect(await client.code('AUTH KERBEROS_V4')).toBe(504);
  await client.say('AUTH TLS');
  await client.startTls();
  expect(await client.code('PROT P')).toBe(503);
  expect(said(await client.say('PBSZ 4096'))).toBe('200 PBSZ=0');
  expect(await client.code('PROT E')).toBe(536);
  expect(await client.code('PROT X')).toBe(504);
  expect(await client.code('PROT C')).toBe(200);
  expect(await client.code('CCC')).toBe(534);
  expect(await client.code('AUTH TLS')).toBe(503);
});

it('refuses PROT C and a clear transfer where data must be protected', async () => {
  const engine = await startEngine({ policy: { tls: 'required-data' } });
  const client = await engine.connect();
  await client.authTls();
  await client.logIn(login, password);
  expect(await client.code('PROT C')).toBe(534);
  expect((await client.fetch('NLST')).final.code).toBe(226);
});

it('refuses AUTH where there is no certificate', async () => {
  const client = await (await startEngine({ certificate: 'none' })).connect();
  expect(await client.code('AUTH TLS')).toBe(431);
  expect(await client.code('NOOP')).toBe(200);
});

it('ends a session whose handshake is never finished', async () => {
  const engine = await startEngine({ policy: { loginTimeoutMs: 100 } });
  const client = await engine.connect();
  await client.say('AUTH TLS');
  await client.closed();
  await eventually('the session is over', () => engine.observer.ends[0] === 'login-timeout');
});

it('outlives a client that sends rubbish in place of a handshake', async () => {
  const engine = await startEngine();
  const client = await engine.connect();
  await client.say('AUTH TLS');
  client.write('NOOP\r\nNOOP\r\n');
  await client.closed();
  await eventually('the session is over', () => engine.observer.ends.length === 1);
  expect(await (await engine.logIn()).code('NOOP')).toBe(200);
});

it('never says 226 to an upload that ends without close_notify', async () => {
  const engine = await startEngine();
  const client = await engine.connect();
  await client.authTls();
  await client.logIn(login, password);
  const data = await client.passive();
  expect(await client.code('STOR cut')).toBe(150);
  const secured = client.secureData(data);
  secured.write('the first half');
  await eventually('some bytes have come', () => (engine.server.sessions()[0]?.transfer?.bytes ?? 0) > 0);
  data.destroy();
  expect((await client.reply())?.code).toBe(426);
});

describe.each(['explicit', 'implicit'] as const)('over %s TLS', (kind) => {
  const secured = async () => {
    const engine = await startEngine({ implicitTls: true });
    if (kind === 'implicit') return { engine, client: await engine.connectTls() };
    const client = await engine.connect();
    await client.authTls();
    return { engine, client };
  };

  /** A TCP connection on which the handshake is next. */
  const beforeHandshake = async (engine: Engine): Promise<Socket> => {
    const { ftp, ftps } = engine.server.addresses;
    const socket = connect({ port: (kind === 'explicit' ? ftp : ftps)?.port ?? 0, host: '127.0.0.1' });
    if (kind === 'implicit') return socket;
    await once(socket, 'data');
    socket.write('AUTH TLS\r\n');
    await once(socket, 'data');
    return socket;
  };

  it('an HTTP request ends the session', async () => {
    const { engine, client } = await secured();
    client.write('GET / HTTP/1.1\r\nHost: ftp.example.org\r\n\r\nNOOP\r\n');
    expect(said(await client.reply())).toMatch(/^421 .*not HTTP/);
    await client.closed();
    expect(client.unread).not.toMatch(/^200/m);
    await eventually('the session is over', () => engine.observer.ends[0] === 'protocol');
  });

  it.each(['TLSv1', 'TLSv1.1'] as const)('%s is refused', async (version) => {
    const engine = await startEngine({ implicitTls: true });
    const socket = await beforeHandshake(engine);
    const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const client = connectTls({ socket, rejectUnauthorized: false, ...old });
    const [refusal] = (await once(client, 'error')) as [Error & { code?: string }];
    expect(refusal.code).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
    await eventually('the session is over', () => engine.observer.ends.length === 1);
  });

  it.each([
    [['ftp'], 'ftp'],
    [['http/1.1', 'ftp'], 'ftp'],
    [['http/1.1', 'h2'], undefined],
  ])('a client that offers the protocols %j gets %s', async (ALPNProtocols, chosen) => {
    const engine = await startEngine({ implicitTls: true });
    const socket = await beforeHandshake(engine);
    const client = connectTls({ socket, rejectUnauthorized: false, ALPNProtocols });
    const outcome = await Promise.race([
      once(client, 'secureConnect').then(() => client.alpnProtocol),
      once(client, 'error').then(() => undefined),
    ]).catch(() => undefined);
    expect(outcome).toBe(chosen);
    client.on('error', () => undefined).destroy();
  });
});

it('takes TLS by either road at once', async () => {
  const engine = await startEngine({ implicitTls: true, policy: { tls: 'required-data' } });
  const implicit = await engine.connectTls();
  const explicit = await engine.connect();
  expect(said(await explicit.say(`USER ${login}`))).toMatch(/^530 .*AUTH TLS/);
  await explicit.authTls();
  implicit.protection = 'P';
  for (const client of [implicit, explicit]) {
    expect((await client.logIn(login, password)).code).toBe(230);
    expect((await client.fetch('NLST')).final.code).toBe(226);
  }
});
