import { beforeAll, describe, expect, it } from 'vitest';
import { receive, send } from '../../src/ftp/data/pump.js';
import type { SessionTls } from '../../src/ftp/tls.js';
import { hashingSink, meet, pumpOptions, readAll, sessionTls, sourceOf, writeAll } from '../support/data-connection.js';
import { leaveNothingBehind } from '../support/free-resources.js';

/** The long way is taken once a wire; the other roads differ in how they meet only. */
const sizeOn = (mode: string, address: string) =>
  (mode === 'passive' && address === '127.0.0.1' ? 64 : 3) * 1024 * 1024 + 4321;

leaveNothingBehind();

let tls: SessionTls;
beforeAll(async () => {
  tls = await sessionTls();
});

const wires = [
  { wire: 'in clear', secure: false, version: 'TLSv1.3' },
  { wire: 'under TLS 1.2', secure: true, version: 'TLSv1.2' },
  { wire: 'under TLS 1.3', secure: true, version: 'TLSv1.3' },
] as const;

const roads = wires.flatMap((wire) =>
  (['passive', 'active'] as const).flatMap((mode) =>
    (['127.0.0.1', '::1'] as const).map((address) => ({ ...wire, mode, address })),
  ),
);

describe.each(roads)('$mode data connection of $address $wire', ({ secure, version, mode, address }) => {
  const large = sizeOn(mode, address);
  const road = () => ({ mode, address, version, tls: secure ? tls : undefined });

  it('carries a large file to the client, byte for byte', async () => {
    const { data, client, reports } = await meet({ ...road(), direction: 'send' });
    const { source, digest } = sourceOf(large);
    const reading = readAll(client);

    expect(await send(source, data, pumpOptions())).toBe(large);

    const got = await reading;
    client.end();
    expect(got).toEqual({ digest: digest(), bytes: large, end: 'end' });
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({
      outcome: 'used',
      bytes: large,
      peer: { address },
      tlsVersion: secure ? version : undefined,
      tlsResumed: secure ? false : undefined,
      strangers: 0,
      errno: undefined,
    });
  });

  it('carries a large file from the client, byte for byte', async () => {
    const { data, client, reports } = await meet({ ...road(), direction: 'receive' });
    const { sink, digest } = hashingSink();
    const receiving = receive(data, sink, pumpOptions());

    const sent = await writeAll(client, large);
    client.end().resume();

    expect(await receiving).toBe(large);
    expect(digest()).toBe(sent);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ outcome: 'used', bytes: large, tlsVersion: secure ? version : undefined });
  });

  it('carries an empty file both ways', async () => {
    const down = await meet({ ...road(), direction: 'send' });
    const reading = readAll(down.client);
    expect(await send(sourceOf(0).source, down.data, pumpOptions())).toBe(0);
    expect(await reading).toMatchObject({ bytes: 0, end: 'end' });
    down.client.end();

    const up = await meet({ ...road(), direction: 'receive' });
    const receiving = receive(up.data, hashingSink().sink, pumpOptions());
    up.client.end().resume();
    expect(await receiving).toBe(0);
    expect([...down.reports, ...up.reports].map((facts) => facts.outcome)).toEqual(['used', 'used']);
  });
});

it('tells every step of a download in bytes, and they add up', async () => {
  const { data, client } = await meet();
  const steps: number[] = [];
  const reading = readAll(client);
  await send(sourceOf(3_000_000).source, data, pumpOptions({ onBytes: (bytes) => steps.push(bytes) }));
  expect(steps.reduce((sum, step) => sum + step, 0)).toBe(3_000_000);
  expect(steps.length).toBeGreaterThan(2);
  await reading;
  client.end();
});

it('goes on sending to a client that has already said its own end', async () => {
  for (const secure of [false, true]) {
    const { data, client } = await meet({ tls: secure ? tls : undefined });
    client.end();
    const reading = readAll(client);
    expect(await send(sourceOf(5_000_000).source, data, pumpOptions())).toBe(5_000_000);
    expect(await reading).toMatchObject({ bytes: 5_000_000, end: 'end' });
  }
});

it('reads no more of an upload than it may while the disk is slow', async () => {
  const { data, client } = await meet({ direction: 'receive' });
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { sink, digest, taken } = hashingSink(() => held);
  let arrived = 0;
  const receiving = receive(data, sink, pumpOptions({ onBytes: (bytes) => (arrived += bytes) }));

  let written = false;
  const writing = writeAll(client, 48 * 1024 * 1024).then((sent) => {
    written = true;
    return sent;
  });
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(arrived).toBeLessThan(4 * 1024 * 1024);
  expect(taken()).toBe(0);
  expect(written).toBe(false);

  release();
  const sent = await writing;
  client.end().resume();
  expect(await receiving).toBe(48 * 1024 * 1024);
  expect(digest()).toBe(sent);
});
