// Web roots that came in by an import wait for their server: it looks at each as soon as it is up.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Panel, startPanel } from '../../src/panel.js';
import { eventually } from '../support/eventually.js';
import { FtpHost } from '../support/ftp-host.js';

let host: FtpHost;
let panel: Panel;

beforeAll(async () => {
  host = await FtpHost.create();
});
afterAll(async () => {
  await panel.stop();
  await host.dispose();
});

interface Checked {
  readonly checked_at: Date | null;
  readonly check_problem: string | null;
}

const stateOf = (domain: string) =>
  host.one<Checked>('select checked_at, check_problem from web_roots where domain = $1', [domain]);

it('has the server look at each that nobody has checked, and keeps what it finds fault with', async () => {
  await host.panel.query(`update web_roots set checked_at = null`);
  const missing = `${host.folder}-is-not-there`;
  await host.panel.query(
    `insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid, checked_at)
     values ($1, $2, 'missing.example', $3, $4, $5, null)`,
    [host.customerId, host.serverId, missing, host.owner.uid, host.owner.gid],
  );
  await host.startWorker();
  panel = await startPanel({
    databaseUrl: host.database.url,
    http: { host: '127.0.0.1', port: 0 },
    logLevel: 'silent',
    minSystemUid: 1000,
    sessionSecret: undefined,
  });
  const both = await eventually('both are checked', async () => {
    const found = await Promise.all(['example.com', 'missing.example'].map(stateOf));
    return found.every(({ checked_at }) => checked_at !== null) ? found : undefined;
  });
  expect(both.map(({ check_problem }) => check_problem)).toEqual([
    null,
    `There is no folder ${missing} on this server; make it first.`,
  ]);
});
