// Modes and TLS as they hold for one account at one address: each session obeys its own, from the next command on.
import { describe, expect, it } from 'vitest';
import type { AccountRules } from '../../src/ftp/mode-rules.js';
import {
  dataVerbs,
  presets,
  type DataVerb,
  type Preset,
  type ServerPolicy,
  type VerbRules,
} from '../../src/ftp/policy.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { eventually } from '../support/eventually.js';
import { login, otherLogin, password, startEngine, type EngineOptions } from '../support/start-engine.js';

const silent: AccountRules = { plan: { name: 'Basic', verbs: {} }, verbs: {}, clearText: false };
const lines: Readonly<Record<DataVerb, string>> = {
  PORT: 'PORT 127,0,0,1,200,10',
  EPRT: 'EPRT |1|127.0.0.1|51210|',
  PASV: 'PASV',
  EPSV: 'EPSV',
};
const taken: Readonly<Record<DataVerb, number>> = { PORT: 200, EPRT: 200, PASV: 227, EPSV: 229 };
const passiveOnly = presets['passive-only'];
const noActive = { PORT: 'deny', EPRT: 'deny' } as const;

/** What has happened in the session before the verb comes. */
const befores: Readonly<Record<string, (client: FtpClient, verbs: VerbRules) => Promise<void>>> = {
  'a login': async () => undefined,
  'an aborted transfer': async (client, verbs) => {
    if (verbs.EPSV === 'allow') {
      await client.passive();
      await client.say('STOR cut');
    } else {
      const { arrived } = await client.active();
      client.write('STOR cut\r\n');
      await arrived;
      await client.reply();
    }
    expect(await client.code('ABOR')).toBe(426);
    expect((await client.reply())?.code).toBe(226);
  },
  'REIN and another login': async (client) => {
    expect(await client.code('REIN')).toBe(220);
    await client.logIn(login, password);
  },
  'EPSV ALL': async (client) => void (await client.say('EPSV ALL')),
};

const ways: Readonly<Record<string, (verbs: VerbRules) => EngineOptions>> = {
  'this server': (verbs) => ({ policy: { verbs } }),
  'the plan of this account': (verbs) => ({ account: { rules: { ...silent, plan: { name: 'Basic', verbs } } } }),
  'this account': (verbs) => ({ account: { rules: { ...silent, verbs } } }),
  'clients from 127.0.0.0/8': (verbs) => ({
    policy: { networkRules: [{ network: '127.0.0.0/8', verbs, clearText: false }] },
  }),
};

describe.each(Object.keys(presets) as Preset[])('under %s', (preset) => {
  const verbs: VerbRules = presets[preset];
  describe.each(Object.keys(ways))('said of %s', (where) => {
    describe.each(Object.keys(befores))('after %s', (before) => {
      it.each(dataVerbs)('%s does what the rules say', async (verb) => {
        const engine = await startEngine(ways[where]?.(verbs));
        const client = await engine.logIn();
        await befores[before]?.(client, verbs);
        const reply = await client.say(lines[verb]);
        if (verbs[verb] === 'deny') {
          const on = where === 'this server' ? 'on' : 'for';
          expect(said(reply)).toMatch(new RegExp(`^502 (Active|Passive) mode is switched off ${on} ${where}; use `));
        } else if (before === 'EPSV ALL' && verbs.EPSV === 'allow' && verb !== 'EPSV') {
          expect(reply.code).toBe(503);
        } else {
          expect(reply.code).toBe(taken[verb]);
        }
        expect(await client.code('NOOP'), 'the session goes on').toBe(200);
      });
    });
  });
});

describe('FEAT and HELP', () => {
  const named = async (client: FtpClient) => {
    const help = said(await client.say('HELP')).split(/\s+/);
    const feat = said(await client.say('FEAT'));
    for (const verb of ['EPRT', 'EPSV'] as const) expect(feat.includes(` ${verb}`)).toBe(help.includes(verb));
    return dataVerbs.filter((verb) => help.includes(verb));
  };

  it('follow the rules of the account that is logged in', async () => {
    const engine = await startEngine({ account: { rules: { ...silent, verbs: { ...noActive, PASV: 'deny' } } } });
    const client = await engine.connect();
    expect(await named(client)).toEqual(['PORT', 'EPRT', 'PASV', 'EPSV']);
    await client.logIn(login, password);
    expect(await named(client)).toEqual(['EPSV']);
    await client.say('REIN');
    expect(await named(client)).toEqual(['PORT', 'EPRT', 'PASV', 'EPSV']);
  });

  it('follow the rules of the client’s network', async () => {
    const networkRules = [{ network: '127.0.0.1/32', verbs: noActive, clearText: false }];
    const engine = await startEngine({ policy: { networkRules } });
    expect(await named(await engine.connect())).toEqual(['PASV', 'EPSV']);
    expect(await named(await engine.connect({ from: '127.0.0.2' }))).toEqual(['PORT', 'EPRT', 'PASV', 'EPSV']);
  });
});

