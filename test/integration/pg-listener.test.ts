import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectionOptions } from '../../src/database/connection.js';
import { PgListener, type PgListenerOptions } from '../../src/database/pg-listener.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

let database: TestDatabase;
let other: pg.Client;
let proxy: TcpProxy;
const listeners: PgListener[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  other = new pg.Client(connectionOptions(database.url, 'test'));
  await other.connect();
  proxy = await startTcpProxy({ host: other.host, port: other.port });
});

afterEach(async () => {
  proxy.mend();
  await Promise.all(listeners.splice(0).map((listener) => listener.stop()));
});

afterAll(async () => {
  await proxy.dispose();
  await other.end();
  await database.dispose();
});

function listen(options: Partial<PgListenerOptions> = {}) {
  const seen: string[] = [];
  const listener = new PgListener({
    connection: connectionOptions(database.url, 'listener under test'),
    channels: ['ftp_runtime', 'Panel "2"'],
    onResync: () => seen.push('resync'),
    onNudge: (channel, payload) => seen.push(`${channel}: ${payload}`),
    onLost: () => seen.push('lost'),
    ...options,
  });
  listeners.push(listener);
  listener.start();
  return { listener, seen };
}

function throughProxy(): pg.ClientConfig {
  const { user, password, database: name } = other as pg.Client & { password: string };
  return { host: '127.0.0.1', port: proxy.port, user: user ?? '', password, database: name ?? '' };
}

const count = (seen: string[], what: string) => seen.filter((entry) => entry === what).length;
const backends = async () => {
  const answer = await other.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'listener under test' and datname = current_database()`,
  );
  return answer.rows.map((row) => row.pid);
};

describe('PgListener', () => {
  it('calls for a resync once every channel is listened to, and passes nudges on after it', async () => {
    const { listener, seen } = listen();
    await eventually('it listens', () => listener.listening);
    await other.query(`select pg_notify('ftp_runtime', 'policy:1'), pg_notify('Panel "2"', '')`);
    await eventually('both nudges are there', () => seen.length === 3);
    expect(seen).toEqual(['resync', 'ftp_runtime: policy:1', 'Panel "2": ']);
  });

  it('comes back when its backend is killed, and calls for a resync again', async () => {
    const { listener, seen } = listen();
    await eventually('it listens', () => listener.listening);
    for (const pid of await backends()) await other.query('select pg_terminate_backend($1)', [pid]);
    await eventually('it listens again', () => count(seen, 'resync') === 2);
    await other.query(`notify ftp_runtime, 'after'`);
    await eventually('a nudge arrives on the new connection', () => seen.includes('ftp_runtime: after'));
    expect(seen).toEqual(['resync', 'lost', 'resync', 'ftp_runtime: after']);
    expect(await backends()).toHaveLength(1);
  });

  it('finds by its heartbeat a connection that died without a word', async () => {
    const { listener, seen } = listen({ connection: throughProxy(), heartbeatMs: 50, answerWithinMs: 200 });
    await eventually('it listens', () => listener.listening);
    proxy.goSilent();
    await eventually('it listens on a new connection', () => count(seen, 'resync') === 2);
    expect(count(seen, 'lost')).toBe(1);
    await other.query(`notify ftp_runtime, 'heard'`);
    await eventually('the new connection hears', () => seen.includes('ftp_runtime: heard'));
  });

  it('keeps trying while the database cannot be reached', async () => {
    const { listener, seen } = listen({ connection: throughProxy() });
    await eventually('it listens', () => listener.listening);
    proxy.breakOff();
    await eventually('it has tried again and failed', () => count(seen, 'lost') >= 3);
    expect(listener.listening).toBe(false);
    proxy.mend();
    await eventually('it listens again', () => count(seen, 'resync') === 2);
  });

  it('leaves nothing open when stopped, and calls nobody afterwards', async () => {
    const { listener, seen } = listen();
    await eventually('it listens', () => listener.listening);
    await listener.stop();
    await eventually('its backend is gone', async () => (await backends()).length === 0);
    await other.query(`notify ftp_runtime, 'unheard'`);
    expect(seen).toEqual(['resync']);
    expect(listener.listening).toBe(false);
  });

  it('stops at once while it waits for a database that cannot be reached', async () => {
    proxy.breakOff();
    const { listener, seen } = listen({ connection: throughProxy() });
    await eventually('it has failed', () => seen.includes('lost'));
    await listener.stop();
    const before = [...seen];
    proxy.mend();
    const later = listen({ connection: throughProxy() });
    await eventually('another one gets through', () => later.listener.listening);
    expect(seen).toEqual(before);
    expect(seen).not.toContain('resync');
  });
});
