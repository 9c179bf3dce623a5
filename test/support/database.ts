// A database of its own for each test file: a clone of the migrated template, made in some 50 ms.
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { asSuperuser, databaseUrl, ftpLogin, panelLogin } from '../../src/launch/embedded-database.js';

/** An empty, migrated database; `ftpUrl` logs in as the FTP processes do. */
export interface TestDatabase {
  readonly url: string;
  readonly ftpUrl: string;
  /** Ends every connection to it and drops it. */
  dispose(): Promise<void>;
}

/** Clones the template. Only in the integration project, whose global setup starts the server. */
export function createTestDatabase(): Promise<TestDatabase> {
  return create(inject('testPostgres').template);
}

/** A database without any table, for tests of the migrations themselves. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return create('template0');
}

async function create(template: string): Promise<TestDatabase> {
  const { access, passwords } = inject('testPostgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(access, (client) =>
    client.query(`create database ${name} template ${template} owner ${panelLogin}`),
  );
  return {
    url: databaseUrl(access, { login: panelLogin, password: passwords.panel }, name),
    ftpUrl: databaseUrl(access, { login: ftpLogin, password: passwords.ftp }, name),
    dispose: async () => {
      await asSuperuser(access, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}
