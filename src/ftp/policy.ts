// What a server allows on its data connections, and what it says to all sessions. Pure: no socket, no clock. What holds for
// one account at one address is mode-rules.ts; the panel imports the two (and little else of the engine) to check what an
// admin writes.
import type { NamePatterns } from './name-rules.js';

/** The four commands that agree on a data connection (RFC 959 §4.1.2, RFC 2428). */
export const dataVerbs = ['PORT', 'EPRT', 'PASV', 'EPSV'] as const;
export type DataVerb = (typeof dataVerbs)[number];

/** The direction of a data connection: in active mode the server dials, in passive mode the client does. */
export type DataMode = 'active' | 'passive';

export const modeOf: Readonly<Record<DataVerb, DataMode>> = {
  PORT: 'active',
  EPRT: 'active',
  PASV: 'passive',
  EPSV: 'passive',
};

export type VerbRule = 'allow' | 'deny';
export type VerbRules = Readonly<Record<DataVerb, VerbRule>>;

/** What a plan, an account or a client network says about the verbs; about those it does not name it says nothing. */
export type VerbWishes = Readonly<Partial<Record<DataVerb, VerbRule>>>;

/** What a policy says about the clients of one network. */
export interface NetworkRule {
  /** CIDR, IPv4 or IPv6. */
  readonly network: string;
  readonly verbs: VerbWishes;
  /** Whether they may log in without TLS where the server requires it. */
  readonly clearText: boolean;
}

/** The versions of TLS that a server may begin with (RFC 8996 retires those before), the oldest first. */
export const tlsVersions = ['TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

/** How much of a session must be encrypted (RFC 4217). `required-data` includes `required-login`. */
export const tlsRules = ['off', 'allowed', 'required-login', 'required-data'] as const;
export type TlsRule = (typeof tlsRules)[number];

/**
 * How much it matters that a data connection resumes the TLS of its own control session, which proves that both belong
 * to one client. `off` and `observe` ask nothing of the client, and `observe` is meant to be read from the records;
 * `prefer` asks for it in words; `require` refuses data connections that don't.
 */
export const tlsSessionReuses = ['off', 'observe', 'prefer', 'require'] as const;
export type TlsSessionReuse = (typeof tlsSessionReuses)[number];

/** What PASV answers to clients of one network. */
export interface AddressOverride {
  /** CIDR, IPv4 or IPv6. */
  readonly network: string;
  /** undefined: the session's own local address. */
  readonly ipv4: string | undefined;
}

/**
 * From where a passive data connection may come: `exact`, the client's own address alone; `same-network`, its /24 (IPv4)
 * or /64 (IPv6); `list`, its own address and the networks of a list.
 */
export const peerChecks = ['exact', 'same-network', 'list'] as const;
export type PeerCheck = (typeof peerChecks)[number];

/** One version of a server's mode policy, as the engine obeys it. */
export interface ServerPolicy {
  readonly version: number;
  readonly verbs: VerbRules;
  /** Verbs that are denied here and that a plan, an account or a network may allow all the same. */
  readonly exceptionsAllowed: readonly DataVerb[];
  readonly networkRules: readonly NetworkRule[];
  readonly tls: TlsRule;
  readonly tlsSessionReuse: TlsSessionReuse;
  /** The oldest that sessions which begin from now on may speak; those that are open go on with theirs. */
  readonly tlsMinimumVersion: TlsVersion;
  readonly passive: {
    readonly firstPort: number;
    readonly lastPort: number;
    /** What PASV answers in place of the session's own local address. */
    readonly publicIpv4: string | undefined;
    /** Client networks that are told another address; the longest network that holds the client counts. */
    readonly overrides: readonly AddressOverride[];
    /** Whether clients in private networks are told the session's own local address in place of the public one. */
    readonly localForPrivatePeers: boolean;
    readonly peerCheck: PeerCheck;
    /** CIDR, IPv4 or IPv6; only `list` asks them. */
    readonly peerNetworks: readonly string[];
  };
  readonly active: {
    /** The local port the server dials from; `any` lets the kernel choose. */
    readonly sourcePort: number | 'any';
    readonly connectTimeoutMs: number;
  };
  /** How long a passive listener waits for the client. */
  readonly dataWaitMs: number;
  /** How long a transfer may stand still. */
  readonly stallTimeoutMs: number;
  /** How long a logged-in session may stay silent between commands. */
  readonly idleTimeoutMs: number;
  /** From the connection to the login, however slowly bytes drip. */
  readonly loginTimeoutMs: number;
  /** Wrong passwords after which the session ends. */
  readonly maxFailedLogins: number;
  /** Sessions in all, logged in or not; undefined: as many as the machine takes. */
  readonly maxSessions: number | undefined;
  /** The same, of one IPv4 address or one IPv6 /64. */
  readonly maxSessionsPerAddress: number | undefined;
  /** What follows the 220, one line; undefined: the server's own words. */
  readonly greeting: string | undefined;
  /** Names that no login sees and names that none may make, beside what each account's own rules say. */
  readonly names: NamePatterns;
}

/** The presets an admin chooses from; each names all four verbs, so none can be forgotten. */
export const presets = {
  'active-and-passive': { PORT: 'allow', EPRT: 'allow', PASV: 'allow', EPSV: 'allow' },
  'passive-only': { PORT: 'deny', EPRT: 'deny', PASV: 'allow', EPSV: 'allow' },
  'active-only': { PORT: 'allow', EPRT: 'allow', PASV: 'deny', EPSV: 'deny' },
} as const satisfies Record<string, VerbRules>;
export type Preset = keyof typeof presets;

/** The preset these rules amount to; undefined where the four verbs were set one by one. */
export function presetOf(verbs: VerbRules): Preset | undefined {
  const names = Object.keys(presets) as Preset[];
  return names.find((name) => dataVerbs.every((verb) => presets[name][verb] === verbs[verb]));
}

/** Whether at least one verb is left, without which nobody could transfer or list anything. */
export function leavesAVerb(verbs: VerbRules): boolean {
  return dataVerbs.some((verb) => verbs[verb] === 'allow');
}

/** The verbs of this mode that the rules allow, best first. */
export function allowedVerbs(verbs: VerbRules): DataVerb[] {
  return (['EPSV', 'PASV', 'EPRT', 'PORT'] as const).filter((verb) => verbs[verb] === 'allow');
}

/** Whether somebody may be allowed passive mode; where nobody is, nothing listens but the control ports. */
export function mayBePassive({ verbs, exceptionsAllowed }: Pick<ServerPolicy, 'verbs' | 'exceptionsAllowed'>): boolean {
  return (['PASV', 'EPSV'] as const).some((verb) => verbs[verb] === 'allow' || exceptionsAllowed.includes(verb));
}
