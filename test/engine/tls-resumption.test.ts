// Whether a data connection resumes the TLS of its own control session, what else does not count as that, and what each
// grade of the policy makes of it.
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { selfSignedPair } from '../support/data-connection.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { login, otherLogin, password, startEngine, type Engine } from '../support/start-engine.js';

async function secureLogin(engine: Engine, version: FtpClient['tlsVersion'], name = login): Promise<FtpClient> {
  const client = await engine.connect();
  client.tlsVersion = version;
  await client.authTls();
  expect((await client.logIn(name, password)).code).toBe(230);
  return client;
}

const ticketOf = (client: FtpClient): Buffer | undefined => (client.socket as TLSSocket).getSession();

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('%s', (version) => {
  describe.each(['PASV', 'EPSV', 'PORT', 'EPRT'] as const)('%s where resumption is required', (verb) => {
    it('serves a data connection that resumes its control session', async () => {
      const engine = await startEngine({ policy: { tlsSessionReuse: 'require' } });
      const client = await secureLogin(engine, version);
      expect((await client.store('STOR a', 'resumed', verb)).code).toBe(226);
      expect((await client.fetch('RETR a', verb)).data.toString()).toBe('resumed');
      expect((await client.fetch('MLSD', verb)).final.code).toBe(226);
      expect(engine.observer.connections).toMatchObject(
        Array(3).fill({ tlsResumed: true, tlsVersion: version, outcome: 'used' }),
      );
    });

    it('refuses one that resumes nothing, confirms nothing and leaves the file as it was', async () => {
      const engine = await startEngine({ policy: { tlsSessionReuse: 'require' } });
      const client = await secureLogin(engine, version);
      await client.store('STOR a', 'as it was', verb);
      client.resumes = undefined;
      expect(said(await client.store('STOR a', 'changed', verb))).toMatch(/^522 .*did not resume/);
      expect((await client.store('STOR b', 'new', verb)).code).toBe(522);
      expect((await client.fetch('RETR a', verb)).final.code).toBe(522);
      expect(readFileSync(join(engine.home.path, 'a'), 'latin1')).toBe('as it was');
      expect(existsSync(join(engine.home.path, 'b'))).toBe(false);
      expect(engine.observer.connections.slice(1)).toMatchObject(
        Array(3).fill({ tlsResumed: false, tlsVersion: version, outcome: 'tls-failed', bytes: 0 }),
      );
      client.resumes = 'control';
      expect((await client.fetch('RETR a', verb)).data.toString()).toBe('as it was');
    });
  });

  it("does not take another login's ticket for its own", async () => {
    const engine = await startEngine({ policy: { tlsSessionReuse: 'require' } });
    const anna = await secureLogin(engine, version);
    const berta = await secureLogin(engine, version, otherLogin);
    expect((await berta.fetch('NLST')).final.code).toBe(226);
    anna.resumes = ticketOf(berta);
    expect((await anna.store('STOR stolen', 'x')).code).toBe(522);
    anna.resumes = 'control';
    expect((await anna.fetch('NLST')).final.code).toBe(226);
    expect(engine.observer.connections.map(({ tlsResumed }) => tlsResumed)).toEqual([true, false, true]);
  });

  it("does not take the ticket of the same login's other session either", async () => {
    const engine = await startEngine({ policy: { tlsSessionReuse: 'require' } });
    const first = await secureLogin(engine, version);
    const second = await secureLogin(engine, version);
    second.resumes = ticketOf(first);
    expect((await second.fetch('NLST')).final.code).toBe(522);
  });

  it('refuses a client that begins its handshake before the command and resumes nothing', async () => {
    const engine = await startEngine({ policy: { tlsSessionReuse: 'require' } });
    const client = await secureLogin(engine, version);
    client.resumes = undefined;
    const secured = client.secureData(await client.passive());
    await once(secured, 'secureConnect');
    expect(await client.code('NLST')).toBe(150);
    expect((await client.reply())?.code).toBe(522);
  });

  it.each(['off', 'observe', 'prefer'] as const)('under %s serves all and records which resumed', async (grade) => {
    const engine = await startEngine({ policy: { tlsSessionReuse: grade } });
    const anna = await secureLogin(engine, version);
    const berta = await secureLogin(engine, version, otherLogin);
    for (const ticket of ['control', undefined, ticketOf(berta)] as const) {
      anna.resumes = ticket;
      expect((await anna.fetch('NLST')).final.code).toBe(226);
    }
    expect(engine.observer.connections.map(({ tlsResumed }) => tlsResumed)).toEqual([true, false, false]);
  });

  it('resumes with the first ticket after a hundred transfers', async () => {
    const engine = await startEngine({ policy: { tlsSessionReuse: 'require' } });
    const client = await secureLogin(engine, version);
    client.resumes = ticketOf(client);
    for (let round = 0; round < 50; round += 1) {
      expect((await client.store('STOR a', `${round}`)).code).toBe(226);
      expect((await client.fetch('RETR a')).data.toString()).toBe(`${round}`);
    }
    expect(engine.observer.connections.every(({ tlsResumed }) => tlsResumed)).toBe(true);
  });

  it('resumes after the certificate was replaced; who comes later sees the new one', async () => {
    let current = await selfSignedPair(10, ['old.example']);
    const engine = await startEngine({
      policy: { tlsSessionReuse: 'require' },
      certificate: { current: async () => [current] },
    });
    const before = await secureLogin(engine, version);
    current = await selfSignedPair(10, ['new.example']);
    await engine.server.reloadCertificate();
    const after = await secureLogin(engine, version, otherLogin);
    expect((await before.fetch('NLST')).final.code).toBe(226);
    expect((await after.fetch('NLST')).final.code).toBe(226);
    expect((before.socket as TLSSocket).getPeerCertificate().subjectaltname).toBe('DNS:old.example');
    expect((after.socket as TLSSocket).getPeerCertificate().subjectaltname).toBe('DNS:new.example');
    before.resumes = ticketOf(after);
    expect((await before.fetch('NLST')).final.code).toBe(522);
  });
});

it('serves data connections in clear where resumption is required and protection is not', async () => {
  const engine = await startEngine({ policy: { tlsSessionReuse: 'require' } });
  const client = await engine.logIn();
  expect((await client.fetch('NLST')).final.code).toBe(226);
});

it('resumes on the port where TLS begins with the first byte', async () => {
  const engine = await startEngine({ implicitTls: true, policy: { tlsSessionReuse: 'require' } });
  const client = await engine.connectTls();
  client.protection = 'P';
  await client.logIn(login, password);
  expect((await client.fetch('NLST')).final.code).toBe(226);
  client.resumes = undefined;
  expect((await client.fetch('NLST')).final.code).toBe(522);
});

it('gives each TLS 1.3 client that resumes a new ticket, so that one that uses each only once goes on for ever', async () => {
  const engine = await startEngine({ policy: { tlsSessionReuse: 'require' } });
  const client = await secureLogin(engine, 'TLSv1.3');
  const tickets: (Buffer | undefined)[] = [ticketOf(client)];
  for (let round = 0; round < 10; round += 1) {
    const tcp = await client.passive();
    client.write('NLST\r\n');
    expect((await client.reply())?.code).toBe(150);
    const data = connectTls({ socket: tcp, rejectUnauthorized: false, session: tickets.pop() });
    data.on('session', (ticket: Buffer) => tickets.push(ticket)).resume();
    await once(data, 'end');
    data.end();
    expect((await client.reply())?.code).toBe(226);
  }
});
