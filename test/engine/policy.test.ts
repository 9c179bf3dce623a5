// A policy that changes under open sessions: the next command obeys it, nobody is dropped without need.
import { expect, it } from 'vitest';
import { dataVerbs, presets } from '../../src/ftp/policy.js';
import { eventually } from '../support/eventually.js';
import { said } from '../support/ftp-client.js';
import { login, password, startEngine } from '../support/start-engine.js';

it('refuses each verb of a forbidden mode with words that name the other, in a session that was open before', async () => {
  const engine = await startEngine();
  const client = await engine.logIn();
  engine.server.apply({ ...engine.policy, version: 2, verbs: presets['passive-only'] });
  const why = '502 Active mode is switched off on this server; use passive mode (EPSV or PASV).';
  expect(said(await client.say('PORT 127,0,0,1,200,10'))).toBe(why);
  expect(said(await client.say('EPRT |1|127.0.0.1|51210|'))).toBe(why);
  expect((await client.fetch('NLST', 'EPSV')).final.code).toBe(226);
  engine.server.apply({ ...engine.policy, version: 3, verbs: presets['active-only'] });
  expect(await client.code('PASV')).toBe(502);
  expect(await client.code('EPSV')).toBe(502);
  expect(await client.code('EPSV ALL')).toBe(502);
  expect((await client.fetch('NLST', 'EPRT')).final.code).toBe(226);
  engine.server.apply({ ...engine.policy, version: 4 });
  for (const verb of dataVerbs) expect((await client.fetch('NLST', verb)).final.code).toBe(226);
});

it('takes back what was agreed on under the old policy', async () => {
  const engine = await startEngine();
  const client = await engine.logIn();
  await client.passivePort();
  engine.server.apply({ ...engine.policy, version: 2, verbs: presets['active-only'] });
  expect(await client.code('LIST')).toBe(425);
  expect(engine.observer.connections).toMatchObject([{ verb: 'EPSV', outcome: 'denied' }]);
});

it('lets a running transfer finish in the mode that is forbidden now', async () => {
  const engine = await startEngine();
  const client = await engine.logIn();
  const data = await client.passive();
  await client.say('STOR file');
  engine.server.apply({ ...engine.policy, version: 2, verbs: presets['active-only'] });
  data.end('whole');
  expect((await client.reply())?.code).toBe(226);
});

it('ends sessions in clear when TLS becomes required, after their transfer', async () => {
  const engine = await startEngine();
  const idle = await engine.logIn();
  const busy = await engine.logIn();
  const secure = await engine.connect();
  await secure.authTls();
  await secure.logIn(login, password);
  const data = await busy.passive();
  await busy.say('STOR file');
  engine.server.apply({ ...engine.policy, version: 2, tls: 'required-login' });
  expect(said(await idle.reply())).toMatch(/^421 This server takes encrypted sessions only/);
  data.end('whole');
  expect((await busy.reply())?.code).toBe(226);
  expect((await busy.reply())?.code).toBe(421);
  expect(await secure.code('NOOP')).toBe(200);
  await eventually('both are over', () => engine.observer.ends.join() === 'policy,policy');
});

it('refuses USER in clear before a password is sent, where TLS is required', async () => {
  const client = await (await startEngine({ policy: { tls: 'required-login' } })).connect();
  expect(said(await client.say(`USER ${login}`))).toBe(
    '530 This server takes logins over TLS only; send AUTH TLS first.',
  );
});

it('shortens the patience with sessions that are silent already', async () => {
  const engine = await startEngine();
  const client = await engine.logIn();
  engine.server.apply({ ...engine.policy, version: 2, idleTimeoutMs: 50 });
  expect((await client.reply())?.code).toBe(421);
});

it('answers PASV with the public address and listens inside the range', async () => {
  const engine = await startEngine();
  const { passive } = engine.policy;
  engine.server.apply({ ...engine.policy, version: 2, passive: { ...passive, publicIpv4: '203.0.113.7' } });
  const client = await engine.logIn();
  expect(said(await client.say('PASV'))).toMatch(/^227 .*\(203,0,113,7,\d+,\d+\)/);
  const port = await client.passivePort('EPSV');
  expect(port).toBeGreaterThanOrEqual(passive.firstPort);
  expect(port).toBeLessThanOrEqual(passive.lastPort);
});

it('knows EPSV ALL, also after an aborted transfer', async () => {
  const client = await (await startEngine()).logIn();
  expect(await client.code('EPSV ALL')).toBe(200);
  for (const line of ['PASV', 'PORT 127,0,0,1,200,10', 'EPRT |1|127.0.0.1|51210|']) {
    expect(await client.code(line)).toBe(503);
  }
  await client.passive();
  await client.say('STOR x');
  await client.say('ABOR');
  await client.reply();
  expect(await client.code('PASV')).toBe(503);
  expect((await client.fetch('NLST', 'EPSV')).final.code).toBe(226);
});

it('checks the network protocol of EPSV and EPRT', async () => {
  const four = await (await startEngine()).logIn();
  expect(await four.code('EPSV 1')).toBe(229);
  expect(said(await four.say('EPSV 2'))).toBe('522 Network protocol not supported, use (1)');
  expect(await four.code('EPSV 3')).toBe(522);
  expect(await four.code('EPRT |2|::1|51210|')).toBe(522);
  expect(await four.code('EPRT |3|127.0.0.1|51210|')).toBe(522);
  expect(said(await four.say('PASV'))).toMatch(/^227 .*\(127,0,0,1,\d+,\d+\)/);
  const six = await (await startEngine({ host: '::1' })).logIn();
  expect(await six.code('EPSV 2')).toBe(229);
  expect(said(await six.say('EPSV 1'))).toBe('522 Network protocol not supported, use (2)');
  expect(said(await six.say('PASV'))).toMatch(/^502 .*use EPSV\.$/);
});
