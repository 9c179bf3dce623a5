// What the engine tells of a data connection before it is over: each step once, in order, and never each byte.
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { login, password, startEngine, type Engine } from '../support/start-engine.js';

const told = ({ observer }: Engine) => observer.steps.map(({ verb, state }) => `${verb} ${state}`);

describe('a data connection that comes about', () => {
  it('is told as waiting on its port, connected, moving: passive', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    const port = await client.passivePort();
    expect(engine.observer.steps).toMatchObject([
      { verb: 'EPSV', state: 'waiting', localPort: port, offered: { address: '127.0.0.1', port }, peer: undefined },
    ]);
    const data = await client.dial(port);
    await eventually('it is connected', () => told(engine).includes('EPSV connected'));
    await client.say('STOR file');
    data.write(Buffer.alloc(300_000));
    await eventually('it moves', () => told(engine).includes('EPSV moving'));
    const { localPort: clientPort } = data;
    data.end(Buffer.alloc(300_000));
    expect((await client.reply())?.code).toBe(226);
    expect(told(engine)).toEqual(['EPSV waiting', 'EPSV connected', 'EPSV moving']);
    expect(engine.observer.steps[2]).toMatchObject({ peer: { port: clientPort }, tlsVersion: undefined });
  });

  it('is told as dialling only when the command comes: active', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    const { arrived } = await client.active('PORT');
    expect(told(engine)).toEqual(['PORT waiting']);
    await client.say('STOR file');
    const data = await arrived;
    const ends = { localPort: data.remotePort, peer: { port: data.localPort } };
    data.end('whole');
    expect((await client.reply())?.code).toBe(226);
    expect(told(engine)).toEqual(['PORT waiting', 'PORT dialling', 'PORT connected', 'PORT moving']);
    expect(engine.observer.steps[2]).toMatchObject(ends);
  });

  it('is told again when TLS is up', async () => {
    const engine = await startEngine();
    const client = await engine.connect();
    await client.authTls();
    await client.logIn(login, password);
    expect((await client.fetch('NLST', 'EPSV')).final.code).toBe(226);
    const secured = engine.observer.steps.filter(({ tlsVersion }) => tlsVersion === 'TLSv1.3');
    expect(secured.map(({ state }) => state)).toContain('connected');
  });

  it('carries the id of the record that follows', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    await client.fetch('NLST', 'EPSV');
    const ids = new Set(engine.observer.steps.map(({ id }) => id));
    expect([...ids]).toEqual(engine.observer.connections.map(({ id }) => id));
  });
});

describe('a data connection that does not come about', () => {
  it('is told no further than it got', async () => {
    const engine = await startEngine({ policy: { dataWaitMs: 100 } });
    const client = await engine.logIn();
    await client.passivePort();
    expect(await client.code('LIST')).toBe(425);
    expect(told(engine)).toEqual(['EPSV waiting']);
    expect(engine.observer.connections).toMatchObject([{ outcome: 'no-one-came' }]);
  });

  it('is not told at all where its target is refused', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    await client.say('PORT 10,0,0,9,200,10');
    expect(told(engine)).toEqual([]);
    expect(engine.observer.connections).toMatchObject([{ outcome: 'denied' }]);
  });
});
