import { describe, expect, it } from 'vitest';
import {
  type AccountRules,
  explain,
  planChange,
  type ServerRules,
  tlsSentence,
  verbRulesOf,
  verbSentence,
  whyForbidden,
} from './mode-rules.js';
import { dataVerbs, presets, type VerbRule, type VerbWishes } from './policy.js';

const server: ServerRules = {
  verbs: presets['active-and-passive'],
  exceptionsAllowed: [],
  networkRules: [],
  tls: 'allowed',
};
const silent: AccountRules = { plan: { name: 'Basic', verbs: {} }, verbs: {}, clearText: false };
const client = '203.0.113.7';
const network = (cidr: string, verbs: VerbWishes, clearText = false) => ({ network: cidr, verbs, clearText });

describe('for one verb', () => {
  const says = ['allow', 'deny', undefined] as const;
  const scenes = (['allow', 'deny'] as const).flatMap((onServer) =>
    [true, false].flatMap((excepted) =>
      says.flatMap((plan) =>
        says.flatMap((account) => says.map((net) => ({ onServer, excepted, plan, account, net }))),
      ),
    ),
  );
  const wish = (rule: VerbRule | undefined): VerbWishes => (rule === undefined ? {} : { PORT: rule });

  it.each(scenes)('%j', ({ onServer, excepted, plan, account, net }) => {
    const rules: ServerRules = {
      ...server,
      verbs: { ...server.verbs, PORT: onServer },
      exceptionsAllowed: excepted ? ['PORT'] : ['EPRT'],
      networkRules: [network('203.0.113.0/24', wish(net))],
    };
    const said = { plan: { name: 'Basic', verbs: wish(plan) }, verbs: wish(account), clearText: false };
    const { rule, by } = explain(rules, said, client).verbs.PORT;
    if (onServer === 'deny' && !excepted) {
      expect({ rule, by }).toEqual({ rule: 'deny', by: { layer: 'server', final: true } });
      return;
    }
    expect(rule).toBe(net ?? account ?? plan ?? onServer);
    expect(by.layer).toBe(net ? 'network' : account ? 'account' : plan ? 'plan' : 'server');
  });
});

describe('of several networks', () => {
  const rules = {
    ...server,
    networkRules: [
      network('203.0.0.0/16', { PORT: 'deny', PASV: 'deny' }),
      network('203.0.113.0/24', { PORT: 'allow' }),
      network('203.0.113.7/32', { EPRT: 'deny' }),
      network('2001:db8::/32', { EPSV: 'deny' }),
    ],
  };

  it('the longest that says something about the verb wins', () => {
    const { verbs } = explain(rules, silent, client);
    expect(verbs.PORT).toEqual({ rule: 'allow', by: { layer: 'network', network: '203.0.113.0/24' } });
    expect(verbs.PASV).toEqual({ rule: 'deny', by: { layer: 'network', network: '203.0.0.0/16' } });
    expect(verbs.EPRT).toEqual({ rule: 'deny', by: { layer: 'network', network: '203.0.113.7/32' } });
    expect(verbs.EPSV).toEqual({ rule: 'allow', by: { layer: 'server', final: false } });
  });

  it('those that do not hold the client say nothing', () => {
    expect(verbRulesOf(explain(rules, silent, '192.0.2.1'))).toEqual(presets['active-and-passive']);
    expect(verbRulesOf(explain(rules, silent, '2001:db8::1'))).toEqual({ ...server.verbs, EPSV: 'deny' });
  });
});

describe('the refusal on the wire', () => {
  const denied = (layers: Partial<ServerRules>, account: Partial<AccountRules> = {}) =>
    whyForbidden('PORT', explain({ ...server, ...layers }, { ...silent, ...account }, client));
  const active = { PORT: 'deny', EPRT: 'deny' } as const;

  it.each([
    ['on this server', denied({ verbs: presets['passive-only'] })],
    ['for the plan of this account', denied({}, { plan: { name: 'Basic', verbs: active } })],
    ['for this account', denied({}, { verbs: active })],
    ['for clients from 203.0.113.0/24', denied({ networkRules: [network('203.0.113.0/24', active)] })],
  ])('says that active mode is switched off %s', (where, sentence) => {
    expect(sentence).toBe(`Active mode is switched off ${where}; use passive mode (EPSV or PASV).`);
  });

  it('names the other verb of the mode where that is left', () => {
    expect(denied({}, { verbs: { PORT: 'deny' } })).toBe('PORT is switched off for this account; use EPRT.');
  });

  it('is not said of what is allowed', () => {
    expect(denied({})).toBeUndefined();
  });
});

describe('TLS', () => {
  const strict = { ...server, tls: 'required-data' } as const;

  it('is required of everybody but the accounts and networks that are excepted', () => {
    expect(explain(strict, silent, client).tls).toEqual({
      rule: 'required-data',
      by: { layer: 'server', final: false },
    });
    expect(explain(strict, { ...silent, clearText: true }, client).tls).toEqual({
      rule: 'allowed',
      by: { layer: 'account' },
    });
    const here = { ...strict, networkRules: [network('203.0.113.0/24', {}, true)] };
    expect(explain(here, undefined, client).tls.by).toEqual({ layer: 'network', network: '203.0.113.0/24' });
    expect(explain(here, undefined, '192.0.2.1').tls.rule).toBe('required-data');
  });

  it('is not switched on by an exception where it is off', () => {
    expect(explain({ ...server, tls: 'off' }, { ...silent, clearText: true }, client).tls.rule).toBe('off');
  });
});

it('says which rule decided', () => {
  const rules = {
    ...server,
    tls: 'required-login' as const,
    verbs: { ...server.verbs, PASV: 'deny' as const },
    networkRules: [network('203.0.113.0/24', { PORT: 'deny' })],
  };
  const account = { ...silent, plan: { name: 'Basic', verbs: { EPRT: 'deny' as const } } };
  const { verbs, tls } = explain(rules, account, client);
  expect(dataVerbs.map((verb) => verbSentence(verb, verbs[verb]))).toEqual([
    'PORT (active mode) is denied by the rule for the network 203.0.113.0/24.',
    'EPRT (active mode) is denied by the plan “Basic”.',
    'PASV (passive mode) is denied by the server. It allows no exceptions.',
    'EPSV (passive mode) is allowed by the server.',
  ]);
  expect(tlsSentence(tls)).toBe('TLS is required for the login, as the server says.');
});

it('plans what a change means for a session under its own exceptions', () => {
  const excepted = { ...silent, verbs: { PORT: 'allow' }, clearText: true } as const;
  const before = { ...server };
  const after: ServerRules = {
    ...server,
    verbs: presets['passive-only'],
    exceptionsAllowed: ['PORT'],
    tls: 'required-login',
  };
  const change = (account: AccountRules) =>
    planChange(explain(before, account, client), explain(after, account, client));
  expect(change(silent)).toEqual({ dropArmed: ['PORT', 'EPRT'], endPlaintext: true });
  expect(change(excepted)).toEqual({ dropArmed: ['EPRT'], endPlaintext: false });
});
