// What a plan, an account and a network say reaches the open sessions of every process, each session its own.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { eventually } from '../support/eventually.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { FtpHost, password } from '../support/ftp-host.js';

const port = 'PORT 127,0,0,1,200,10';
const denied = { PORT: 'deny', EPRT: 'deny' };

let host: FtpHost;
let workers: FtpWorker[];
let accounts = 0;

beforeAll(async () => {
  host = await FtpHost.create();
  workers = [await host.startWorker(), await host.startWorker()];
});
afterAll(() => host.dispose());

/** A session of the same new account on each process. */
async function sessions(): Promise<{ id: string; login: string; clients: FtpClient[] }> {
  accounts += 1;
  const login = `m${accounts}@example.com`;
  const id = await host.addAccount({ login });
  const clients = await Promise.all(workers.map((worker) => host.connect(worker)));
  for (const client of clients) expect((await client.logIn(login, password)).code).toBe(230);
  return { id, login, clients };
}

async function everywhere(clients: readonly FtpClient[], code: number): Promise<void> {
  for (const client of clients) {
    await eventually(`PORT is answered ${code}`, async () => (await client.code(port)) === code);
  }
}

describe('every process obeys', () => {
  it('what an account says, in sessions that are open and stay open', async () => {
    const mine = await sessions();
    const other = await sessions();
    await everywhere(mine.clients, 200);
    await host.panel.query('update ftp_accounts set verb_rules = $2 where id = $1', [mine.id, denied]);
    await everywhere(mine.clients, 502);
    for (const client of mine.clients) {
      expect(said(await client.say(port))).toBe(
        '502 Active mode is switched off for this account; use passive mode (EPSV or PASV).',
      );
    }
    expect(await other.clients[0]?.code(port)).toBe(200);
    await host.panel.query(`update ftp_accounts set verb_rules = '{}' where id = $1`, [mine.id]);
    await everywhere(mine.clients, 200);
  });

  it('what the plan of its customer says, and another plan that the customer is given', async () => {
    const { clients } = await sessions();
    await host.panel.query('update plans set verb_rules = $2 where id = $1', [host.planId, denied]);
    await everywhere(clients, 502);
    expect(said(await clients[0]?.say(port))).toContain('switched off for the plan of this account');
    const { id } = await host.one<{ id: string }>(`insert into plans (name) values ('Pro') returning id`);
    await host.panel.query('update customers set plan_id = $2 where id = $1', [host.customerId, id]);
    await everywhere(clients, 200);
    await host.panel.query('update customers set plan_id = $2 where id = $1', [host.customerId, host.planId]);
    await everywhere(clients, 502);
    await host.panel.query(`update plans set verb_rules = '{}' where id = $1`, [host.planId]);
    await everywhere(clients, 200);
  });

  it('what the policy says of a network, and the exceptions that it allows', async () => {
    const { clients } = await sessions();
    const verbs = { PORT: 'deny', EPRT: 'deny', PASV: 'allow', EPSV: 'allow' };
    await host.changePolicy({ verbs });
    await everywhere(clients, 502);
    const network_rules = [{ network: '127.0.0.0/8', verbs: { PORT: 'allow' }, clearText: false }];
    await host.changePolicy({ network_rules, exceptions_allowed: ['PORT'] });
    await everywhere(clients, 200);
    expect(await clients[0]?.code('EPRT |1|127.0.0.1|51210|')).toBe(502);
    await host.changePolicy({
      network_rules: [],
      exceptions_allowed: [],
      verbs: { ...verbs, PORT: 'allow', EPRT: 'allow' },
    });
  });
});

it('an account that may do without TLS logs in where the server requires it, until it may not any more', async () => {
  const { id, login, clients } = await sessions();
  const strict = await sessions();
  const sql = 'update ftp_accounts set clear_text_allowed = true, verb_rules = $2 where id = $1';
  await host.panel.query(sql, [id, denied]);
  await everywhere(clients, 502);
  await host.changePolicy({ tls: 'required-login' });
  for (const client of strict.clients) expect((await client.reply())?.code).toBe(421);
  for (const client of clients) expect(await client.code('NOOP')).toBe(200);
  const again = await host.connect(workers[0]!);
  expect((await again.logIn(login, password)).code).toBe(230);
  const refused = await host.connect(workers[0]!);
  expect(await refused.code(`USER ${strict.login}`)).toBe(530);
  await host.panel.query('update ftp_accounts set clear_text_allowed = false where id = $1', [id]);
  for (const client of [...clients, again]) expect((await client.reply())?.code).toBe(421);
});
