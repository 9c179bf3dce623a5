import { describe, expect, it } from 'vitest';
import { Coalesced } from './coalesced.js';

/** Work that ends when told to. */
function controlled() {
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const failures: unknown[] = [];
  const coalesced = new Coalesced({
    work: () => new Promise<void>((resolve, reject) => ends.push({ resolve, reject })),
    onFailure: (error) => failures.push(error),
  });
  const nth = async (run: number) => {
    while (ends.length < run) await new Promise(setImmediate);
    return ends[run - 1]!;
  };
  return { coalesced, failures, nth, runs: () => ends.length };
}

describe('Coalesced', () => {
  it('runs once more, and only once, however often it was asked during a run', async () => {
    const { coalesced, nth, runs } = controlled();
    coalesced.ask();
    coalesced.ask();
    coalesced.ask();
    (await nth(1)).resolve();
    (await nth(2)).resolve();
    await new Promise(setImmediate);
    expect(runs()).toBe(2);
    coalesced.ask();
    (await nth(3)).resolve();
    await coalesced.stop();
    expect(runs()).toBe(3);
  });

  it('repeats a run that failed without being asked again', async () => {
    const { coalesced, failures, nth } = controlled();
    coalesced.ask();
    (await nth(1)).reject(new Error('the database is away'));
    (await nth(2)).resolve();
    await coalesced.stop();
    expect(failures).toEqual([new Error('the database is away')]);
  });

  it('waits for what runs when stopped, and runs nothing afterwards', async () => {
    const { coalesced, nth, runs } = controlled();
    coalesced.ask();
    coalesced.ask();
    const first = await nth(1);
    const stopped = coalesced.stop();
    first.resolve();
    await stopped;
    coalesced.ask();
    await new Promise(setImmediate);
    expect(runs()).toBe(1);
  });
});
