import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { receive, send } from '../../src/ftp/data/pump.js';
import type { KeyPair } from '../../src/ftp/ports.js';
import { Tickets } from '../../src/ftp/tls-contexts.js';
import { ServerTls, type SessionTls } from '../../src/ftp/tls.js';
import {
  armForClient,
  clientTls,
  dial,
  hashingSink,
  meet,
  openOptions,
  pumpOptions,
  readAll,
  selfSignedPair,
  sessionTls,
  sourceOf,
  writeAll,
} from '../support/data-connection.js';
import { leaveNothingBehind } from '../support/free-resources.js';

leaveNothingBehind();

let pair: KeyPair;
let tls: SessionTls;
beforeAll(async () => {
  pair = await selfSignedPair();
  tls = await sessionTls(pair);
});

describe('an upload under TLS', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'arrives whole from a %s client that never reads and closes at once',
    async (version) => {
      const { data, client, tcp, reports } = await meet({ tls, direction: 'receive', version });
      tcp.pause();
      const { sink, digest } = hashingSink();
      const receiving = receive(data, sink, pumpOptions());
      const sent = await writeAll(client, 8_000_000);
      client.end(() => client.destroy());
      expect(await receiving).toBe(8_000_000);
      expect(digest()).toBe(sent);
      expect(reports).toMatchObject([{ outcome: 'used' }]);
    },
  );
});

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('an empty upload under %s', (version) => {
  it('is complete when its end comes together with the end of the handshake', async () => {
    const channel = await armForClient([], { tls });
    const opening = channel.open(openOptions({ tls, direction: 'receive' }));
    const client = clientTls(await dial(channel.port), version);
    client.once('secureConnect', () => client.end()).resume();
    expect(await receive(await opening, hashingSink().sink, pumpOptions({ stallTimeoutMs: 2_000 }))).toBe(0);
    client.destroy();
  });
});

/** The head of a record that is never sent to its end. */
const beginningOfHandshake = Buffer.from([0x16, 3, 1, 2, 0, 1]);

/** A control connection: both ends of a TCP connection, ours not yet TLS. */
async function controlPair(): Promise<{ ours: Socket; theirs: Socket }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const theirs = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [ours] = (await once(server, 'connection')) as [Socket];
  server.close();
  theirs.on('error', () => undefined);
  return { ours, theirs };
}

async function securedControl(session: SessionTls): Promise<{ ours: TLSSocket; theirs: TLSSocket; ticket: Buffer }> {
  const { ours, theirs } = await controlPair();
  const securing = session.secureControl(ours, { timeoutMs: 5_000 });
  const client = clientTls(theirs);
  const ticket = once(client, 'session') as Promise<[Buffer]>;
  return { ours: await securing, theirs: client, ticket: (await ticket)[0] };
}

