// What became of a data connection, for people: what happened and why, and one thing to do, for a customer and for the
// admin. The one table of these sentences; the words are those of the API, and each of them is there.
import type { LiveConnection } from '../../api/types.js';

type Verdict = NonNullable<LiveConnection['verdict']>;
type Sentences = { what: string; why?: string; customer?: string; admin?: string };

export const verdicts = {
  worked: { what: 'The data connection works.' },
  'not-used': { what: 'The FTP program does not use the data connection that it asked for.' },
  'client-aborted': { what: 'The FTP program cancels the transfer.' },
  'mode-denied': {
    what: 'The FTP program asks with {{verb}}, and that is switched off here.',
    why: 'The rules for this FTP account leave only the other mode.',
    customer: 'Choose the mode that the connection card names.',
    admin: 'Where this program can do nothing else, allow it for the FTP account or its network.',
  },
  'no-one-came': {
    what: 'The server waits at {{port}}, and nobody comes.',
    why: 'A firewall on the way, most likely the server’s, drops connections to its passive ports.',
    customer: 'Tell your host the reference: its firewall has to let the passive ports in.',
    admin: 'Open the passive range in the server’s firewall and in those in front of it.',
  },
  'came-from-other-address': {
    what: 'A connection comes to {{port}}, but not from the address of this session.',
    why: 'A VPN, a proxy or a router with several public addresses stands on the client’s side.',
    customer: 'Connect without the VPN or proxy, or from another network.',
    admin: 'Nothing to mend on the server: ask for a connection without VPN or proxy.',
  },
  'reply-was-rewritten': {
    what: 'The FTP program dials another port than the one the server offers.',
    why: 'A router on the way rewrites the server’s replies, because it can read them.',
    customer: 'Switch on encryption (explicit TLS): nobody on the way can rewrite it.',
    admin: 'Switch off the FTP helper (ALG) of the router in front of the server, or require TLS.',
  },
  'offered-private-address': {
    what: 'The server offers {{address}}, and nobody outside can reach it.',
    why: 'It sits behind a router and does not know its public address.',
    customer: 'Tell your host the reference: the server needs to know its public address.',
    admin: 'Enter the public address in this server’s policy.',
  },
  'client-asked-for-private-address': {
    what: 'The FTP program asks to be dialled at {{address}} inside its own network.',
    why: 'In active mode the program has to name its public address, and it does not know it.',
    customer: 'Switch your FTP program to passive mode.',
    admin: 'Nothing to mend on the server: advise passive mode.',
  },
  'client-asked-for-other-address': {
    what: 'The FTP program asks the server to dial {{address}} and does not connect from there.',
    why: 'The server dials only the address that a session comes from, so that it cannot be used against others.',
    customer: 'Switch your FTP program to passive mode.',
    admin: 'Transfers from server to server are refused on purpose: advise passive mode.',
  },
  'client-asked-for-low-port': {
    what: 'The FTP program asks to be dialled at {{port}} below 1024.',
    why: 'Ports below 1024 belong to other services, so the server does not dial them.',
    customer: 'Switch your FTP program to passive mode.',
    admin: 'Nothing to mend on the server: advise passive mode.',
  },
  'client-refused': {
    what: 'The server dials {{port}} of the client and is turned away.',
    why: 'A firewall on the client’s side refuses connections from outside, as most do.',
    customer: 'Switch your FTP program to passive mode.',
    admin: 'Nothing to mend on the server: advise passive mode.',
  },
  'client-unreachable': {
    what: 'The server dials {{port}} of the client and gets no answer.',
    why: 'A router or firewall on the client’s side drops connections from outside.',
    customer: 'Switch your FTP program to passive mode.',
    admin: 'Nothing to mend on the server: advise passive mode.',
  },
  'server-could-not-dial': {
    what: 'The server cannot dial out to the client.',
    why: 'Its own network or firewall stops it before anything leaves.',
    customer: 'Switch your FTP program to passive mode.',
    admin: 'Let the server’s firewall pass connections from its source port.',
  },
  'range-full': {
    what: 'The server has no passive port left for this address.',
    why: 'Too many transfers run from there at once.',
    customer: 'Let your FTP program open fewer connections at once.',
    admin: 'Widen the passive range in this server’s policy.',
  },
  'client-left-early': {
    what: 'The FTP program hangs up before the transfer begins.',
    why: 'It was stopped, or it has given up waiting.',
    customer: 'Try once more; if it stays, try another FTP program.',
    admin: 'Nothing to mend on the server, which was ready: look at the FTP program.',
  },
  'tls-not-resumed': {
    what: 'The FTP program begins a new TLS session on the data connection.',
    why: 'This server wants that of the control connection resumed, so that nobody else can take the data.',
    customer: 'Update your FTP program, or switch on TLS session reuse in it.',
    admin: 'Where programs cannot do it, set session reuse to “prefer” in this server’s policy.',
  },
  'tls-not-spoken': {
    what: 'The FTP program sends plain bytes where TLS was agreed on.',
    why: 'It asks for protected data (PROT P) and then does not encrypt.',
    customer: 'Update your FTP program, or try another one.',
    admin: 'Nothing to mend on the server, which was ready: look at the FTP program.',
  },
  'tls-alert': {
    what: 'The FTP program breaks off the TLS handshake of the data connection.',
    why: 'It does not accept the server’s certificate, or not its version of TLS.',
    customer: 'Accept the certificate whose fingerprint the connection card shows.',
    admin: 'Give the server a certificate that covers its host name.',
  },
  'tls-unfinished': {
    what: 'The TLS handshake of the data connection never ends.',
    why: 'Something on the way lets the connection in and drops what follows.',
    customer: 'Try from another network, or ask who runs the firewall of yours.',
    admin: 'Ask whether a firewall on the client’s side inspects TLS.',
  },
  'tls-failed': {
    what: 'TLS on the data connection fails.',
    why: 'The FTP program and the server do not agree on how to encrypt.',
    customer: 'Update your FTP program, or try another one.',
    admin: 'Look at the FTP program; the record names what TLS says.',
  },
  stalled: {
    what: 'The data connection stands still until the server closes it.',
    why: 'Something on the way drops it without a word, or the network was away.',
    customer: 'Send it once more; most programs go on where they stopped.',
    admin: 'Ask whether a firewall on the client’s side forgets quiet connections.',
  },
  'client-left': {
    what: 'The FTP program closes the data connection before everything has come over.',
    why: 'It was stopped, or its network went away.',
    customer: 'Send it once more; most programs go on where they stopped.',
    admin: 'Nothing to mend on the server.',
  },
  unknown: {
    what: 'The data connection fails.',
    why: 'The server calls it “{{verdict}}”, which this panel has no sentence for yet.',
    customer: 'Tell your host the reference.',
    admin: 'Look up the reference in the server’s log.',
  },
} as const satisfies Record<Verdict | 'unknown', Sentences>;

/** What the sentences speak of; of many data connections at once there is no one port to name. */
export const verdictFacts = {
  port: 'port {{port}}',
  somePort: 'a port',
  someAddress: 'an address',
  someVerb: 'a command',
} as const;
