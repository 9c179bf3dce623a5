import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { presets, type NetworkRule } from '../ftp/policy.js';
import { firewallNeeds, firewallRules, type FirewallTool } from './firewall.js';
import type { PolicyTerms } from './policy-rules.js';

const terms: PolicyTerms = {
  verbs: presets['active-and-passive'],
  exceptionsAllowed: [],
  networkRules: [],
  tls: 'allowed',
  tlsSessionReuse: 'off',
  tlsMinimumVersion: 'TLSv1.2',
  passive: {
    firstPort: 30_000,
    lastPort: 30_199,
    publicIpv4: undefined,
    overrides: [],
    localForPrivatePeers: false,
    peerCheck: 'exact',
    peerNetworks: [],
  },
  publicIpv6: undefined,
  active: { sourcePort: 20, connectTimeoutMs: 10_000 },
  dataWaitMs: 20_000,
  stallTimeoutMs: 60_000,
  idleTimeoutMs: 300_000,
  loginTimeoutMs: 60_000,
  maxFailedLogins: 3,
  maxSessions: undefined,
  maxSessionsPerAddress: undefined,
  greeting: undefined,
  names: { hidden: [], refused: [] },
};
const ports = { ftpPort: 21, ftpsPort: 990 };
const lan: NetworkRule = { network: '10.0.0.0/8', verbs: { PASV: 'allow' }, clearText: false };
const lan6: NetworkRule = { network: 'fd00::/8', verbs: { EPSV: 'allow' }, clearText: false };

const policies: Readonly<Record<string, PolicyTerms>> = {
  'active and passive': terms,
  'passive only': { ...terms, verbs: presets['passive-only'] },
  'active only': { ...terms, verbs: presets['active-only'] },
  'active from any port': { ...terms, active: { ...terms.active, sourcePort: 'any' } },
  'active only but for two networks': {
    ...terms,
    verbs: presets['active-only'],
    exceptionsAllowed: ['PASV', 'EPSV'],
    networkRules: [lan, lan6],
  },
  'a range of one port': { ...terms, passive: { ...terms.passive, lastPort: 30_000 } },
};

function rules(policy: string, accounts: Parameters<typeof firewallNeeds>[2] = []) {
  const all = firewallRules(firewallNeeds(ports, policies[policy] ?? terms, accounts));
  return Object.fromEntries(all.map((each) => [each.tool, each])) as Record<FirewallTool, (typeof all)[number]>;
}

describe.each(Object.keys(policies))('%s', (policy) => {
  it('reads as written here', () => {
    expect(rules(policy)).toMatchSnapshot();
  });
});

it('active only opens nothing but the control ports', () => {
  for (const { incoming } of Object.values(rules('active only'))) expect(incoming).not.toContain('30');
  expect(rules('active only').nftables.incoming.match(/\d+ accept/g)).toEqual(['21 accept', '990 accept']);
});

it('passive only lets nothing out', () => {
  for (const { outgoing } of Object.values(rules('passive only'))) expect(outgoing).toBe('');
});

it('an account that is excepted may come from anywhere, one that may not be changes nothing', () => {
  const account = {
    login: 'a@b',
    rules: { plan: { name: 'x', verbs: {} }, verbs: { PASV: 'allow' }, clearText: false },
  } as const;
  expect(rules('active only but for two networks', [account]).nftables.incoming).toContain(
    'input tcp dport 30000-30199',
  );
  expect(rules('active only', [account]).nftables.incoming).not.toContain('30000');
});

const base = 'add table inet filter\nadd chain inet filter input\nadd chain inet filter output\n';
const inNamespace = (script: string) => spawnSync('unshare', ['-rn', 'sh', '-euc', script], { encoding: 'utf8' });
const missing = (program: string) => inNamespace(`${program} >/dev/null`).status !== 0;
const noNft = missing('nft list ruleset');
const noIptables = missing('iptables -L -n') || missing('ip6tables -L -n');

describe(`nft${noNft ? ' [missing: nftables]' : ''}`, () => {
  it.skipIf(noNft).each(Object.keys(policies))('takes the rules of %s', (policy) => {
    const { incoming, outgoing } = rules(policy).nftables;
    const ran = inNamespace(`nft -c -f - <<'END'\n${base}${incoming}\n${outgoing}\nEND`);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
  });
});

describe(`iptables${noIptables ? ' [missing: iptables]' : ''}`, () => {
  it.skipIf(noIptables).each(Object.keys(policies))('takes the rules of %s', (policy) => {
    const { incoming, outgoing } = rules(policy).iptables;
    const ran = inNamespace(`${incoming}\n${outgoing}`);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
  });
});
