// What a server allows on its data connections, and how a change from one policy to the next is carried out. Pure: no
// socket, no clock. The panel imports this file (and nothing else of the engine) to validate what an admin writes.

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

/** One version of a server's mode policy, as the engine obeys it. */
export interface ServerPolicy {
  readonly version: number;
  readonly verbs: VerbRules;
  readonly tls: TlsRule;
  readonly tlsSessionReuse: TlsSessionReuse;
  readonly passive: {
    readonly firstPort: number;
    readonly lastPort: number;
    /** What PASV answers in place of the session's own local address. */
    readonly publicIpv4: string | undefined;
    /** Client networks that are told another address; the longest network that holds the client counts. */
    readonly overrides: readonly AddressOverride[];
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

/** Why a verb is refused, as the sentence that goes on the wire; undefined where it is allowed. */
export function whyForbidden(verb: DataVerb, verbs: VerbRules): string | undefined {
  if (verbs[verb] === 'allow') return undefined;
  const mode = modeOf[verb];
  const others = allowedVerbs(verbs);
  const sameMode = others.filter((other) => modeOf[other] === mode);
  if (sameMode.length > 0) return `${verb} is switched off on this server; use ${sameMode.join(' or ')}.`;
  const instead = mode === 'active' ? 'passive' : 'active';
  const modeName = mode === 'active' ? 'Active' : 'Passive';
  return `${modeName} mode is switched off on this server; use ${instead} mode (${others.join(' or ')}).`;
}

/** What must happen to open sessions when one policy follows another. Everything else waits for the next command. */
export interface PolicyChange {
  /** Data connections agreed on but not yet made, whose verb is now forbidden. */
  readonly dropArmed: readonly DataVerb[];
  /** Sessions in the clear end with 421, after their running transfer. */
  readonly endPlaintext: boolean;
}

/** Compares two policies of one server. */
export function planChange(before: ServerPolicy, after: ServerPolicy): PolicyChange {
  const strict = (rule: TlsRule) => rule === 'required-login' || rule === 'required-data';
  return {
    dropArmed: dataVerbs.filter((verb) => before.verbs[verb] === 'allow' && after.verbs[verb] === 'deny'),
    endPlaintext: !strict(before.tls) && strict(after.tls),
  };
}
