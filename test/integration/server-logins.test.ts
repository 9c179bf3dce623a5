// Where the panel's login may make others, a new server has its own at once, and loses it with the server.
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openDatabase } from '../../src/database/data-source.js';
import { asSuperuser, databaseUrl, panelLogin } from '../../src/launch/embedded-database.js';
import { ServerLoginsService } from '../../src/servers/server-logins.service.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const maker = `maker_${randomBytes(4).toString('hex')}`;
const server = { id: randomUUID(), name: 'web-07.Host' };
const logins = new ServerLoginsService();
let database: TestDatabase;
let source: DataSource;
let enter: (login: string, password: string) => pg.Client;

beforeAll(async () => {
  const { access } = inject('testPostgres');
  database = await createTestDatabase();
  await asSuperuser(access, (client) =>
    client.query(`create role ${maker} login createrole password 'p' in role ${panelLogin}`),
  );
  const name = new pg.Client(database.url).database;
  source = await openDatabase(databaseUrl(access, { login: maker, password: 'p' }, name), 'test');
  enter = (login, password) => new pg.Client(databaseUrl(access, { login, password }, name));
});
afterAll(async () => {
  await source.destroy();
  await database.dispose();
  await asSuperuser(inject('testPostgres').access, (client) => client.query(`drop role ${maker}`));
});

it('is made with the rights of an FTP process and no others, and goes without a trace', async () => {
  const { login, password, sql } = await source.transaction((tx) => logins.make(tx, server));
  expect(sql).toBeNull();
  expect(login).toBe(`portside_ftp_web_07_host_${server.id.slice(0, 6)}`);
  const client = enter(login, password);
  await client.connect();
  await client.query('select from ftp_accounts');
  await expect(client.query('select from panel_users')).rejects.toThrow('permission denied');
  await client.end();
  expect(await source.transaction((tx) => logins.remove(tx, login))).toBe(true);
  await expect(enter(login, password).connect()).rejects.toThrow(/authentication failed|does not exist/);
  expect(await source.transaction((tx) => logins.remove(tx, login))).toBe(true);
});
