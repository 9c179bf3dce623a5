// How a panel starts, refuses to start, and stops.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import { SettingError } from '../../src/config.js';
import { entities, openDatabase } from '../../src/database/data-source.js';
import { type PanelConfig, startPanel } from '../../src/panel.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.dispose();
});

const config = (more: Partial<PanelConfig> = {}): PanelConfig => ({
  databaseUrl: database.url,
  http: { host: '127.0.0.1', port: 0 },
  logLevel: 'silent',
  minSystemUid: 1000,
  sessionSecret: undefined,
  ...more,
});

async function refusal(more: Partial<PanelConfig>): Promise<string> {
  const refused: unknown = await startPanel(config(more)).then(
    () => new Error('It started.'),
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(SettingError);
  return (refused as Error).message;
}

/** How many connections to the test's database there are, this one not counted. */
async function connections(): Promise<number> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ count: string }>(
    `select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await client.end();
  return Number(rows[0]?.count);
}

describe('a panel', () => {
  test('serves until it is stopped and leaves no connection behind', async () => {
    const panel = await startPanel(config());
    const health = await fetch(`${panel.url}/healthz`);
    expect(await health.json()).toEqual({ status: 'ok' });
    const policy = health.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(health.headers.get('strict-transport-security')).toBeNull();
    expect(health.headers.get('x-powered-by')).toBeNull();
    const document = (await (await fetch(`${panel.url}/api/openapi.json`)).json()) as { openapi: string };
    expect(document.openapi).toMatch(/^3\./);
    await panel.stop();
    await expect(fetch(`${panel.url}/healthz`)).rejects.toThrow('fetch failed');
    expect(await connections()).toBe(0);
  });

  test('names HTTP_PORT where the port is taken, and leaves no connection behind', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const sentence = await refusal({ http: { host: '127.0.0.1', port } });
    expect(sentence).toBe(`HTTP_PORT: port ${port} is in use; stop the other program or choose another port.`);
    await new Promise((resolve) => other.close(resolve));
    expect(await connections()).toBe(0);
  });

  test('names DATABASE_URL where the database has no schema', async () => {
    const empty = await createEmptyDatabase();
    expect(await refusal({ databaseUrl: empty.url })).toMatch(
      /^DATABASE_URL: the database lacks \d+ of \d+ migrations/,
    );
    await empty.dispose();
  });

  test.each([
    ['nobody listens', (url: URL) => url.searchParams.set('host', '/nowhere'), 'socket'],
    ['the password is wrong', (url: URL) => (url.password = 'wrong'), 'password'],
    ['there is no such database', (url: URL) => (url.pathname = '/nothing'), 'does not exist'],
  ])('names DATABASE_URL where %s, and never the password', async (_why, spoil, says) => {
    const url = new URL(database.url.replace('@/', '@placeholder/'));
    spoil(url);
    const sentence = await refusal({ databaseUrl: url.href.replace('@placeholder/', '@/') });
    expect(sentence).toMatch(/^DATABASE_URL: /);
    expect(sentence).toContain(says);
    expect(sentence).not.toContain(url.password);
  });

  test('needs to be told of a database', async () => {
    expect(await refusal({ databaseUrl: undefined })).toContain('DATABASE_URL');
  });
});

test('every entity has the columns that the migrations made', async () => {
  const source = await openDatabase(database.url, 'portside test');
  for (const entity of entities) expect(await source.getRepository(entity).find({ take: 1 })).toEqual([]);
  await source.destroy();
});
