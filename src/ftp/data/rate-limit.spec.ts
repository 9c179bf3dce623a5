import { describe, expect, it } from 'vitest';
import type { Allowance } from './bytes.js';
import { RateLimit } from './rate-limit.js';
import { settled, SimulatedClock } from '../../../test/support/simulated-clock.js';

/** A transfer that moves all it may, as fast as its client takes it. */
class Transfer {
  movedBytes = 0;
  readonly #controller = new AbortController();

  constructor(
    private readonly clock: SimulatedClock,
    private readonly allowance: Allowance,
    private readonly client: { readonly sliceBytes?: number; readonly bytesPerSecond?: number } = {},
  ) {
    void this.#run();
  }

  leave(): void {
    this.#controller.abort();
  }

  async #run(): Promise<void> {
    const { sliceBytes = 1024 * 1024, bytesPerSecond = Infinity } = this.client;
    const { signal } = this.#controller;
    while (!signal.aborted) {
      const bytes = await this.allowance.take(sliceBytes, signal).catch(() => 0);
      this.movedBytes += bytes;
      if (bytesPerSecond === Infinity || signal.aborted) continue;
      await new Promise<void>((done) => this.clock.after((bytes / bytesPerSecond) * 1000, done));
    }
  }
}

const movedBy = (transfers: readonly Transfer[]) => transfers.reduce((sum, { movedBytes }) => sum + movedBytes, 0);

const rates = [10_000, 1_000_000, 100_000_000];
const tenSecondsMs = 10_000;

