// One embedded Postgres for a whole test run, with one migrated database that each test file clones. Vitest calls
// setup() once before the first integration test and the function it returns after the last.
import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { connectionOptions } from '../../src/database/connection.js';
import { grantFtpLogin, migrate } from '../../src/database/migrate.js';
import { databaseUrl, ftpLogin, panelLogin, prepareEmbeddedDatabase } from '../../src/launch/embedded-database.js';
import { EmbeddedPostgres, type PostgresAccess } from '../../src/launch/embedded-postgres.js';
import { findPostgres } from '../../src/launch/postgres-binaries.js';
import { placePostgres } from '../../src/launch/postgres-place.js';

/** What a test file needs to make databases of its own. */
export interface TestPostgres {
  readonly access: PostgresAccess;
  readonly template: string;
  readonly passwords: { readonly panel: string; readonly ftp: string };
}

declare module 'vitest' {
  interface ProvidedContext {
    testPostgres: TestPostgres;
  }
}

/** Starts the server in a folder of its own under the system's temp folder; nothing of it outlives the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'portside-pg-'));
  await chmod(folder, 0o755);
  const place = placePostgres(folder, findPostgres(process.cwd()));
  const server = await EmbeddedPostgres.start({
    ...place,
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' },
  });
  const passwords = { panel: 'panel-of-the-tests', ftp: 'ftp-of-the-tests' };
  await prepareEmbeddedDatabase(server.access, passwords);
  await migrateTemplate(databaseUrl(server.access, { login: panelLogin, password: passwords.panel }));
  project.provide('testPostgres', { access: server.access, template: 'portside', passwords });
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

// Tests write records that are 31 days old; on the first days of March these are two months back.
const twoMonthsBack = `
  do $$
  declare
    parent text;
    month date := (date_trunc('month', now() at time zone 'UTC') - interval '2 months')::date;
  begin
    foreach parent in array array['login_attempts', 'transfers', 'data_connections'] loop
      execute format('create table %I partition of %I for values from (%L) to (%L)',
        format('%s_%s', parent, to_char(month, 'YYYY_MM')), parent,
        month::text || ' 00:00:00+00', (month + interval '1 month')::date::text || ' 00:00:00+00');
    end loop;
  end $$`;

async function migrateTemplate(url: string): Promise<void> {
  await migrate(url);
  await grantFtpLogin(url, ftpLogin);
  const client = new Client(connectionOptions(url, 'template of the tests'));
  await client.connect();
  await client.query(twoMonthsBack);
  await client.end();
}
