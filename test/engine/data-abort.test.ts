import { getEventListeners } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DataError, type DataErrorCode } from '../../src/ftp/data/channel.js';
import { receive, send } from '../../src/ftp/data/pump.js';
import type { SessionTls } from '../../src/ftp/tls.js';
import {
  hashingSink,
  meet,
  pumpOptions,
  readAll,
  resetNow,
  sessionTls,
  sourceOf,
  writeAll,
  type Connected,
} from '../support/data-connection.js';
import { leaveNothingBehind } from '../support/free-resources.js';

const large = 512 * 1024 * 1024;

leaveNothingBehind();

let tls: SessionTls;
const unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);
beforeAll(async () => {
  tls = await sessionTls();
  process.on('unhandledRejection', note);
});
afterAll(() => process.off('unhandledRejection', note));

const connections: Connected[] = [];
beforeEach(() => {
  connections.length = 0;
});
afterEach(() => {
  for (const { client, tcp, reports, data } of connections) {
    client.destroy();
    tcp.destroy();
    expect(reports).toHaveLength(1);
    expect(data.socket.destroyed).toBe(true);
  }
  expect(unhandled).toEqual([]);
});

async function met(wanted: Parameters<typeof meet>[0]): Promise<Connected> {
  const connected = await meet(wanted);
  connections.push(connected);
  return connected;
}

function codeOf(transfer: Promise<number>): Promise<DataErrorCode | 'no error' | Error> {
  return transfer.then(
    () => 'no error' as const,
    (error: unknown) => (error instanceof DataError ? error.code : (error as Error)),
  );
}

const wires = [
  { wire: 'in clear', secure: false, version: 'TLSv1.3' },
  { wire: 'under TLS 1.2', secure: true, version: 'TLSv1.2' },
  { wire: 'under TLS 1.3', secure: true, version: 'TLSv1.3' },
] as const;
const roads = wires.flatMap((wire) => (['passive', 'active'] as const).map((mode) => ({ ...wire, mode })));

describe.each(roads)('a download in $mode mode $wire', ({ secure, version, mode }) => {
  const road = () => ({ mode, version, tls: secure ? tls : undefined, direction: 'send' as const });

  it.each([0, 100_000, 20_000_000])('fails as reset when the client resets after %i bytes', async (afterBytes) => {
    const { data, client, tcp, reports } = await met(road());
    let got = 0;
    client.on('data', (chunk: Buffer) => {
      got += chunk.length;
      if (got >= afterBytes) resetNow(tcp);
    });
    if (afterBytes === 0) resetNow(tcp);
    expect(await codeOf(send(sourceOf(large).source, data, pumpOptions()))).toBe('reset');
    expect(reports[0]?.outcome).toBe('reset');
  });

  it('fails as reset when the client closes in the middle', async () => {
    const { data, client } = await met(road());
    client.once('data', () => client.destroy());
    expect(await codeOf(send(sourceOf(large).source, data, pumpOptions()))).toBe('reset');
  });

  it('fails as stalled when the client stops reading', async () => {
    const { data, client, reports } = await met(road());
    client.pause();
    const options = pumpOptions({ stallTimeoutMs: 300 });
    expect(await codeOf(send(sourceOf(large).source, data, options))).toBe('stalled');
    expect(reports[0]).toMatchObject({ outcome: 'stalled', errno: 'ETIMEDOUT' });
  });

  it('fails with the error of the source when reading fails in the middle', async () => {
    const { data, client, reports } = await met(road());
    const reading = readAll(client);
    const vanished = Object.assign(new Error('The file has vanished.'), { code: 'EIO' });
    const { source } = sourceOf(large, (given) => {
      if (given > 3_000_000) throw vanished;
    });
    expect(await codeOf(send(source, data, pumpOptions()))).toBe(vanished);
    expect((await reading).bytes).toBeLessThan(large);
    expect(reports[0]).toMatchObject({ outcome: 'aborted', errno: 'EIO' });
  });

  it.each([0, 5_000_000])('is cut at once by the signal after %i bytes, with its reason', async (afterBytes) => {
    const { data, client, reports } = await met(road());
    const aborting = new AbortController();
    const reason = new Error('ABOR');
    const reading = readAll(client);
    const { source, busy } = sourceOf(large, (given) => {
      if (given >= afterBytes) aborting.abort(reason);
    });
    expect(await codeOf(send(source, data, pumpOptions({ signal: aborting.signal })))).toBe(reason);
    expect(busy()).toBe(false);
    expect((await reading).bytes).toBeLessThan(large);
    expect(getEventListeners(aborting.signal, 'abort')).toEqual([]);
    expect(reports[0]?.outcome).toBe('aborted');
  });

  it('is cut by the signal while the client reads nothing', async () => {
    const { data, client } = await met(road());
    client.pause();
    const aborting = new AbortController();
    const sending = codeOf(send(sourceOf(large).source, data, pumpOptions({ signal: aborting.signal })));
    setTimeout(() => aborting.abort(new Error('ABOR')), 100);
    expect(await sending).toEqual(new Error('ABOR'));
  });

  it('does not start when the signal was aborted before', async () => {
    const { data } = await met(road());
    const { source } = sourceOf(10);
    expect(await codeOf(send(source, data, pumpOptions({ signal: AbortSignal.abort(new Error('gone')) })))).toEqual(
      new Error('gone'),
    );
  });
});