describe('a rate limit', () => {
  it.each(rates.flatMap((rate) => [1, 3, 20].map((transfers) => [rate, transfers] as const)))(
    'of %i bytes a second is kept by %i transfers to 5 %% over any ten seconds, each with the same part',
    async (rate, count) => {
      const clock = new SimulatedClock();
      const limit = new RateLimit(rate, clock);
      const transfers = Array.from({ length: count }, () => new Transfer(clock, limit.join()));
      for (let round = 0; round < 2; round += 1) {
        const before = transfers.map(({ movedBytes }) => movedBytes);
        await clock.pass(tenSecondsMs);
        const moved = transfers.map(({ movedBytes }, at) => movedBytes - (before[at] ?? 0));
        const sum = moved.reduce((all, one) => all + one, 0) / rate / 10;
        expect(sum).toBeGreaterThan(0.95);
        expect(sum).toBeLessThan(1.05);
        // One turn is 40 ms of the rate.
        expect(Math.max(...moved) - Math.min(...moved)).toBeLessThanOrEqual(rate * 0.041);
      }
      transfers.forEach((transfer) => transfer.leave());
    },
  );

  it.each(rates)('of %i bytes a second is kept while transfers come and go', async (rate) => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(rate, clock);
    const stays = new Transfer(clock, limit.join());
    const all = [stays];
    let others: Transfer[] = [];
    const movedAt: number[] = [];
    for (let second = 0; second < 30; second += 1) {
      if (second % 3 === 1) others = [new Transfer(clock, limit.join()), new Transfer(clock, limit.join())];
      if (second % 3 === 0) others.splice(0).forEach((transfer) => transfer.leave());
      all.push(...others.filter((transfer) => !all.includes(transfer)));
      await clock.pass(1_000);
      movedAt.push(movedBy(all));
    }
    for (let end = 10; end < 30; end += 1) {
      const window = ((movedAt[end] ?? 0) - (movedAt[end - 10] ?? 0)) / rate / 10;
      expect(window).toBeGreaterThan(0.95);
      expect(window).toBeLessThan(1.05);
    }
    // Alone for ten seconds, one of three for twenty.
    expect(stays.movedBytes / rate).toBeGreaterThan(16);
    expect(stays.movedBytes / rate).toBeLessThan(17.5);
    [stays, ...others].forEach((transfer) => transfer.leave());
  });

  it('gives the same to those that ask for little at a time and those that ask for much', async () => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(1_000_000, clock);
    const little = new Transfer(clock, limit.join(), { sliceBytes: 1_000 });
    const much = new Transfer(clock, limit.join());
    await clock.pass(tenSecondsMs);
    expect(Math.abs(little.movedBytes - much.movedBytes)).toBeLessThanOrEqual(41_000);
    expect(movedBy([little, much])).toBeGreaterThan(9_500_000);
    [little, much].forEach((transfer) => transfer.leave());
  });

  it('leaves to the others what a slow client does not take', async () => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(1_000_000, clock);
    const slow = new Transfer(clock, limit.join(), { bytesPerSecond: 50_000 });
    const fast = [new Transfer(clock, limit.join()), new Transfer(clock, limit.join())];
    await clock.pass(tenSecondsMs);
    expect(slow.movedBytes).toBeGreaterThan(400_000);
    expect(slow.movedBytes).toBeLessThan(550_000);
    for (const { movedBytes } of fast) expect(movedBytes).toBeGreaterThan(4_500_000);
    expect(movedBy([slow, ...fast])).toBeLessThan(10_500_000);
    [slow, ...fast].forEach((transfer) => transfer.leave());
  });

  it('makes up for little of the time in which nobody asked', async () => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(1_000_000, clock);
    await clock.pass(tenSecondsMs);
    const transfer = new Transfer(clock, limit.join());
    await clock.pass(tenSecondsMs);
    expect(transfer.movedBytes).toBeLessThan(10_500_000);
    transfer.leave();
  });

  it('lets a newcomer have no more than its part, however much the others had before', async () => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(1_000_000, clock);
    const first = new Transfer(clock, limit.join());
    await clock.pass(tenSecondsMs);
    const had = first.movedBytes;
    const second = new Transfer(clock, limit.join());
    await clock.pass(1_000);
    expect(first.movedBytes - had).toBeGreaterThan(450_000);
    expect(second.movedBytes).toBeGreaterThan(450_000);
    [first, second].forEach((transfer) => transfer.leave());
  });

  it('gives nothing in advance, so that many short transfers are as slow as one', async () => {
    const clock = new SimulatedClock();
    let moved = 0;
    for (let file = 0; clock.nowMs < tenSecondsMs; file += 1) {
      const allowance = new RateLimit(100_000, clock).join();
      let done = false;
      void allowance.take(1_000, new AbortController().signal).then((bytes) => {
        moved += bytes;
        done = true;
      });
      while (!done) await clock.pass(1);
    }
    expect(moved).toBeLessThan(1_050_000);
  });

  it('holds at once when it changes, also for those who wait', async () => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(100, clock);
    const transfer = new Transfer(clock, limit.join());
    await clock.pass(100);
    limit.change(1_000_000);
    await clock.pass(tenSecondsMs);
    expect(transfer.movedBytes).toBeGreaterThan(9_500_000);
    expect(transfer.movedBytes).toBeLessThan(10_500_000);
    const before = transfer.movedBytes;
    limit.change(1_000);
    await clock.pass(tenSecondsMs);
    expect(transfer.movedBytes - before).toBeLessThan(10_500);
    expect(transfer.movedBytes - before).toBeGreaterThan(9_500);
    transfer.leave();
  });

  it('lets everyone go when it is taken away', async () => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(1, clock);
    const { signal } = new AbortController();
    const asking = [limit.join().take(5_000, signal), limit.join().take(7_000, signal)];
    limit.change(undefined);
    expect(await Promise.all(asking)).toEqual([5_000, 7_000]);
    expect(await limit.join().take(9_000, signal)).toBe(9_000);
    expect(clock.timers.size).toBe(0);
  });

  it('frees who is aborted at once, takes nothing for it and leaves no timer', async () => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(1_000, clock);
    const controller = new AbortController();
    const waiting = limit.join().take(5_000, controller.signal);
    await settled();
    expect(clock.timers.size).toBe(1);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(limit.join().take(1, controller.signal)).rejects.toThrow('enough');
    expect(clock.timers.size).toBe(0);
    expect(clock.nowMs).toBe(0);
  });

  it('moves on even where a byte takes seconds', async () => {
    const clock = new SimulatedClock();
    const limit = new RateLimit(0.5, clock);
    const transfer = new Transfer(clock, limit.join());
    await clock.pass(tenSecondsMs);
    expect(transfer.movedBytes).toBe(4);
    transfer.leave();
  });
});
