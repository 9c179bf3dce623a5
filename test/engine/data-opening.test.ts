import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PassiveChannel } from '../../src/ftp/data/channel.js';
import { receive, send } from '../../src/ftp/data/pump.js';
import type { DataConnectionFacts } from '../../src/ftp/facts.js';
import { FtpError } from '../../src/ftp/replies.js';
import type { SessionTls } from '../../src/ftp/tls.js';
import {
  armForClient,
  armForServer,
  clientTls,
  dial,
  hashingSink,
  knock,
  openOptions,
  pumpOptions,
  readAll,
  resetNow,
  sessionTls,
  sourceOf,
  testPolicy,
} from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { leaveNothingBehind } from '../support/free-resources.js';

leaveNothingBehind();

let tls: SessionTls;
beforeAll(async () => {
  tls = await sessionTls();
});

async function refusal(opening: Promise<unknown>): Promise<string> {
  const error: unknown = await opening.then(
    () => new Error('It was not refused.'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof FtpError)) throw error;
  return `${error.reply.code} ${error.reply.lines.join(' ')}`;
}

describe('passive mode', () => {
  it('keeps what a client sends before the command', async () => {
    const reports: DataConnectionFacts[] = [];
    const channel = await armForClient(reports);
    const client = await dial(channel.port);
    client.end('sent before STOR');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const data = await channel.open(openOptions({ direction: 'receive' }));
    const { sink, taken } = hashingSink();
    expect(await receive(data, sink, pumpOptions())).toBe(16);
    expect(taken()).toBe(16);
    client.resume();
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'lets a client finish its %s handshake before the command',
    async (version) => {
      for (const direction of ['send', 'receive'] as const) {
        const reports: DataConnectionFacts[] = [];
        const channel = await armForClient(reports, { tls });
        const client = clientTls(await dial(channel.port), version);
        await once(client, 'secureConnect');
        const data = await channel.open(openOptions({ tls, direction }));
        if (direction === 'send') {
          const reading = readAll(client);
          await send(sourceOf(3_000_000).source, data, pumpOptions());
          expect(await reading).toMatchObject({ bytes: 3_000_000, end: 'end' });
          client.end();
        } else {
          client.end('hello');
          client.resume();
          expect(await receive(data, hashingSink().sink, pumpOptions())).toBe(5);
        }
        expect(reports).toMatchObject([{ outcome: 'used', tlsVersion: version }]);
      }
    },
  );

  it('says that TCP is up before it waits for the handshake, so that the 150 can be sent', async () => {
    const channel = await armForClient([], { tls });
    const tcp = await dial(channel.port);
    let connected = 0;
    const opening = channel.open(openOptions({ tls, connected: () => (connected += 1) }));
    await eventually('the 150 could be sent', () => connected === 1);
    const client = clientTls(tcp);
    const reading = readAll(client);
    await send(sourceOf(5).source, await opening, pumpOptions());
    expect((await reading).bytes).toBe(5);
    client.end();
  });

  it('drops a stranger and lets the right peer in', async () => {
    const reports: DataConnectionFacts[] = [];
    const channel = await armForClient(reports);
    const opening = channel.open(openOptions());
    await Promise.all([2, 3, 4].map((n) => knock(channel.port, `127.0.0.${n}`)));
    const client = await dial(channel.port);
    const reading = readAll(client);
    await send(sourceOf(7).source, await opening, pumpOptions());
    expect(await reading).toMatchObject({ bytes: 7, end: 'end' });
    client.end();
    expect(reports).toMatchObject([{ outcome: 'used', strangers: 3, peer: { address: '127.0.0.1' } }]);
  });

  it('answers 425 with port and seconds when no one comes', async () => {
    const reports: DataConnectionFacts[] = [];
    const channel = await armForClient(reports, { policy: testPolicy({ dataWaitMs: 100 }) });
    const refused = await refusal(channel.open(openOptions()));
    expect(reports).toMatchObject([{ outcome: 'no-one-came', localPort: channel.port, connectedAt: undefined }]);
    expect(refused).toBe(
      `425 No connection reached port ${channel.port} within 0.1 seconds. (no-one-came, ref ${reports[0]?.reference})`,
    );
  });

  it('answers 425 that names strangers when only they came', async () => {
    const reports: DataConnectionFacts[] = [];
    const channel = await armForClient(reports, { policy: testPolicy({ dataWaitMs: 300 }) });
    const opening = refusal(channel.open(openOptions()));
    await knock(channel.port, '127.0.0.9');
    expect(await opening).toContain('from other addresses than yours');
    expect(reports).toMatchObject([
      { outcome: 'came-from-other-address', strangers: 1, peer: { address: '127.0.0.9' } },
    ]);
  });

  it('answers 425 when the range is full, and takes no port outside it', async () => {
    const { firstPort } = testPolicy().passive;
    const policy = testPolicy({
      passive: { ...testPolicy().passive, firstPort, lastPort: firstPort + 2 },
    });
    const reports: DataConnectionFacts[] = [];
    const channels: PassiveChannel[] = [];
    for (let count = 0; count < 3; count += 1) channels.push(await armForClient(reports, { policy }));
    const ports = channels.map((channel) => channel.port).sort();
    expect(ports).toEqual([firstPort, firstPort + 1, firstPort + 2]);
    expect(await refusal(armForClient(reports, { policy }))).toContain('425 No passive port is left for your address');
    expect(reports).toMatchObject([{ outcome: 'range-full', localPort: undefined }]);

    channels[0]?.close('unused');
    const again = await armForClient(reports, { policy });
    expect(again.port).toBe(channels[0]?.port);
    for (const channel of [...channels.slice(1), again]) channel.close('unused');
    expect(reports.map((facts) => facts.outcome)).toEqual(['range-full', 'unused', 'unused', 'unused', 'unused']);
  });

  it('is given up while it waits: by the signal with its reason, by close with 425', async () => {
    const reports: DataConnectionFacts[] = [];
    const aborting = new AbortController();
    const first = await armForClient(reports);
    const opening = first.open(openOptions({ signal: aborting.signal }));
    aborting.abort(new Error('ABOR'));
    await expect(opening).rejects.toThrow('ABOR');

    const second = await armForClient(reports);
    const waiting = refusal(second.open(openOptions()));
    second.close('unused');
    expect(await waiting).toContain('425');
    second.close('unused');
    expect(reports.map((facts) => facts.outcome)).toEqual(['aborted', 'unused']);
  });

  it.each(['left', 'replaced'] as const)(
    'nobody came where the client has %s it without asking for a transfer: most ask only once connected',
    async (why) => {
      const reports: DataConnectionFacts[] = [];
      (await armForClient(reports)).close(why);
      const visited = await armForClient(reports);
      await knock(visited.port, '127.0.0.66');
      visited.close(why);
      expect(reports.map(({ verdict }) => verdict)).toEqual(['no-one-came', 'came-from-other-address']);
    },
  );

  it('gives back a connection that came early and was never used', async () => {
    for (const secure of [false, true]) {
      const reports: DataConnectionFacts[] = [];
      const channel = await armForClient(reports, { tls: secure ? tls : undefined });
      const tcp = await dial(channel.port);
      const client = secure ? clientTls(tcp) : tcp;
      if (secure) await once(client, 'secureConnect');
      // A handshake that was finished has surely come; without one the client may be late.
      channel.close(secure ? 'left' : 'unused');
      await readAll(client);
      client.destroy();
      tcp.destroy();
      expect(reports).toMatchObject([{ outcome: 'unused' }]);
    }
  });
});

describe('a TLS handshake', () => {
  it('that is never finished ends in 425 after the wait', async () => {
    const reports: DataConnectionFacts[] = [];
    const channel = await armForClient(reports, { policy: testPolicy({ dataWaitMs: 150 }), tls });
    const client = await dial(channel.port);
    expect(await refusal(channel.open(openOptions({ tls })))).toContain(
      'did not finish its handshake within 0.15 seconds',
    );
    expect(reports).toMatchObject([{ outcome: 'tls-failed', errno: 'ETIMEDOUT' }]);
    client.destroy();
  });

  it('that is begun early and never finished ends in 425 after the wait', async () => {
    const channel = await armForClient([], { policy: testPolicy({ dataWaitMs: 150 }), tls });
    const client = await dial(channel.port);
    client.write(Buffer.from([22, 3, 1, 2, 0, 1]));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await refusal(channel.open(openOptions({ tls, direction: 'receive' })))).toContain('handshake');
    client.destroy();
  });

  it('that is no TLS at all ends in 425', async () => {
    const reports: DataConnectionFacts[] = [];
    const channel = await armForClient(reports, { tls });
    const client = await dial(channel.port);
    client.end('GET / HTTP/1.1\r\n\r\n');
    expect(await refusal(channel.open(openOptions({ tls })))).toContain('425 TLS on the data connection failed');
    expect(reports).toMatchObject([{ outcome: 'tls-failed', tlsVersion: undefined }]);
    client.destroy();
  });

  it('that the client resets or the signal aborts leaves nothing behind', async () => {
    for (const direction of ['send', 'receive'] as const) {
      const channel = await armForClient([], { tls });
      const client = await dial(channel.port);
      const opening = refusal(channel.open(openOptions({ tls, direction })));
      setTimeout(() => resetNow(client), 30);
      expect(await opening).toContain('425');

      const aborting = new AbortController();
      const second = await armForClient([], { tls });
      const silent = await dial(second.port);
      const waiting = second.open(openOptions({ tls, direction, signal: aborting.signal }));
      setTimeout(() => aborting.abort(new Error('ABOR')), 30);
      await expect(waiting).rejects.toThrow('ABOR');
      silent.destroy();
    }
  });
});

