import { describe, expect, it } from 'vitest';
import { RecordQueue, type RecordQueueOptions } from './record-queue.js';

function failure(code: string): Error {
  return Object.assign(new Error(`refused with ${code}`), { code });
}

function queueThat(write: (rows: readonly number[]) => void, options: Partial<RecordQueueOptions<number>> = {}) {
  const events: string[] = [];
  const queue = new RecordQueue<number>({
    name: 'numbers',
    write: async (rows) => write(rows),
    note: (_level, event) => events.push(event),
    ...options,
  });
  return { queue, events };
}

describe('RecordQueue', () => {
  it('writes in batches and in order', async () => {
    const batches: number[][] = [];
    const { queue } = queueThat((rows) => batches.push([...rows]), { batchSize: 2 });
    expect([1, 2, 3].map((row) => queue.push(row))).toEqual([false, true, true]);
    await queue.flush();
    expect(batches).toEqual([[1, 2], [3]]);
    expect(queue.length).toBe(0);
  });

  it('sets the rows aside that the database refuses, and writes all others', async () => {
    const written: number[] = [];
    const { queue, events } = queueThat((rows) => {
      if (rows.some((row) => row % 10 === 7)) throw failure('22P05');
      written.push(...rows);
    });
    for (let row = 0; row < 30; row += 1) queue.push(row);
    await queue.flush();
    expect(written.sort((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, row) => row).filter((row) => row % 10 !== 7),
    );
    expect(queue.losses).toEqual({ setAside: 3, overflowed: 0 });
    expect(events).toEqual(['records.set-aside', 'records.set-aside', 'records.set-aside']);
  });

  it('tries a lone row once more, because what it refers to may just have been deleted', async () => {
    let tries = 0;
    const { queue } = queueThat(() => {
      tries += 1;
      if (tries === 1) throw failure('23503');
    });
    queue.push(1);
    await queue.flush();
    expect(tries).toBe(2);
    expect(queue.losses.setAside).toBe(0);
  });

  it.each(['ECONNREFUSED', '57P01', '40P01', '42501'])(
    'keeps every row when the failure (%s) is not theirs',
    async (code) => {
      let away = true;
      const written: number[] = [];
      const { queue, events } = queueThat((rows) => {
        if (away) throw failure(code);
        written.push(...rows);
      });
      queue.push(1);
      queue.push(2);
      await queue.flush();
      await queue.flush('now');
      expect(queue.length).toBe(2);
      expect(events).toEqual(['records.write-failed']);
      away = false;
      await queue.flush('now');
      expect(written).toEqual([1, 2]);
    },
  );

  it('does not ask a failing database again at once', async () => {
    let tries = 0;
    const { queue } = queueThat(() => {
      tries += 1;
      throw failure('ECONNREFUSED');
    });
    queue.push(1);
    await queue.flush();
    await queue.flush();
    expect(tries).toBe(1);
  });

  it('counts what no longer fits, and says so once the database is back', async () => {
    const { queue, events } = queueThat(() => undefined, { capacity: 2 });
    for (const row of [1, 2, 3, 4]) queue.push(row);
    expect(queue.losses.overflowed).toBe(2);
    await queue.flush();
    expect(events).toEqual(['records.overflowed']);
  });

  it('writes a row only once when flushed twice at the same time', async () => {
    const written: number[] = [];
    const { queue } = queueThat((rows) => written.push(...rows));
    queue.push(1);
    await Promise.all([queue.flush('now'), queue.flush('now')]);
    expect(written).toEqual([1]);
  });
});
