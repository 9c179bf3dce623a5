// What an admin sets about sessions: how many, for how long, and what greets them. It holds from the next moment on.
import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { login, password, startEngine } from '../support/start-engine.js';

const apply = (engine: Awaited<ReturnType<typeof startEngine>>, changes: object) =>
  engine.server.apply({ ...engine.policy, version: 2, ...changes });

it('greets with the words of the policy, in UTF-8, from the next client on', async () => {
  const engine = await startEngine();
  expect(said((await engine.connect()).greeting)).toBe('220 Portside FTP server ready.');
  apply(engine, { greeting: 'Grüezi bei uns' });
  const next = await engine.connect();
  expect(Buffer.from(said(next.greeting), 'latin1').toString('utf8')).toBe('220 Grüezi bei uns');
});

it('turns away the session that is one too many, and lets it in once another has gone', async () => {
  const engine = await startEngine({ policy: { maxSessions: 2 } });
  const first = await engine.connect();
  await engine.connect({ from: '127.0.0.2' });
  const late = await FtpClient.connect({ ...engine.server.addresses.ftp, from: '127.0.0.3' });
  expect(said(late.greeting)).toBe('421 Sessions on this server are limited to 2; try again in a moment.');
  await late.closed();
  await first.say('QUIT');
  await first.closed();
  await eventually('its place is free', () => engine.server.sessions().length === 1);
  expect((await engine.connect()).greeting?.code).toBe(220);
});

it('counts the sessions of one address apart from those of another', async () => {
  const engine = await startEngine({ policy: { maxSessionsPerAddress: 1 } });
  await engine.connect({ from: '127.0.0.2' });
  const second = await FtpClient.connect({ ...engine.server.addresses.ftp, from: '127.0.0.2' });
  expect(said(second.greeting)).toMatch(/^421 Sessions from your address are limited to 1/);
  expect((await engine.connect({ from: '127.0.0.3' })).greeting?.code).toBe(220);
});

it('ends nobody who is there when a bound becomes smaller', async () => {
  const engine = await startEngine();
  const [one, other] = [await engine.logIn(), await engine.connect()];
  apply(engine, { maxSessions: 1, maxSessionsPerAddress: 1 });
  expect(await one.code('NOOP')).toBe(200);
  expect(await other.code('NOOP')).toBe(200);
});

it('ends a session after as many wrong passwords as the policy allows', async () => {
  const engine = await startEngine({ policy: { maxFailedLogins: 2 } });
  const client = await engine.connect();
  expect((await client.logIn(login, 'wrong')).code).toBe(530);
  expect(said(await client.logIn(login, 'wrong again'))).toMatch(/^421 Too many wrong logins/);
});

it('gives a client that is there already less time to log in', async () => {
  const engine = await startEngine();
  const client = await engine.connect();
  const inside = await engine.logIn();
  apply(engine, { loginTimeoutMs: 50 });
  expect(said(await client.reply())).toBe('421 Nobody logged in in time.');
  expect(await inside.code('NOOP')).toBe(200);
  expect((await (await engine.connect()).logIn(login, password)).code).toBe(230);
});