describe('active mode', () => {
  it('answers 425 with words when the client refuses the connection', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const reports: DataConnectionFacts[] = [];
    expect(await refusal(armForServer(reports, port).open(openOptions()))).toContain(
      `425 The connection of this server to port ${port} of 127.0.0.1 was refused`,
    );
    expect(reports).toMatchObject([{ outcome: 'unreachable', errno: 'ECONNREFUSED' }]);
  });

  it('dials nothing when it is closed before it is opened, or the signal was aborted', async () => {
    const reports: DataConnectionFacts[] = [];
    const closed = armForServer(reports, 4000);
    closed.close('replaced');
    expect(await refusal(closed.open(openOptions()))).toContain('425');
    const aborted = armForServer(reports, 4000);
    const opening = aborted.open(openOptions({ signal: AbortSignal.abort(new Error('ABOR')) }));
    await expect(opening).rejects.toThrow('ABOR');
    expect(reports.map((facts) => facts.outcome)).toEqual(['replaced', 'aborted']);
  });

  it('dials from the source port of the policy, to several clients at once', async () => {
    const sourcePort = testPolicy().passive.lastPort;
    const policy = testPolicy({ active: { sourcePort, connectTimeoutMs: 5_000 } });
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const other = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const reports: DataConnectionFacts[] = [];
    for (const each of [server, other]) each.on('connection', (socket) => socket.end().resume());
    const opened = await Promise.all(
      [server, other].map((each) =>
        armForServer(reports, (each.address() as AddressInfo).port, { policy }).open(openOptions()),
      ),
    );
    expect(opened.map((data) => data.local.port)).toEqual([sourcePort, sourcePort]);
    await Promise.all(opened.map((data) => send(sourceOf(1).source, data, pumpOptions())));
    server.close();
    other.close();
    expect(reports).toMatchObject([
      { outcome: 'used', localPort: sourcePort },
      { outcome: 'used', localPort: sourcePort },
    ]);
  });
});