describe('a control connection', () => {
  it('drops plaintext that was smuggled in behind AUTH', async () => {
    const { ours, theirs } = await controlPair();
    theirs.write('USER mallory\r\nPASS secret\r\n');
    await once(ours, 'readable');
    const securing = tls.secureControl(ours, {
      timeoutMs: 5_000,
      announce: () => new Promise<void>((resolve) => void ours.write('234 Go on.\r\n', () => resolve())),
    });
    await once(theirs, 'data');
    const client = clientTls(theirs);
    const secured = await securing;
    const heard: string[] = [];
    secured.on('data', (chunk: Buffer) => heard.push(chunk.toString()));
    await new Promise<void>((resolve) => client.write('NOOP\r\n', () => resolve()));
    await once(secured, 'data');
    expect(heard.join('')).toBe('NOOP\r\n');
    expect(secured.getProtocol()).toBe('TLSv1.3');
    client.destroy();
    secured.destroy();
  });

  it('ends when the plaintext comes after the announcement, in place of a handshake', async () => {
    const { ours, theirs } = await controlPair();
    const securing = tls.secureControl(ours, { timeoutMs: 5_000, announce: () => void ours.write('234 Go on.\r\n') });
    await once(theirs, 'data');
    theirs.write('USER mallory\r\n');
    await expect(securing).rejects.toThrow();
    expect(ours.destroyed).toBe(true);
    theirs.destroy();
  });

  it('ends when the client does not finish its handshake in time', async () => {
    const { ours, theirs } = await controlPair();
    await expect(tls.secureControl(ours, { timeoutMs: 100 })).rejects.toThrow();
    expect(ours.destroyed).toBe(true);
    theirs.destroy();
  });

  it('ends at once when the client leaves in the middle of its handshake, however politely', async () => {
    const { ours, theirs } = await controlPair();
    const securing = tls.secureControl(ours, { timeoutMs: 5_000 });
    theirs.end(beginningOfHandshake);
    await expect(securing).rejects.toThrow('The client closed during the TLS handshake.');
    expect(ours.destroyed).toBe(true);
    theirs.destroy();
  });

  it('refuses a client that takes us for another protocol, TLS 1.1 and old ciphers', async () => {
    for (const offer of [
      { ALPNProtocols: ['http/1.1'] },
      { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
      { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' },
    ] as const) {
      const { ours, theirs } = await controlPair();
      const securing = tls.secureControl(ours, { timeoutMs: 5_000 });
      const client = connectTls({
        socket: theirs,
        rejectUnauthorized: false,
        ...offer,
        ...('ALPNProtocols' in offer && { ALPNProtocols: [...offer.ALPNProtocols] }),
      });
      client.on('error', () => undefined);
      await expect(securing).rejects.toThrow();
      client.destroy();
    }
  });
});

describe('a data connection', () => {
  it.each(['send', 'receive'] as const)(
    'to %s resumes the control session, and the record says so',
    async (direction) => {
      const control = await securedControl(tls);
      const reports: { tlsResumed: boolean | undefined }[] = [];
      const channel = await armForClient(reports as never[], { tls });
      const tcp = await dial(channel.port);
      const opening = channel.open(openOptions({ tls, direction }));
      const client = connectTls({ socket: tcp, rejectUnauthorized: false, session: control.ticket });
      client.on('error', () => undefined);
      const data = await opening;
      if (direction === 'send') {
        const reading = readAll(client);
        await send(sourceOf(10).source, data, pumpOptions());
        expect((await reading).bytes).toBe(10);
        client.end();
      } else {
        client.end('0123456789');
        client.resume();
        expect(await receive(data, hashingSink().sink, pumpOptions())).toBe(10);
      }
      expect(reports).toMatchObject([{ tlsResumed: true, tlsVersion: 'TLSv1.3' }]);
      control.theirs.destroy();
      control.ours.destroy();
    },
  );
});

describe.each(['send', 'receive'] as const)('a data connection to %s', (direction) => {
  it('fails at once when the client leaves in the middle of its handshake', async () => {
    const channel = await armForClient([], { tls });
    const opening = channel.open(openOptions({ tls, direction }));
    const tcp = await dial(channel.port);
    tcp.end(beginningOfHandshake);
    await expect(opening).rejects.toThrow('The client closed during the TLS handshake.');
    tcp.destroy();
  });
});

describe('a session that outlives its first ticket', () => {
  const lifetimeSeconds = 8;

  /** Meets over a data connection that tries to resume; gives whether it did, and the client's newest ticket. */
  async function attempt(session: SessionTls, ticket: Buffer): Promise<{ resumed: boolean; ticket: Buffer }> {
    const channel = await armForClient([], { tls: session });
    const opening = channel.open(openOptions({ tls: session, direction: 'send' }));
    const client = connectTls({ socket: await dial(channel.port), rejectUnauthorized: false, session: ticket });
    let newest = ticket;
    client.on('session', (given: Buffer) => (newest = given)).on('error', () => undefined);
    const reading = readAll(client);
    await send(sourceOf(10).source, await opening, pumpOptions());
    await reading;
    const resumed = client.isSessionReused();
    client.end();
    return { resumed, ticket: newest };
  }

  it('goes on resuming with the tickets that its data connections gave it', { timeout: 30_000 }, async () => {
    const server = await ServerTls.load({ current: async () => [pair] }, { tickets: new Tickets(lifetimeSeconds) });
    const session = server.startSession();
    const control = await securedControl(session);
    const soon = await attempt(session, control.ticket);
    expect(soon.resumed).toBe(true);
    await pause(5_000);
    const later = await attempt(session, soon.ticket);
    expect(later.resumed).toBe(true);
    await pause(5_000);
    expect((await attempt(session, control.ticket)).resumed).toBe(false);
    expect((await attempt(session, later.ticket)).resumed).toBe(true);
    control.theirs.destroy();
    control.ours.destroy();
  });
});

describe('the certificate of the server', () => {
  it('is kept when the new pair does not parse, does not match or has expired', async () => {
    let current: KeyPair = pair;
    const server = await ServerTls.load({ current: async () => [current] });
    const other = await selfSignedPair();
    for (const [bad, words] of [
      [{ key: 'nonsense', cert: 'nonsense' }, 'cannot be used together'],
      [{ key: other.key, cert: pair.cert }, 'cannot be used together'],
      [await selfSignedPair(-1), 'expired'],
    ] as const) {
      current = bad;
      await expect(server.reload()).rejects.toThrow(words);
      expect(server.available).toBe(true);
    }
    current = other;
    await server.reload();
    const control = await securedControl(server.startSession());
    expect(control.theirs.getPeerCertificate().raw.toString('base64')).toBe(
      other.cert.replace(/-----[A-Z ]+-----|\s/g, ''),
    );
    control.theirs.destroy();
    control.ours.destroy();
  });

  it('is not there when none is given or none any more, and a wrong first one is named', async () => {
    const none = await ServerTls.load({ current: async () => [] });
    expect(none.available).toBe(false);
    expect(() => none.startSession()).toThrow('no certificate');
    let pairs = [pair];
    const given = await ServerTls.load({ current: async () => pairs });
    pairs = [];
    await given.reload();
    expect(given.available).toBe(false);
    await expect(ServerTls.load({ current: async () => [{ key: '', cert: 'x' }] })).rejects.toThrow('cannot be used');
  });
});
