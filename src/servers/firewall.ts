// Ready rules for the firewall in front of a server, as its policy needs them. Pure text; nothing here is run.
import { isIPv6 } from 'node:net';
import { allowedVerbs, type DataMode, type DataVerb, dataVerbs, modeOf } from '../ftp/policy.js';
import type { AccountWithRules } from './left-without.js';
import type { PolicyTerms, PortRange } from './policy-rules.js';

/** What has to pass the firewall. */
export interface FirewallNeeds {
  /** Ports that clients connect to: FTP, and FTPS where there is one. */
  readonly control: readonly number[];
  /** undefined where nobody may use passive mode. */
  readonly passive: { readonly ports: PortRange; readonly from: 'anywhere' | readonly string[] } | undefined;
  /** The port that active connections are dialled from; undefined where nobody may use active mode. */
  readonly active: { readonly sourcePort: number | 'any' } | undefined;
}

export type FirewallTool = 'nftables' | 'ufw' | 'firewalld' | 'iptables' | 'cloud' | 'docker';

/** The rules for one tool. `outgoing` is needed only where the firewall filters what leaves; empty: nothing has to. */
export interface FirewallRules {
  readonly tool: FirewallTool;
  readonly incoming: string;
  readonly outgoing: string;
}

/** What this policy, with the exceptions of these accounts, needs to pass. */
export function firewallNeeds(
  { ftpPort, ftpsPort }: { readonly ftpPort: number; readonly ftpsPort: number | null },
  terms: PolicyTerms,
  accounts: readonly AccountWithRules[],
): FirewallNeeds {
  const from = whoMay('passive', terms, accounts);
  const active = whoMay('active', terms, accounts);
  return {
    control: [ftpPort, ...(ftpsPort === null ? [] : [ftpsPort])],
    passive: from && { ports: { first: terms.passive.firstPort, last: terms.passive.lastPort }, from },
    active: active && { sourcePort: terms.active.sourcePort },
  };
}

/** From where somebody may use this mode; undefined: nobody may. */
function whoMay(
  mode: DataMode,
  terms: PolicyTerms,
  accounts: readonly AccountWithRules[],
): 'anywhere' | readonly string[] | undefined {
  const ofMode = (verb: DataVerb) => modeOf[verb] === mode;
  if (allowedVerbs(terms.verbs).some(ofMode)) return 'anywhere';
  const excepted = dataVerbs.filter((verb) => ofMode(verb) && terms.exceptionsAllowed.includes(verb));
  const anAccount = accounts.some(({ rules }) =>
    excepted.some((verb) => (rules.verbs[verb] ?? rules.plan.verbs[verb]) === 'allow'),
  );
  if (anAccount) return 'anywhere';
  const networks = terms.networkRules.filter(({ verbs }) => excepted.some((verb) => verbs[verb] === 'allow'));
  return networks.length === 0 ? undefined : networks.map(({ network }) => network);
}

type Lines = readonly string[];

/** One opening: TCP ports, for everybody or for the clients of one network. */
interface Opening {
  readonly ports: PortRange;
  readonly from: string | undefined;
  readonly what: string;
}

function openings({ control, passive }: FirewallNeeds): Opening[] {
  const one = (port: number) => ({ ports: { first: port, last: port }, from: undefined, what: 'FTP control' });
  if (passive === undefined) return control.map(one);
  const sources = passive.from === 'anywhere' ? [undefined] : passive.from;
  return [...control.map(one), ...sources.map((from) => ({ ports: passive.ports, from, what: 'FTP passive' }))];
}

/** A range as the tool writes it; a single port is written alone. */
const written = ({ first, last }: PortRange, between: string) =>
  first === last ? `${first}` : `${first}${between}${last}`;

const familyOf = (network: string) => (isIPv6(network.split('/')[0] ?? '') ? 'ip6' : 'ip');

type Writer = (needs: FirewallNeeds) => { readonly incoming: Lines; readonly outgoing: Lines };