describe.each(roads)('an upload in $mode mode $wire', ({ secure, version, mode }) => {
  const road = () => ({ mode, version, tls: secure ? tls : undefined, direction: 'receive' as const });

  it.each([0, 100_000, 5_000_000])('fails as reset when the client resets after %i bytes', async (afterBytes) => {
    const { data, client, tcp, reports } = await met(road());
    const { sink, taken } = hashingSink((bytes) => {
      if (bytes >= afterBytes && afterBytes > 0) resetNow(tcp);
    });
    const receiving = codeOf(receive(data, sink, pumpOptions()));
    if (afterBytes === 0) resetNow(tcp);
    else void writeAll(client, large);
    // Under TLS the missing close_notify may be noticed before the reset; either way the upload is refused.
    expect(secure ? ['reset', 'no-close-notify'] : ['reset']).toContain(await receiving);
    expect(taken()).toBeLessThan(large);
    expect(reports[0]?.outcome).toBe('reset');
  });

  it('fails as stalled when the client stops sending', async () => {
    const { data, client, reports } = await met(road());
    client.write('the first half of');
    const options = pumpOptions({ stallTimeoutMs: 300 });
    expect(await codeOf(receive(data, hashingSink().sink, options))).toBe('stalled');
    expect(reports[0]).toMatchObject({ outcome: 'stalled', bytes: 17 });
  });

  it('fails with the error of the sink when the disk is full in the middle', async () => {
    const { data, client } = await met(road());
    const full = Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' });
    const { sink } = hashingSink((taken) => {
      if (taken > 3_000_000) throw full;
    });
    const receiving = codeOf(receive(data, sink, pumpOptions()));
    void writeAll(client, large);
    expect(await receiving).toBe(full);
  });

  it('fails with the error of the sink when only the last write fails', async () => {
    const { data, client } = await met(road());
    const full = Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' });
    const { sink } = hashingSink(() => Promise.reject(full));
    const receiving = codeOf(receive(data, sink, pumpOptions()));
    client.end('a few bytes');
    client.resume();
    expect(await receiving).toBe(full);
  });

  it.each([0, 5_000_000])('is cut by the signal after %i bytes, with no write left behind', async (afterBytes) => {
    const { data, client, reports } = await met(road());
    const aborting = new AbortController();
    const { sink, busy } = hashingSink(async (taken) => {
      if (taken < afterBytes) return;
      aborting.abort(new Error('ABOR'));
      await new Promise((resolve) => setTimeout(resolve, 30));
    });
    const receiving = codeOf(receive(data, sink, pumpOptions({ signal: aborting.signal })));
    void writeAll(client, large);
    expect(await receiving).toEqual(new Error('ABOR'));
    expect(busy()).toBe(false);
    expect(getEventListeners(aborting.signal, 'abort')).toEqual([]);
    expect(reports[0]?.outcome).toBe('aborted');
  });

  it('is cut by the signal while nothing comes', async () => {
    const { data } = await met(road());
    const aborting = new AbortController();
    const receiving = codeOf(receive(data, hashingSink().sink, pumpOptions({ signal: aborting.signal })));
    setTimeout(() => aborting.abort(new Error('ABOR')), 50);
    expect(await receiving).toEqual(new Error('ABOR'));
  });

  if (secure) {
    it('is refused when TCP ends without a close_notify', async () => {
      const { data, client, tcp, reports } = await met(road());
      const { sink, taken } = hashingSink();
      const receiving = codeOf(receive(data, sink, pumpOptions()));
      await writeAll(client, 3_000_000);
      tcp.destroySoon();
      expect(await receiving).toBe('no-close-notify');
      expect(taken()).toBe(3_000_000);
      expect(reports[0]?.outcome).toBe('reset');
    });

    it('fails as reset when a record was tampered with', async () => {
      const { data, client, tcp } = await met(road());
      const receiving = codeOf(receive(data, hashingSink().sink, pumpOptions()));
      await writeAll(client, 100_000);
      tcp.write(Buffer.from([23, 3, 3, 0, 32, ...Buffer.alloc(32, 7)]));
      expect(await receiving).toBe('reset');
    });
  }
});
