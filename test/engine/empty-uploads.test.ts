// An upload of nothing: the data connection may have ended before anyone could look at it.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { login, password, startEngine } from '../support/start-engine.js';

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('an empty file over %s', (version) => {
  const logIn = async () => {
    const engine = await startEngine();
    const client = await engine.connect();
    client.tlsVersion = version;
    await client.authTls();
    await client.logIn(login, password);
    return { engine, client };
  };

  it.each(['EPSV', 'PORT'] as const)('is stored and confirmed with %s', async (verb) => {
    const { engine, client } = await logIn();
    expect((await client.store('STOR empty', '', verb)).code).toBe(226);
    expect(readFileSync(join(engine.home.path, 'empty')).length).toBe(0);
    expect(engine.observer.connections).toMatchObject([{ outcome: 'used', bytes: 0 }]);
  });

  it('is stored and confirmed when the client had ended it before it said STOR', async () => {
    const { client } = await logIn();
    const data = client.secureData(await client.passive()).resume();
    await once(data, 'secureConnect');
    data.end();
    await once(data, 'finish');
    await client.say('NOOP');
    expect(await client.code('STOR empty')).toBe(150);
    expect((await client.reply())?.code).toBe(226);
  });
});
