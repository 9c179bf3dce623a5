// Bringing a database to this release's schema, and every reason not to.
import { type AddressInfo, createServer, type Server } from 'node:net';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.js';
import { grantFtpLogin, migrate } from '../../src/database/migrate.js';
import { ftpLogin } from '../../src/launch/embedded-database.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';

const disposable: TestDatabase[] = [];
afterEach(async () => {
  for (const database of disposable.splice(0)) await database.dispose();
});

async function using(database: Promise<TestDatabase>): Promise<TestDatabase> {
  disposable.push(await database);
  return database;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const first = migrations[0]?.name ?? '';

describe('migrating', () => {
  it('runs every migration on an empty database and none the second time', async () => {
    const { url } = await using(createEmptyDatabase());

    expect(await migrate(url)).toEqual(migrations.map(({ name }) => name));
    expect(await migrate(url)).toEqual([]);
  });

  it('runs each migration once when two processes start together', async () => {
    const { url } = await using(createEmptyDatabase());
    const ran = await Promise.all([migrate(url), migrate(url)]);

    expect(ran.flat()).toHaveLength(migrations.length);
  });

  it('refuses a database that a newer release has migrated', async () => {
    const { url } = await using(createTestDatabase());
    await query(url, `insert into migrations (timestamp, name) values (9999999999999, 'Future9999999999999')`);

    await expect(migrate(url)).rejects.toThrow(/^DATABASE_URL: .*Future9999999999999.*newer release/);
  });

  it('refuses a half-done history', async () => {
    const { url } = await using(createTestDatabase());
    await query(url, `delete from migrations where name = '${first}'`);

    await expect(migrate(url)).rejects.toThrow(/^DATABASE_URL: .*half-done migration.*PlansAndCustomers/);
  });

  it('refuses a schema that nothing accounts for, and changes nothing in it', async () => {
    const { url } = await using(createEmptyDatabase());
    await query(url, 'create table customers (id integer)');

    await expect(migrate(url)).rejects.toThrow(/^DATABASE_URL: .*table "customers".*empty database/);
    expect(await query(url, `select relname from pg_class where relname in ('plans', 'migrations')`)).toEqual([]);
  });

  it.each([
    ['a wrong password', (url: string) => url.replace(/:[^:@]+@/, ':wrong@'), /user or password/],
    ['a database that does not exist', (url: string) => url.replace(/@\/\w+/, '@/absent'), /does not exist/],
    ['a port where nobody answers', () => 'postgres://u:secret@127.0.0.1:1/x', /nothing answers there/],
    ['a host that does not exist', () => 'postgres://u:secret@host.invalid/x', /host name/],
  ])('refuses %s in one sentence without the password', async (_case, broken, reason) => {
    const { url } = await using(createTestDatabase());
    const refused = await migrate(broken(url)).then(
      () => 'accepted',
      (error: unknown) => (error as Error).message,
    );

    expect(refused).toMatch(reason);
    expect(refused).toMatch(/^DATABASE_URL: /);
    expect(refused).not.toMatch(/wrong@|secret|\n/);
  });
});

/** Speaks just enough of the protocol to say that it is PostgreSQL 13. */
function oldPostgres(): Promise<Server> {
  const message = (type: string, body: Buffer) => {
    const head = Buffer.alloc(5, type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const readyForQuery = message('Z', Buffer.from('I'));
  // No table, type text, any length, no modifier, as text.
  const column = Buffer.concat([Buffer.from('number\0'), Buffer.from('00000000000000000019ffffffffffff0000', 'hex')]);
  const answer = Buffer.concat([
    message('T', Buffer.concat([Buffer.from([0, 1]), column])),
    message('D', Buffer.concat([Buffer.from([0, 1, 0, 0, 0, 6]), Buffer.from('130014')])),
    message('C', Buffer.from('SELECT 1\0')),
    readyForQuery,
  ]);
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', Buffer.alloc(4)), readyForQuery]));
      socket.on('data', (sent) => (sent.toString('latin1').startsWith('Q') ? socket.write(answer) : socket.end()));
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

it('refuses a PostgreSQL that is too old', async () => {
  const server = await oldPostgres();
  const { port } = server.address() as AddressInfo;
  const refused = migrate(`postgres://portside@127.0.0.1:${port}/portside`);

  await expect(refused).rejects.toThrow(/^DATABASE_URL: it runs PostgreSQL 13; Portside needs 14 or newer/);
  server.close();
});

describe("the FTP processes' login", () => {
  it('reads accounts and cannot write them', async () => {
    const { url, ftpUrl } = await using(createTestDatabase());
    await grantFtpLogin(url, ftpLogin);

    expect(await query(ftpUrl, 'select id from ftp_accounts')).toEqual([]);
    await expect(query(ftpUrl, 'delete from ftp_accounts')).rejects.toThrow(/permission denied/);
    await expect(query(ftpUrl, 'select password_hash from panel_users')).rejects.toThrow(/permission denied/);
  });
});