const writers: Readonly<Record<FirewallTool, Writer>> = {
  nftables: (needs) => ({
    incoming: openings(needs).map(({ ports, from, what }) => {
      const source = from === undefined ? '' : `${familyOf(from)} saddr ${from} `;
      return `add rule inet filter input ${source}tcp dport ${written(ports, '-')} accept comment "${what}"`;
    }),
    outgoing: outgoing(needs, (match) => `add rule inet filter output tcp ${match} accept comment "FTP active"`, {
      source: (port) => `sport ${port}`,
      anyPort: 'dport 1024-65535',
    }),
  }),
  ufw: (needs) => ({
    incoming: openings(needs).map(
      ({ ports, from = 'any', what }) =>
        `ufw allow proto tcp from ${from} to any port ${written(ports, ':')} comment '${what}'`,
    ),
    outgoing: outgoing(needs, (match) => `ufw allow out proto tcp ${match} comment 'FTP active'`, {
      source: (port) => `from any port ${port} to any`,
      anyPort: 'from any to any port 1024:65535',
    }),
  }),
  firewalld: (needs) => ({
    incoming: reloaded(
      openings(needs).map(({ ports, from }) =>
        from === undefined
          ? `firewall-cmd --permanent --add-port=${written(ports, '-')}/tcp`
          : `firewall-cmd --permanent --add-rich-rule='rule family="${familyOf(from) === 'ip' ? 'ipv4' : 'ipv6'}" ` +
            `source address="${from}" port port="${written(ports, '-')}" protocol="tcp" accept'`,
      ),
    ),
    outgoing: reloaded(
      ['ipv4', 'ipv6'].flatMap((family) =>
        outgoing(
          needs,
          (match) => `firewall-cmd --permanent --direct --add-rule ${family} filter OUTPUT 0 -p tcp ${match} -j ACCEPT`,
          iptablesMatches,
        ),
      ),
    ),
  }),
  iptables: (needs) => ({
    incoming: openings(needs).flatMap(({ ports, from, what }) => {
      const rule = (source: string) =>
        `-I INPUT ${source}-p tcp --dport ${written(ports, ':')} -m comment --comment "${what}" -j ACCEPT`;
      if (from === undefined) return [`iptables ${rule('')}`, `ip6tables ${rule('')}`];
      return [`${familyOf(from) === 'ip' ? 'iptables' : 'ip6tables'} ${rule(`-s ${from} `)}`];
    }),
    outgoing: ['iptables', 'ip6tables'].flatMap((program) =>
      outgoing(needs, (match) => `${program} -I OUTPUT -p tcp ${match} -j ACCEPT`, iptablesMatches),
    ),
  }),
  // What is typed into the security group or the firewall of a cloud's console.
  cloud: (needs) => ({
    incoming: openings(needs).map(
      ({ ports, from = '0.0.0.0/0, ::/0', what }) => `TCP  ${written(ports, '-')}  from ${from}  ${what}`,
    ),
    outgoing: outgoing(needs, (match) => `TCP  ${match}  to 0.0.0.0/0, ::/0  FTP active`, {
      source: () => '1024-65535',
      anyPort: '1024-65535',
    }),
  }),
  docker: (needs) => ({
    incoming: [
      'ports:',
      ...[...new Set(openings(needs).map(({ ports }) => written(ports, '-')))].map(
        (range) => `  - "${range}:${range}"`,
      ),
    ],
    // What a container dials leaves from a port that the host chooses, whatever the policy says.
    outgoing: needs.active === undefined ? [] : ['network_mode: host'],
  }),
};

interface OutgoingMatches {
  readonly source: (port: number) => string;
  readonly anyPort: string;
}

const iptablesMatches: OutgoingMatches = { source: (port) => `--sport ${port}`, anyPort: '--dport 1024:65535' };

function outgoing({ active }: FirewallNeeds, line: (match: string) => string, matches: OutgoingMatches): Lines {
  if (active === undefined) return [];
  return [line(active.sourcePort === 'any' ? matches.anyPort : matches.source(active.sourcePort))];
}

const reloaded = (lines: Lines): Lines => (lines.length === 0 ? [] : [...lines, 'firewall-cmd --reload']);

/** The rules for every tool. */
export function firewallRules(needs: FirewallNeeds): FirewallRules[] {
  const tools = Object.keys(writers) as FirewallTool[];
  return tools.map((tool) => {
    const { incoming, outgoing: out } = writers[tool](needs);
    return { tool, incoming: incoming.join('\n'), outgoing: out.join('\n') };
  });
}
