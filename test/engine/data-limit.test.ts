// A data connection under a rate limit, with a clock that moves only when the test says so.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { receive, send } from '../../src/ftp/data/pump.js';
import { RateLimit } from '../../src/ftp/data/rate-limit.js';
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
} from '../support/data-connection.js';
import { leaveNothingBehind } from '../support/free-resources.js';
import { SimulatedClock } from '../support/simulated-clock.js';

leaveNothingBehind();

let tls: SessionTls;
beforeAll(async () => {
  tls = await sessionTls();
});

const rate = 1_000_000;
const large = 3_000_017;

/** Lets simulated time pass, in small steps between which the sockets have their turn, until the work is done. */
async function passUntil(clock: SimulatedClock, work: Promise<unknown>, each: () => void = () => undefined) {
  let done = false;
  const over = work.finally(() => (done = true));
  over.catch(() => undefined); // the test awaits it itself
  while (!done) {
    await clock.pass(10);
    each();
  }
}

/** Gives sockets and streams every chance to do something. */
async function manyTurns(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe.each([
  { wire: 'in clear', secure: false },
  { wire: 'under TLS', secure: true },
])('under a limit, $wire', ({ secure }) => {
  const road = (direction: 'send' | 'receive') => meet({ direction, tls: secure ? tls : undefined });

  it('a download is never ahead of its time, and whole in the end', async () => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(rate, clock);
    const { data, client } = await road('send');
    const reading = readAll(client);
    const { source, digest } = sourceOf(large);
    let moved = 0;
    const onBytes = (bytes: number) => (moved += bytes);
    const sending = send(source, data, pumpOptions({ limit: limit.join(), onBytes }));
    await manyTurns();
    expect(moved).toBe(0);
    await passUntil(clock, sending, () => expect(moved).toBeLessThanOrEqual((clock.nowMs / 1000) * rate + 1000));
    expect(await sending).toBe(large);
    expect(await reading).toEqual({ digest: digest(), bytes: large, end: 'end' });
    client.end();
    expect(clock.nowMs).toBeGreaterThan((large / rate) * 1000 - 1);
    expect(clock.timers.size).toBe(0);
  });

  it('an upload is never ahead of its time, leaves on the wire what it may not take, and is whole in the end', async () => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(rate, clock);
    const { data, client } = await road('receive');
    const { sink, digest, taken } = hashingSink();
    let arrived = 0;
    const onBytes = (bytes: number) => (arrived += bytes);
    const receiving = receive(data, sink, pumpOptions({ limit: limit.join(), onBytes }));
    const writing = writeAll(client, large).finally(() => client.end().resume());
    await manyTurns();
    expect(taken()).toBe(0);
    await passUntil(clock, receiving, () => {
      expect(taken()).toBeLessThanOrEqual((clock.nowMs / 1000) * rate + 1000);
      // A tenth of a second, and what Node had read before it was told to stop.
      expect(arrived - taken()).toBeLessThan(500_000);
    });
    expect(await receiving).toBe(large);
    expect(digest()).toBe(await writing);
    expect(clock.nowMs).toBeGreaterThan((large / rate) * 1000 - 1);
    expect(clock.timers.size).toBe(0);
  });

  it('two downloads advance alike', async () => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(rate, clock);
    const moved = [0, 0];
    const transfers = await Promise.all(
      moved.map(async (_none, at) => {
        const { data, client } = await road('send');
        const reading = readAll(client);
        const onBytes = (bytes: number) => (moved[at] = (moved[at] ?? 0) + bytes);
        const sending = send(sourceOf(large).source, data, pumpOptions({ limit: limit.join(), onBytes }));
        return { client, done: Promise.all([sending, reading]) };
      }),
    );
    await passUntil(clock, Promise.race(transfers.map(({ done }) => done)), () => {
      // Neither is ahead by more than a few turns of 40 ms.
      expect(Math.abs((moved[0] ?? 0) - (moved[1] ?? 0))).toBeLessThan(400_000);
    });
    limit.change(undefined);
    for (const { client, done } of transfers) {
      expect(await done).toMatchObject([large, { bytes: large }]);
      client.end();
    }
  });

  it.each(['send', 'receive'] as const)(
    'waiting for it is not standing still, and an abort ends it at once: %s',
    async (direction) => {
      const clock = new SimulatedClock();
      const limit = new RateLimit(rate, clock);
      const { data, client, reports } = await road(direction);
      const aborting = new AbortController();
      const options = pumpOptions({ limit: limit.join(), signal: aborting.signal, stallTimeoutMs: 100 });
      client.resume();
      if (direction === 'receive') client.write(Buffer.alloc(100_000));
      const moving =
        direction === 'send' ? send(sourceOf(large).source, data, options) : receive(data, hashingSink().sink, options);
      let failed = false;
      moving.catch(() => (failed = true));
      await sleep(350);
      expect(failed).toBe(false);
      expect(clock.timers.size).toBe(1);
      aborting.abort(new Error('ABOR'));
      await expect(moving).rejects.toThrow('ABOR');
      expect(clock.timers.size).toBe(0);
      expect(clock.nowMs).toBe(0);
      expect(reports[0]?.outcome).toBe('aborted');
      client.destroy();
    },
  );

  it('a client that goes away while its transfer waits ends it at once', async () => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(rate, clock);
    const { data, client, tcp } = await road('send');
    client.resume();
    const sending = send(sourceOf(large).source, data, pumpOptions({ limit: limit.join() }));
    await manyTurns();
    resetNow(tcp);
    await expect(sending).rejects.toMatchObject({ code: 'reset' });
    expect(clock.timers.size).toBe(0);
  });

  it('a client that stops reading has stalled', async () => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(rate * 1_000, clock);
    const { data, client } = await road('send');
    client.pause();
    const sending = send(sourceOf(100 * large).source, data, pumpOptions({ limit: limit.join(), stallTimeoutMs: 300 }));
    await passUntil(clock, sending);
    await expect(sending).rejects.toMatchObject({ code: 'stalled' });
    client.destroy();
  });
});
