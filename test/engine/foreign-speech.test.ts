// Clients that speak SSH or TLS where FTP is spoken, and FTP where TLS is: one sentence, and a record of it.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { login, startEngine, type Engine } from '../support/start-engine.js';

/** A TLS 1.2 ClientHello's first bytes: a handshake record, and the hello that it holds. */
const clientHello = Buffer.from('16030100c8010000c40303', 'hex');

/** Everything that comes on a connection after these bytes were sent, until the server has closed it. */
async function say(port: number, ...pieces: readonly (string | Buffer)[]): Promise<string> {
  const socket: Socket = connect({ host: '127.0.0.1', port });
  let heard = '';
  socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
  const ended = once(socket, 'end');
  await once(socket, 'connect');
  for (const piece of pieces) await new Promise((sent) => socket.write(piece, sent));
  await ended;
  socket.destroy();
  return heard;
}

const ftpPort = (engine: Engine) => engine.server.addresses.ftp.port;
const ftpsPort = (engine: Engine) => engine.server.addresses.ftps?.port ?? 0;

async function expectOnlyAttempt(engine: Engine, outcome: string): Promise<void> {
  await eventually('the session is over', () => engine.observer.ends.length === 1);
  expect(engine.observer.ends).toEqual(['protocol']);
  expect(engine.observer.attempts).toMatchObject([{ name: '', outcome }]);
}

describe('on the port for FTP', () => {
  it('a client that speaks SSH is told so, and the connection ends', async () => {
    const engine = await startEngine();
    const heard = await say(ftpPort(engine), 'SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n');
    expect(heard).toMatch(/^220 [^\n]+\r\n421 This port speaks FTP and your program speaks SSH; [^\n]+\r\n$/);
    await expectOnlyAttempt(engine, 'spoke-ssh');
  });

  it.each([
    { cut: 'whole', pieces: [clientHello] },
    { cut: 'in pieces', pieces: [clientHello.subarray(0, 1), clientHello.subarray(1)] },
  ])('a client that begins with TLS ($cut) is told how TLS begins here', async ({ pieces }) => {
    const engine = await startEngine();
    const heard = await say(ftpPort(engine), ...pieces);
    expect(heard).toMatch(/\r\n421 TLS begins with AUTH TLS on this port; [^\n]+\r\n$/);
    await expectOnlyAttempt(engine, 'spoke-tls');
  });

  it('a real TLS client fails at once instead of waiting', async () => {
    const engine = await startEngine();
    const client = connectTls({ host: '127.0.0.1', port: ftpPort(engine), rejectUnauthorized: false });
    const [error] = (await once(client, 'error')) as [Error];
    expect(error).toMatchObject({ code: 'ERR_SSL_WRONG_VERSION_NUMBER' });
    client.destroy();
    await eventually('it is written down', () => engine.observer.attempts[0]?.outcome === 'spoke-tls');
  });

  it('a client that was logged in is no refused login', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    client.write(clientHello);
    expect((await client.reply())?.code).toBe(421);
    await client.closed();
    expect(engine.observer.attempts.map(({ outcome }) => outcome)).toEqual(['accepted']);
  });
});

describe('on the port for implicit TLS', () => {
  it('a client that waits for a greeting in the clear is told what this port speaks', async () => {
    const engine = await startEngine({ implicitTls: true, limits: { firstByteTimeoutMs: 30 } });
    expect(await say(ftpsPort(engine))).toMatch(/^421 TLS begins with the first byte on this port; [^\n]+\r\n$/);
    await expectOnlyAttempt(engine, 'spoke-plain');
  });

  it.each([
    { what: 'commands', bytes: 'USER anna\r\n', outcome: 'spoke-plain', words: /^421 TLS begins with the first byte/ },
    { what: 'SSH', bytes: 'SSH-2.0-OpenSSH_9.2p1\r\n', outcome: 'spoke-ssh', words: /^421 This port speaks FTP/ },
  ])('a client that sends $what is told at once', async ({ bytes, outcome, words }) => {
    const engine = await startEngine({ implicitTls: true });
    expect(await say(ftpsPort(engine), bytes)).toMatch(words);
    await expectOnlyAttempt(engine, outcome);
  });

  it('a client that leaves without a byte is nobody to write of', async () => {
    const engine = await startEngine({ implicitTls: true });
    const socket = connect({ host: '127.0.0.1', port: ftpsPort(engine) });
    await once(socket, 'connect');
    socket.end();
    await eventually('the session is over', () => engine.observer.ends.length === 1);
    expect(engine.observer.ends).toEqual(['lost']);
    expect(engine.observer.attempts).toEqual([]);
    socket.destroy();
  });
});

it('a login in the clear where TLS is required is written down once a session', async () => {
  const engine = await startEngine({ policy: { tls: 'required-login' } });
  const client = await engine.connect();
  expect(await client.code(`USER ${login}`)).toBe(530);
  expect(await client.code('USER somebody')).toBe(530);
  expect(engine.observer.attempts).toMatchObject([{ name: login, outcome: 'tls-required' }]);
});
