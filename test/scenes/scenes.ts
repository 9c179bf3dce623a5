// The scenes as data: who stands where, what the policy says, and the verdict on each verb, which is the true cause. The
// file comes over where that is `worked`, and nowhere else.
import type { DataVerb } from '../../src/ftp/policy.js';
import type { Verdict } from '../../src/ftp/verdict.js';
import * as place from './places.js';
import { passivePart, type Setting } from './stage.js';

export interface Scene extends Setting {
  readonly name: string;
  readonly endings: Readonly<Partial<Record<DataVerb, Verdict>>>;
}

const works = { PASV: 'worked', EPSV: 'worked', PORT: 'worked', EPRT: 'worked' } as const;
const range = '30000-30009';
const middlebox = [
  'router',
  'middlebox.mjs',
  ...['2121', place.publicServer, place.publicClient, '30000', '30009'],
] as const;

export const scenes: readonly Scene[] = [
  { name: 'nothing stands between client and server', hosts: place.open(), door: place.publicServer, endings: works },
  {
    name: 'nothing stands between client and server, with TLS',
    hosts: place.open(),
    door: place.publicServer,
    tls: true,
    endings: works,
  },
  {
    name: 'client behind NAT',
    hosts: place.clientBehindNat(place.masquerade),
    door: place.publicServer,
    endings: { ...works, PORT: 'client-asked-for-private-address', EPRT: 'client-asked-for-private-address' },
  },
  {
    name: 'client behind NAT that follows FTP',
    hosts: place.clientBehindNat(place.masquerade + place.ftpHelper),
    door: place.publicServer,
    endings: works,
  },
  {
    name: 'client behind NAT that follows FTP, with TLS',
    hosts: place.clientBehindNat(place.masquerade + place.ftpHelper),
    door: place.publicServer,
    tls: true,
    endings: { ...works, PORT: 'client-asked-for-private-address', EPRT: 'client-asked-for-private-address' },
  },
  {
    name: 'client behind NAT with two public addresses',
    hosts: place.clientBehindNat(place.twoAddresses),
    door: place.publicServer,
    endings: {
      PASV: 'came-from-other-address',
      EPSV: 'came-from-other-address',
      PORT: 'client-asked-for-private-address',
      EPRT: 'client-asked-for-private-address',
    },
  },
  {
    name: 'client behind NAT with two public addresses, and a policy that takes its whole network',
    hosts: place.clientBehindNat(place.twoAddresses),
    door: place.publicServer,
    policy: passivePart({ peerCheck: 'same-network' }),
    endings: { ...works, PORT: 'client-asked-for-private-address', EPRT: 'client-asked-for-private-address' },
  },
  {
    name: 'client behind a middlebox that rewrites what it reads',
    hosts: place.clientBehindNat(place.masquerade + place.intercepted),
    door: place.publicServer,
    beside: [middlebox],
    endings: {
      PASV: 'reply-was-rewritten',
      EPSV: 'reply-was-rewritten',
      PORT: 'client-refused',
      EPRT: 'client-refused',
    },
  },
  {
    name: 'client behind a middlebox that rewrites what it reads, with TLS',
    hosts: place.clientBehindNat(place.masquerade + place.intercepted),
    door: place.publicServer,
    tls: true,
    beside: [middlebox],
    endings: { ...works, PORT: 'client-asked-for-private-address', EPRT: 'client-asked-for-private-address' },
  },
  {
    name: 'server behind NAT, without its public address in the policy',
    hosts: place.serverBehindNat(place.masquerade + place.forwarding('21', range)),
    door: place.publicServer,
    endings: { ...works, PASV: 'offered-private-address' },
  },
  {
    name: 'server behind NAT, without its public address in the policy, and clients that mend it',
    hosts: place.serverBehindNat(place.masquerade + place.forwarding('21', range)),
    door: place.publicServer,
    mendsPasv: true,
    endings: works,
  },
  {
    name: 'server behind NAT, with its public address in the policy',
    hosts: place.serverBehindNat(place.masquerade + place.forwarding('21', range)),
    door: place.publicServer,
    policy: passivePart({ publicIpv4: place.publicServer }),
    endings: works,
  },
  {
    name: 'server behind NAT that follows FTP and rewrites the address of PASV',
    hosts: place.serverBehindNat(place.masquerade + place.forwarding('21') + place.ftpHelper),
    door: place.publicServer,
    endings: works,
  },
  {
    name: 'server behind NAT that forwards the control port only',
    hosts: place.serverBehindNat(place.masquerade + place.forwarding('21')),
    door: place.publicServer,
    policy: passivePart({ publicIpv4: place.publicServer }),
    endings: { ...works, PASV: 'no-one-came', EPSV: 'no-one-came' },
  },
  {
    name: 'server behind NAT that gives its clients its own address',
    hosts: place.serverBehindNat(place.masquerade + place.hidingClients + place.forwarding('21', range)),
    door: place.publicServer,
    policy: passivePart({ publicIpv4: place.publicServer }),
    endings: { ...works, PORT: 'client-asked-for-other-address', EPRT: 'client-asked-for-other-address' },
  },
  {
    name: "the server's firewall drops the passive range",
    hosts: place.open({ server: place.onlyControl('drop') }),
    door: place.publicServer,
    endings: { ...works, PASV: 'no-one-came', EPSV: 'no-one-came' },
  },
  {
    name: "the server's firewall rejects the passive range",
    hosts: place.open({ server: place.onlyControl('reject with tcp reset') }),
    door: place.publicServer,
    endings: { ...works, PASV: 'no-one-came', EPSV: 'no-one-came' },
  },
  {
    name: "the server's firewall follows FTP",
    hosts: place.open({ server: place.onlyControl('drop') + place.ftpHelper }),
    door: place.publicServer,
    endings: works,
  },
  {
    name: "the server's firewall follows FTP, with TLS",
    hosts: place.open({ server: place.onlyControl('drop') + place.ftpHelper }),
    door: place.publicServer,
    tls: true,
    endings: { ...works, PASV: 'no-one-came', EPSV: 'no-one-came' },
  },
  {
    name: "the server's firewall drops the call-back",
    hosts: place.open({ server: place.noCalls }),
    door: place.publicServer,
    endings: { ...works, PORT: 'client-unreachable', EPRT: 'client-unreachable' },
  },
  {
    name: "the client's firewall drops the call-back",
    hosts: place.open({ client: place.onlyAnswers('drop') }),
    door: place.publicServer,
    endings: { ...works, PORT: 'client-unreachable', EPRT: 'client-unreachable' },
  },
  {
    name: "the client's firewall rejects the call-back",
    hosts: place.open({ client: place.onlyAnswers('reject with tcp reset') }),
    door: place.publicServer,
    endings: { ...works, PORT: 'client-refused', EPRT: 'client-refused' },
  },
  {
    name: "the client's firewall forbids the call-back",
    hosts: place.open({ client: place.onlyAnswers('reject with icmpx admin-prohibited') }),
    door: place.publicServer,
    endings: { ...works, PORT: 'client-unreachable', EPRT: 'client-unreachable' },
  },
  {
    name: 'a range of one port',
    hosts: place.open(),
    door: place.publicServer,
    policy: passivePart({ lastPort: 30_000 }),
    endings: works,
  },
  {
    name: 'a range of one port, at which a stranger knocks all the time',
    hosts: place.withStranger(),
    door: place.publicServer,
    policy: passivePart({ lastPort: 30_000 }),
    beside: [['stranger', 'knocker.mjs', place.publicServer, '30000']],
    endings: works,
  },
  { name: 'IPv6 only', hosts: place.ipv6Only(), door: place.ipv6Server, endings: { EPSV: 'worked', EPRT: 'worked' } },
  {
    name: 'IPv6 only, with TLS',
    hosts: place.ipv6Only(),
    door: place.ipv6Server,
    tls: true,
    endings: { EPSV: 'worked', EPRT: 'worked' },
  },
  {
    name: 'IPv6 only, and both firewalls drop what they did not ask for',
    hosts: place.ipv6Only({ client: place.onlyAnswers('drop'), server: place.onlyControl('drop') }),
    door: place.ipv6Server,
    endings: { EPSV: 'no-one-came', EPRT: 'client-unreachable' },
  },
];
