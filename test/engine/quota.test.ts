// Uploads that meet a quota: what is refused, what stays of them, and that no room is lost.
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { said } from '../support/ftp-client.js';
import { MemoryQuotas } from '../support/memory-quotas.js';
import { startEngine } from '../support/start-engine.js';

async function begin(limitBytes: number) {
  const quotas = new MemoryQuotas(limitBytes);
  const engine = await startEngine({ quotas, policy: { dataWaitMs: 100 } });
  const client = await engine.logIn();
  await client.say('TYPE I');
  return { client, engine, quotas, path: (name: string) => join(engine.home.path, name) };
}

describe('an upload beyond the quota', () => {
  it('ends as a failed one, and leaves the file it would have replaced as it was', async () => {
    const { client, engine, path } = await begin(100_000);
    await client.store('STOR page', 'x'.repeat(60_000));
    expect(said(await client.store('STOR page', 'y'.repeat(300_000)))).toBe('552 Quota: full.');
    expect(readFileSync(path('page'), 'latin1')).toBe('x'.repeat(60_000));
    expect(engine.observer.transfers.at(-1)).toMatchObject({ outcome: 'failed', addedBytes: 0 });
  });

  it('of a new name leaves what fitted, for the client to see', async () => {
    const { client, quotas, path } = await begin(100_000);
    expect((await client.store('STOR new', 'x'.repeat(300_000))).code).toBe(552);
    expect(readFileSync(path('new')).length).toBe(quotas.usedBytes);
    expect(quotas.usedBytes).toBeLessThanOrEqual(100_000);
  });

  it.each(['STOR', 'APPE', 'STOU'])('gives back what %s had reserved', async (verb) => {
    const { client, quotas } = await begin(1000);
    await client.store(`${verb} file`, 'x'.repeat(10));
    await client.store(`${verb} file`, 'x'.repeat(5000));
    expect(quotas.reservedBytes).toBe(0);
  });

  it('gives back what was reserved for a data connection that never came', async () => {
    const { client, quotas, path } = await begin(1000);
    await client.say('EPSV');
    expect((await client.say('STOR none')).code).toBe(425);
    expect(quotas.reservedBytes).toBe(0);
    expect(existsSync(path('none'))).toBe(false);
  });
});

describe('the quota', () => {
  it('is charged for what a deletion, a renaming and an appending change', async () => {
    const { client, quotas } = await begin(10_000);
    await client.store('STOR a', 'x'.repeat(100));
    await client.store('STOR b', 'x'.repeat(30));
    await client.store('APPE a', 'x'.repeat(5));
    expect(quotas.usedBytes).toBe(135);
    await client.say('RNFR a');
    await client.say('RNTO b');
    expect(quotas.usedBytes).toBe(105);
    await client.say('DELE b');
    expect(quotas.usedBytes).toBe(0);
  });
});
