// The embedded Postgres through its life: made, killed, left behind, taken over.
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { asSuperuser } from '../../src/launch/embedded-database.js';
import { EmbeddedPostgres, type PostgresPlace } from '../../src/launch/embedded-postgres.js';
import { findPostgres } from '../../src/launch/postgres-binaries.js';
import { placePostgres } from '../../src/launch/postgres-place.js';

const clean: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

async function newPlace(): Promise<PostgresPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'portside-launch-'));
  await chmod(folder, 0o755);
  clean.push(() => rm(folder, { recursive: true, force: true }));
  return placePostgres(folder, findPostgres(process.cwd()));
}

async function start(place: PostgresPlace): Promise<EmbeddedPostgres> {
  const server = await EmbeddedPostgres.start(place);
  clean.push(() => server.stop());
  return server;
}

async function remember(server: EmbeddedPostgres): Promise<void> {
  await asSuperuser(server.access, async (client) => {
    await client.query('create table kept (word text)');
    await client.query(`insert into kept values ('committed')`);
  });
}

const remembered = (server: EmbeddedPostgres) =>
  asSuperuser(server.access, async (client) => (await client.query<{ word: string }>('select word from kept')).rows);

describe('the embedded Postgres', () => {
  it('keeps its rows over a stop and a start, and opens no TCP port', async () => {
    const place = await newPlace();
    const first = await start(place);
    await remember(first);
    const listening = await asSuperuser(first.access, (client) => client.query(`show listen_addresses`));
    await first.stop();

    expect(listening.rows).toEqual([{ listen_addresses: '' }]);
    expect(await remembered(await start(place))).toEqual([{ word: 'committed' }]);
  });

  it('recovers at once after the postmaster was killed', async () => {
    const place = await newPlace();
    const first = await start(place);
    await remember(first);
    process.kill(first.pid, 'SIGKILL');
    await first.ended();

    expect(await remembered(await start(place))).toEqual([{ word: 'committed' }]);
  });

  it('takes the place of a server whose launcher was killed', async () => {
    const place = await newPlace();
    const orphan = await start(place);
    await remember(orphan);
    const second = await start(place);
    await orphan.ended();

    expect(second.pid).not.toBe(orphan.pid);
    expect(await remembered(second)).toEqual([{ word: 'committed' }]);
  });

  it('starts beside a foreign process that has the pid of a dead postmaster, and leaves that process alone', async () => {
    const place = await newPlace();
    const first = await start(place);
    const pidFile = join(place.folder, 'data', 'postmaster.pid');
    const written = await readFile(pidFile, 'utf8');
    await remember(first);
    await first.stop();
    await writeFile(pidFile, written.replace(/^\d+/, String(process.pid)));

    expect(await remembered(await start(place))).toEqual([{ word: 'committed' }]);
  });

  it('starts afresh when it was cut short while the data were being made', async () => {
    const place = await newPlace();
    const first = await start(place);
    await first.stop();
    await rm(join(place.folder, 'data'), { recursive: true });
    await writeFile(join(place.folder, 'data.new'), 'half a folder');

    expect((await start(place)).pid).toBeGreaterThan(0);
  });

  it('also listens on a loopback port, as it must on Windows', async () => {
    const server = await start({ ...(await newPlace()), listen: 'tcp' });
    await remember(server);

    expect(server.access.host).toBe('127.0.0.1');
    expect(await remembered(server)).toEqual([{ word: 'committed' }]);
  });

  it('refuses data that another major version made, with a sentence', async () => {
    const place = await newPlace();
    await (await start(place)).stop();
    await writeFile(join(place.folder, 'data', 'PG_VERSION'), '17\n');

    await expect(EmbeddedPostgres.start(place)).rejects.toThrow(/^DATA_DIR: .* was made by Postgres 17 /);
  });
});
