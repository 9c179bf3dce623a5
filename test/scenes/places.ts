// The machines of which scenes are made up, and their rules. Addresses of RFC 5737 and RFC 3849 play the public ones.
import { ftpHelper, type Topology } from './network.js';

export const publicServer = '198.51.100.1';
export const publicClient = '203.0.113.7';
export const privateServer = '10.0.0.5';
export const ipv6Server = '2001:db8:1::1';

type Hook = 'input' | 'output' | 'forward' | 'prerouting' | 'postrouting';

let chains = 0;

/** A chain of filter rules, or of NAT rules. */
function chain(kind: 'filter' | 'nat', hook: Hook, ...rules: readonly string[]): string {
  const priority =
    kind === 'filter' ? 0 : { prerouting: -100, postrouting: 100, input: 0, output: 0, forward: 0 }[hook];
  chains += 1;
  return `table inet t${chains} {
  chain c { type ${kind} hook ${hook} priority ${priority}
    ${rules.join('\n    ')}
  }
}
`;
}

/** What this hook filters. */
export const filter = (hook: Hook, ...rules: readonly string[]) => chain('filter', hook, ...rules);

/** Whoever goes out gets the router's own address. */
export const masquerade = chain('nat', 'postrouting', 'oifname "wan" masquerade');

/** As masquerade, but the router has two addresses and takes the second for all but port 21. */
export const twoAddresses = chain(
  'nat',
  'postrouting',
  `oifname "wan" tcp dport 21 snat ip to ${publicClient}`,
  'oifname "wan" snat ip to 203.0.113.8',
);

/** Clients' control connections end at a middlebox on the router, port 2121. */
export const intercepted = chain('nat', 'prerouting', 'iifname "client" tcp dport 21 redirect to :2121');

/** Whoever comes in gets the router's own address, as with Docker's userland proxy. */
export const hidingClients = chain('nat', 'postrouting', 'oifname "server" masquerade');

/** These ports of the router lead to the server behind it. */
export const forwarding = (...ports: readonly string[]) =>
  chain('nat', 'prerouting', `iifname "wan" tcp dport { ${ports.join(', ')} } dnat ip to ${privateServer}`);

/** A firewall that lets answers in, what belongs to a connection it has followed, and new connections to port 21. */
export const onlyControl = (verdict: string) =>
  filter(
    'input',
    'iifname "lo" accept',
    'meta l4proto ipv6-icmp accept',
    'ct state established,related accept',
    'tcp dport 21 accept',
    verdict,
  );

/** A firewall that lets nothing out but answers. */
export const noCalls = filter('output', 'oifname "lo" accept', 'ct state established,related accept', 'drop');

/** A firewall that lets nobody in who was not asked. */
export const onlyAnswers = (verdict: string) =>
  filter(
    'input',
    'iifname "lo" accept',
    'meta l4proto ipv6-icmp accept',
    'ct state established,related accept',
    verdict,
  );

/** A client and a server with public addresses, each with a firewall of its own where rules are given. */
export function open(rules: { readonly client?: string; readonly server?: string } = {}): Topology {
  return {
    client: { behind: 'internet', addresses: [`${publicClient}/24`], rules: rules.client ?? '' },
    server: { behind: 'internet', addresses: [`${publicServer}/24`], rules: rules.server ?? '' },
  };
}

/** The client stands behind a home router. */
export function clientBehindNat(router: string, rules: { readonly server?: string } = {}): Topology {
  return {
    router: { behind: 'internet', addresses: [`${publicClient}/24`, '203.0.113.8/24'], rules: router },
    client: { behind: 'router', addresses: ['192.168.1.7/24'] },
    server: open(rules).server!,
  };
}

/** The server stands behind a router that owns its public address. */
export function serverBehindNat(router: string): Topology {
  return {
    client: open().client!,
    router: { behind: 'internet', addresses: [`${publicServer}/24`], rules: router },
    server: { behind: 'router', addresses: [`${privateServer}/24`] },
  };
}

/** As open(), with somebody else on the internet. */
export function withStranger(): Topology {
  return { ...open(), stranger: { behind: 'internet', addresses: ['192.0.2.66/24'] } };
}

/** Two clients behind one home router. */
export function twoBehindNat(): Topology {
  return {
    ...clientBehindNat(masquerade),
    second: { behind: 'router', addresses: ['192.168.2.8/24'] },
  };
}

/** Client and server have IPv6 and nothing else. */
export function ipv6Only(rules: { readonly client?: string; readonly server?: string } = {}): Topology {
  return {
    client: { behind: 'internet', addresses: ['2001:db8:7::7/64'], rules: rules.client ?? '' },
    server: { behind: 'internet', addresses: [`${ipv6Server}/64`], rules: rules.server ?? '' },
  };
}

export { ftpHelper };
