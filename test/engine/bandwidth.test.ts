// An account's bandwidth: what shares it, and that a change reaches transfers that run. How exactly it is kept is proven
// with a clock of its own in rate-limit.spec.ts and data-limit.test.ts.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FtpClient } from '../support/ftp-client.js';
import { startEngine, type Engine } from '../support/start-engine.js';

/** A limit under which a byte takes longer than any test waits. */
const standstill = 0.001;
const bytes = Buffer.alloc(300_000, 'x');

/** Begins a transfer that the limit holds up, and says what its end will be. */
async function begin(engine: Engine, line: 'RETR page' | 'STOR new' | 'APPE log') {
  // Written once: a page that is rewritten becomes shorter under the transfer that reads it.
  if (!existsSync(join(engine.home.path, 'page'))) engine.home.write('page', bytes);
  const client = await engine.logIn();
  await client.say('TYPE I');
  const data = await client.passive();
  expect(await client.code(line)).toBe(150);
  if (line === 'RETR page') data.resume().once('end', () => data.end());
  else data.resume().end(bytes);
  return { client, data };
}

/** Whether nothing was said although there was every chance to. */
async function silent(client: FtpClient): Promise<boolean> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return client.unread === '';
}

describe.each([
  ['RETR page', 'down', { bandwidthDownBytes: standstill }],
  ['STOR new', 'up', { bandwidthUpBytes: standstill }],
  ['APPE log', 'up', { bandwidthUpBytes: standstill }],
] as const)('%s of an account with a limit', (line, direction, limits) => {
  it('waits, and goes on at once when the account may use more', async () => {
    const engine = await startEngine({ account: limits });
    const { client } = await begin(engine, line);
    expect(await silent(client)).toBe(true);
    engine.server.updateAccount({ ...engine.account, bandwidthDownBytes: 1e9, bandwidthUpBytes: undefined });
    expect((await client.reply())?.code).toBe(226);
    expect(engine.observer.transfers).toMatchObject([{ bytes: bytes.length, outcome: 'complete' }]);
  });

  it('is cut by ABOR while it waits', async () => {
    const engine = await startEngine({ account: limits });
    const { client, data } = await begin(engine, line);
    expect(await silent(client)).toBe(true);
    expect(await client.code('ABOR')).toBe(426);
    expect((await client.reply())?.code).toBe(226);
    expect(await client.code('NOOP')).toBe(200);
    data.destroy();
  });

  it('uses the share of the bandwidth that this process was given', async () => {
    const engine = await startEngine({ account: { bandwidthDownBytes: 1e9, bandwidthUpBytes: 1e9 } });
    engine.observer.bandwidthUseChanged = (use) => {
      if (use.transfers > 0) engine.server.shareBandwidth(use.accountId, use.direction, 1e-12);
    };
    const { client } = await begin(engine, line);
    expect(await silent(client)).toBe(true);
    engine.server.shareBandwidth(engine.account.id, direction, 0.5);
    expect((await client.reply())?.code).toBe(226);
  });
});

it('keeps one direction apart from the other', async () => {
  const engine = await startEngine({ account: { bandwidthDownBytes: standstill } });
  const { client } = await begin(engine, 'STOR new');
  expect((await client.reply())?.code).toBe(226);
  expect(readFileSync(join(engine.home.path, 'new')).equals(bytes)).toBe(true);
});

it('never holds up a listing', async () => {
  const engine = await startEngine({ account: { bandwidthDownBytes: standstill, bandwidthUpBytes: standstill } });
  engine.home.write('page', 'x');
  const client = await engine.logIn();
  const { data, final } = await client.fetch('NLST');
  expect([final.code, data.toString()]).toEqual([226, 'page\r\n']);
  expect(engine.observer.bandwidthUses).toEqual([]);
});

it('holds for the next transfer of a session that was open when the account changed', async () => {
  const engine = await startEngine();
  engine.home.write('page', 'x');
  const client = await engine.logIn();
  expect((await client.fetch('RETR page')).final.code).toBe(226);
  engine.server.updateAccount({ ...engine.account, bandwidthDownBytes: standstill });
  const data = await client.passive();
  expect(await client.code('RETR page')).toBe(150);
  data.resume();
  expect(await silent(client)).toBe(true);
  expect(await client.code('ABOR')).toBe(426);
  data.destroy();
});

it('leaves the sessions of other accounts alone', async () => {
  const engine = await startEngine();
  const client = await engine.logIn();
  engine.server.updateAccount({ ...engine.account, id: 'another', bandwidthUpBytes: standstill });
  expect((await client.store('STOR new', bytes)).code).toBe(226);
});

it('tells how many transfers share a limit, and tells nothing where there is none', async () => {
  const engine = await startEngine({ account: { bandwidthDownBytes: standstill } });
  const { accountId, direction } = { accountId: engine.account.id, direction: 'down' };
  const first = await begin(engine, 'RETR page');
  const second = await begin(engine, 'RETR page');
  const upload = await begin(engine, 'STOR new');
  expect((await upload.client.reply())?.code).toBe(226);
  expect(await first.client.code('ABOR')).toBe(426);
  engine.server.updateAccount({ ...engine.account, bandwidthDownBytes: undefined });
  expect((await second.client.reply())?.code).toBe(226);
  expect(engine.observer.bandwidthUses).toEqual([1, 2, 1, 0].map((transfers) => ({ accountId, direction, transfers })));
  first.data.destroy();
});
