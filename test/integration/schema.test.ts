// The migrations themselves: what they lead to is committed and readable, and each can be undone.
import { Client } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.js';
import { connectionOptions } from '../../src/database/connection.js';
import { dumpSchema } from '../../src/database/schema-dump.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';

describe('the schema', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client(connectionOptions(database.url, 'schema test'));
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.dispose();
  });

  it('is the committed migrations/schema.sql', async () => {
    await expect(await dumpSchema(client)).toMatchFileSnapshot('../../migrations/schema.sql');
  });

  it('names every constraint and index after its table', async () => {
    const unnamed = await client.query(
      `select conname from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
          and conrelid <> 'migrations'::regclass and conparentid = 0
          and conrelid in (select oid from pg_class where not relispartition)
          and not starts_with(conname, (select relname from pg_class where oid = conrelid) || '_')`,
    );
    expect(unnamed.rows).toEqual([]);
  });

  it('keeps every time with its time zone and every number of bytes in a bigint', async () => {
    const narrow = await client.query(
      `select table_name, column_name, data_type from information_schema.columns
        where table_schema = 'public' and table_name <> 'migrations'
          and (data_type = 'timestamp without time zone' or column_name like '%\\_bytes' and data_type <> 'bigint')`,
    );
    expect(narrow.rows).toEqual([]);
  });

  it('is written anew when an index is added, and refuses to be written with a kind of object it does not know', async () => {
    const before = await dumpSchema(client);
    await client.query('begin');
    await client.query('create index customers_status_idx on customers (status)');
    expect((await dumpSchema(client)).split('\n').filter((line) => !before.includes(line))).toEqual([
      'CREATE INDEX customers_status_idx ON customers USING btree (status);',
    ]);
    await client.query('create view customer_names as select name from customers');
    await expect(dumpSchema(client)).rejects.toThrow('customer_names (relkind v)');
    await client.query('rollback');
    expect(await dumpSchema(client)).toBe(before);
  });
});

describe('every migration', () => {
  let database: TestDatabase;
  let source: DataSource;
  let runner: QueryRunner;
  let client: Client;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    source = new DataSource({ type: 'postgres', extra: connectionOptions(database.url, 'migrations test') });
    await source.initialize();
    runner = source.createQueryRunner();
    client = new Client(connectionOptions(database.url, 'migrations test'));
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await runner.release();
    await source.destroy();
    await database.dispose();
  });

  it('can be undone, which leaves exactly what was there before, and done again', async () => {
    const steps = migrations.map((Migration) => new Migration());
    const dumps = [await dumpSchema(client)];
    for (const step of steps) {
      await step.up(runner);
      dumps.push(await dumpSchema(client));
    }
    expect(new Set(dumps).size).toBe(migrations.length + 1);
    for (const [index, step] of [...steps.entries()].reverse()) {
      await step.down(runner);
      expect(await dumpSchema(client), `after down() of ${step.name}`).toBe(dumps[index]);
    }
    for (const step of steps) await step.up(runner);
    expect(await dumpSchema(client)).toBe(dumps.at(-1));
  }, 120_000);
});
