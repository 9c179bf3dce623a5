// What the record of a data connection says about its policy and its end.
import { expect, it } from 'vitest';
import { said } from '../support/ftp-client.js';
import { eventually } from '../support/eventually.js';
import { startEngine } from '../support/start-engine.js';

it('says who closed first: the server after a download, the client after an upload or when it breaks off', async () => {
  const engine = await startEngine();
  engine.home.write('page.html', 'a page');
  const client = await engine.logIn();
  await client.say('TYPE I');
  expect(said((await client.fetch('RETR page.html')).final)).toMatch(/^226/);
  expect(said(await client.store('STOR new.html', 'new'))).toMatch(/^226/);
  const data = await client.passive();
  await client.say('STOR broken.html');
  data.write('half');
  await eventually('the bytes have come', () => engine.server.sessions()[0]?.transfer?.bytes === 4);
  data.resetAndDestroy();
  expect((await client.reply())?.code).toBe(426);
  expect(engine.observer.connections.map(({ closedFirst }) => closedFirst)).toEqual(['server', 'client', 'client']);
  for (const { firstByteAt, lastByteAt, closedAt } of engine.observer.connections) {
    expect(lastByteAt?.getTime()).toBeGreaterThanOrEqual(firstByteAt?.getTime() ?? Infinity);
    expect(closedAt.getTime()).toBeGreaterThanOrEqual(lastByteAt?.getTime() ?? Infinity);
  }
});

it('says that the server closed where it gave up waiting for bytes', async () => {
  const engine = await startEngine({ policy: { stallTimeoutMs: 150 } });
  const client = await engine.logIn();
  await client.passive();
  await client.say('STOR never.html');
  expect((await client.reply())?.code).toBe(426);
  expect(engine.observer.connections).toMatchObject([{ verdict: 'stalled', closedFirst: 'server' }]);
});

it('says which rule of the policy allowed or refused the verb, and of one that was refused no end', async () => {
  const verbs = { PORT: 'deny', EPRT: 'allow', PASV: 'allow', EPSV: 'allow' } as const;
  const engine = await startEngine({ policy: { verbs } });
  const client = await engine.logIn();
  expect(await client.code('PORT 127,0,0,1,200,0')).toBe(502);
  await client.fetch('LIST');
  expect(engine.observer.connections).toMatchObject([
    {
      verb: 'PORT',
      decision: 'PORT (active mode) is denied by the server. It allows no exceptions.',
      closedFirst: undefined,
      lastByteAt: undefined,
    },
    {
      decision: expect.stringMatching(/^(EPSV|PASV) \(passive mode\) is allowed by the server\.$/) as string,
      closedFirst: 'server',
    },
  ]);
});