it('lets the one scanner in active mode that is excepted, and nobody else', async () => {
  const policy: Partial<ServerPolicy> = {
    verbs: passiveOnly,
    exceptionsAllowed: ['PORT'],
    networkRules: [{ network: '127.0.0.9/32', verbs: { PORT: 'allow' }, clearText: false }],
  };
  const engine = await startEngine({ policy });
  const scanner = await engine.logIn({ from: '127.0.0.9' });
  expect((await scanner.fetch('NLST', 'PORT')).final.code).toBe(226);
  expect(await scanner.code(lines.EPRT), 'EPRT is no exception').toBe(502);
  const other = await engine.logIn();
  expect(said(await other.say(lines.PORT))).toBe(
    '502 Active mode is switched off on this server; use passive mode (EPSV or PASV).',
  );
});

it('obeys what the account says from the next command on, and lets the running transfer finish', async () => {
  const engine = await startEngine();
  const client = await engine.logIn();
  const { arrived } = await client.active('PORT');
  client.write('STOR file\r\n');
  const data = await arrived;
  expect((await client.reply())?.code).toBe(150);
  engine.server.updateAccount({ ...engine.account, rules: { ...silent, verbs: noActive } });
  data.end('whole');
  expect((await client.reply())?.code).toBe(226);
  expect(await client.code(lines.PORT)).toBe(502);
  expect(await client.code('EPSV')).toBe(229);
  const rules = { ...silent, plan: { name: 'x', verbs: { EPSV: 'deny' } } } as const;
  engine.server.updateAccount({ ...engine.account, rules });
  expect(await client.code('LIST'), 'what was agreed on is taken back').toBe(425);
  expect(await client.code(lines.PORT)).toBe(200);
});

describe('where TLS is required', () => {
  const needsTls = '530 This server takes logins over TLS only; send AUTH TLS first.';
  const clearText: EngineOptions = {
    policy: { tls: 'required-data' },
    account: { rules: { ...silent, clearText: true } },
    clearTextLogins: [login],
  };

  it('an account that is excepted logs in and transfers in the clear', async () => {
    const client = await (await startEngine(clearText)).logIn();
    expect((await client.fetch('NLST')).final.code).toBe(226);
  });

  it('every other name is refused before its password is sent', async () => {
    const client = await (await startEngine(clearText)).connect();
    expect(said(await client.say(`USER ${otherLogin}`))).toBe(needsTls);
    expect(said(await client.say(`PASS ${password}`))).toBe(needsTls);
  });

  it('an exception that ended between USER and PASS holds no longer', async () => {
    const engine = await startEngine({ ...clearText, account: { rules: silent } });
    const client = await engine.connect();
    expect(await client.code(`USER ${login}`)).toBe(331);
    expect(said(await client.say(`PASS ${password}`))).toBe(
      '530 This account logs in over TLS only; send AUTH TLS first.',
    );
    expect(engine.observer.attempts).toMatchObject([{ outcome: 'tls-required' }]);
  });

  it('a network that is excepted does without', async () => {
    const networkRules = [{ network: '127.0.0.9/32', verbs: {}, clearText: true }];
    const engine = await startEngine({ policy: { tls: 'required-login', networkRules } });
    expect((await (await engine.logIn({ from: '127.0.0.9' })).fetch('NLST', 'EPRT')).final.code).toBe(226);
    expect(await (await engine.connect()).code(`USER ${login}`)).toBe(530);
  });

  it('a session in the clear ends when its exception does, after its transfer', async () => {
    const engine = await startEngine(clearText);
    const client = await engine.logIn();
    const data = await client.passive();
    await client.say('STOR file');
    engine.server.updateAccount({ ...engine.account, rules: silent });
    data.end('whole');
    expect((await client.reply())?.code).toBe(226);
    expect((await client.reply())?.code).toBe(421);
    await eventually('it is over', () => engine.observer.ends.join() === 'policy');
  });

  it('a session under an exception outlives the policy that begins to require TLS', async () => {
    const engine = await startEngine({ ...clearText, policy: { tls: 'allowed' } });
    const client = await engine.logIn();
    engine.server.apply({ ...engine.policy, version: 2, tls: 'required-data' });
    expect((await client.fetch('NLST')).final.code).toBe(226);
  });
});
