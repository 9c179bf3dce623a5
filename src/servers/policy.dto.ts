// What a mode policy looks like on the wire, and what an admin may write.
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsBoolean, IsIn, IsObject, ValidateNested } from 'class-validator';
import { whyPatternsRefused } from '../accounts/name-patterns.js';
import { PageQuery } from '../http/page.js';
import { Nested, OneOf, Optional, OptionalOrNull, Rule, Text, Whole } from '../http/validation.js';
import { VerbWishesBody } from '../http/verb-wishes.dto.js';
import {
  type DataVerb,
  dataVerbs,
  type PeerCheck,
  peerChecks,
  type Preset,
  presets,
  type TlsRule,
  tlsRules,
  type TlsSessionReuse,
  tlsSessionReuses,
  type TlsVersion,
  tlsVersions,
  type VerbRule,
} from '../ftp/policy.js';
import { whyNetworksRefused } from '../http/networks.js';
import { type RefusedPort, whyOverridesRefused } from './policy-rules.js';
import {
  type AddressFamily,
  type PublicAddressFound,
  whyPublicIpv4Refused,
  whyPublicIpv6Refused,
} from './public-address.js';
import { whyNetworkRulesRefused } from './network-rules.js';

const rules: readonly VerbRule[] = ['allow', 'deny'];

/** What is said about each of the four verbs that agree on a data connection. */
export class VerbRulesBody {
  @OneOf(rules)
  PORT: VerbRule;

  @OneOf(rules)
  EPRT: VerbRule;

  @OneOf(rules)
  PASV: VerbRule;

  @OneOf(rules)
  EPSV: VerbRule;
}

/** What a policy says about the clients of one network. */
export class PolicyNetworkRule {
  /** CIDR, such as 10.0.0.0/8; the longest that holds the client and says something about a verb counts. */
  network: string;
  verbs: VerbWishesBody;
  /** Whether they may log in without TLS where the server requires it. */
  clearText: boolean;
}

/** A field that somebody else changed meanwhile. */
export class PolicyConflict {
  field: string;
  /** In the version the draft was based on. */
  was: unknown;
  /** In the newest version. */
  is: unknown;
  /** In the draft. */
  yours: unknown;
}

/** Until when a version is tried before the one before it comes back by itself. */
export class PolicyTrial {
  expiresAt: string;
  /** The version before comes back at once where fewer data connections than this come about. */
  revertBelowPercent: number | null;
  /** How many data connections are waited for before the share is looked at. */
  revertAfterAttempts: number | null;
}

/** What PASV answers to the clients of one network. */
export class PolicyAddressOverride {
  /** CIDR, such as 10.0.0.0/8. */
  network: string;
  /** null for the session's own local address. */
  ipv4: string | null;
}

/** What one FTP process found behind the host name of a public address. */
export class PolicyPublicAddress implements PublicAddressFound {
  family: AddressFamily;
  host: string;
  /** What clients are told; null while no answer has come yet. */
  address: string | null;
  /** When the last answer came. */
  resolvedAt: string | null;
  /** Why the last question failed, such as ENOTFOUND; the address is kept meanwhile. Null where it did not. */
  failure: string | null;
}

/** A passive port that an FTP process could not have. */
export class PolicyRefusedPort implements RefusedPort {
  port: number;
  /** The system's name for why, such as EADDRINUSE. */
  errno: string;
}

/** One FTP process and the policy version it obeys. */
export class PolicyProcess {
  id: string;
  pid: number;
  appliedVersion: number | null;
  appliedAt: string | null;
  up: boolean;
  /** Empty where the policy names no host. */
  publicAddresses: PolicyPublicAddress[];
  /** Passive ports that it could not have, as a rule because another program has them; the others serve. At most 50. */
  refusedPorts: PolicyRefusedPort[];
}

/** Whether a policy is obeyed, not only saved. */
export class InForce {
  /** Every process that is up obeys this version, and at least one is up. */
  everywhere: boolean;
  /** The same for people: since when, or which process has not answered. */
  sentence: string;
  /** When the last of them began to. */
  since: string | null;
  processes: PolicyProcess[];
}

/** One version of a server's mode policy. */
export class Policy {
  serverId: string;
  /** In quotes it is the ETag. */
  version: number;
  verbs: VerbRulesBody;
  /** Null where the four verbs were set one by one. */
  preset: Preset | null;
  /** Denied verbs that a network, an account or a plan may allow all the same. */
  exceptionsAllowed: DataVerb[];
  networkRules: PolicyNetworkRule[];
  tls: TlsRule;
  /** Whether data connections must resume the TLS session of their control connection. */
  tlsSessionReuse: TlsSessionReuse;
  /** The oldest that new sessions may speak. */
  tlsMinimumVersion: TlsVersion;
  passiveFirstPort: number;
  passiveLastPort: number;
  /** What PASV answers: an address or a host name that is looked up; null for the session's own local address. */
  publicIpv4: string | null;
  /** Where clients reach the server over IPv6, an address or a host name; EPSV names no address, so no reply has it. */
  publicIpv6: string | null;
  /** Whether PASV answers clients in private networks the session's own local address. */
  localForPrivatePeers: boolean;
  /** From where a passive data connection may come besides the client's own address. */
  peerCheck: PeerCheck;
  /** The networks of `list`, in CIDR. */
  peerNetworks: string[];
  /** Client networks to which PASV answers another address; the longest that holds the client counts. */
  addressOverrides: PolicyAddressOverride[];
  /** The port active connections are dialled from; null for any. */
  activeSourcePort: number | null;
  activeConnectTimeoutMs: number;
  dataWaitMs: number;
  stallTimeoutMs: number;
  idleTimeoutMs: number;
  /** From the connection to the login. */
  loginTimeoutMs: number;
  /** Wrong passwords after which the session ends. */
  maxFailedLogins: number;
  /** Sessions in all, logged in or not; null for as many as the machine takes. */
  maxSessions: number | null;
  /** The same, of one IPv4 address or one IPv6 /64. */
  maxSessionsPerAddress: number | null;
  /** What follows the 220; null for the server's own words. */
  greeting: string | null;
  /** Patterns of names that no login of this server sees, beside those of each FTP account. */
  hiddenNames: string[];
  /** Patterns of names that no login of this server may upload, make or rename to, beside those of each FTP account. */
  refusedNames: string[];
  note: string;
  createdBy: string;
  createdAt: string;
  /** Null where this version is there to stay. */
  trial: PolicyTrial | null;
  inForce: InForce;
  /** What works but will surprise somebody. */
  warnings: string[];
}

/** One page of policy versions, newest first. */
export class PolicyPage {
  items: Policy[];
  nextCursor: string | null;
}

/** Which policy versions to list. */
export class PolicyQuery extends PageQuery {}

/** How long to try a version, and what ends the trial sooner. */
export class PolicyTrialDraft {
  /** How long until the version before comes back unless this one is confirmed. */
  @ApiPropertyOptional({ type: Number, minimum: 10_000, maximum: 86_400_000, default: 600_000 })
  @Optional()
  @Whole(10_000, 86_400_000)
  forMs: number = 600_000;

  /** Left out: only the clock ends the trial. */
  @Optional()
  @Whole(1, 100)
  revertBelowPercent?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 100_000, default: 20 })
  @Optional()
  @Whole(1, 100_000)
  revertAfterAttempts: number = 20;
}

function whyGreetingRefused(written: unknown): string | undefined {
  if (typeof written === 'string' && /^\P{Cc}{1,200}$/u.test(written)) return undefined;
  return 'Write one line of at most 200 characters, or null for the server’s own words.';
}

/** The next version of a policy; what is left out stays as it is. */
export class PolicyDraft {
  /** Sets all four verbs; not together with `verbs`. */
  @Optional()
  @OneOf(Object.keys(presets))
  preset?: Preset;

  @Optional()
  @IsObject({ message: 'Write an object with PORT, EPRT, PASV and EPSV.' })
  @ValidateNested()
  @Nested(() => VerbRulesBody)
  verbs?: VerbRulesBody;

  @Optional()
  @IsArray({ message: 'Write a list of verbs.' })
  @IsIn(dataVerbs, { each: true, message: `Write some of ${dataVerbs.join(', ')}.` })
  @ArrayUnique({ message: 'Write each verb once.' })
  exceptionsAllowed?: DataVerb[];

  @Optional()
  @Rule('networkRules', whyNetworkRulesRefused)
  networkRules?: PolicyNetworkRule[];

  @Optional()
  @OneOf(tlsRules)
  tls?: TlsRule;

  @Optional()
  @OneOf(tlsSessionReuses)
  tlsSessionReuse?: TlsSessionReuse;

  @Optional()
  @OneOf(tlsVersions)
  tlsMinimumVersion?: TlsVersion;

  @Optional()
  @Whole(1024, 65_535)
  passiveFirstPort?: number;

  @Optional()
  @Whole(1024, 65_535)
  passiveLastPort?: number;

  @OptionalOrNull()
  @Rule('ipv4', whyPublicIpv4Refused)
  publicIpv4?: string | null;

  @OptionalOrNull()
  @Rule('ipv6', whyPublicIpv6Refused)
  publicIpv6?: string | null;

  @Optional()
  @IsBoolean({ message: 'Write true or false.' })
  localForPrivatePeers?: boolean;

  @Optional()
  @OneOf(peerChecks)
  peerCheck?: PeerCheck;

  @Optional()
  @Rule('networks', whyNetworksRefused)
  peerNetworks?: string[];

  @Optional()
  @Rule('overrides', whyOverridesRefused)
  addressOverrides?: PolicyAddressOverride[];

  @OptionalOrNull()
  @Whole(1, 65_535)
  activeSourcePort?: number | null;

  @Optional()
  @Whole(1_000, 300_000)
  activeConnectTimeoutMs?: number;

  @Optional()
  @Whole(1_000, 300_000)
  dataWaitMs?: number;

  @Optional()
  @Whole(1_000, 3_600_000)
  stallTimeoutMs?: number;

  @Optional()
  @Whole(10_000, 86_400_000)
  idleTimeoutMs?: number;

  @Optional()
  @Whole(5_000, 600_000)
  loginTimeoutMs?: number;

  @Optional()
  @Whole(1, 20)
  maxFailedLogins?: number;

  @OptionalOrNull()
  @Whole(1, 100_000)
  maxSessions?: number | null;

  @OptionalOrNull()
  @Whole(1, 100_000)
  maxSessionsPerAddress?: number | null;

  @OptionalOrNull()
  @Rule('greeting', whyGreetingRefused)
  greeting?: string | null;

  /** As an FTP account's `hiddenNames`; a path begins at the folder of each login. */
  @Optional()
  @Rule('patterns', whyPatternsRefused)
  hiddenNames?: string[];

  /** Written as `hiddenNames`. */
  @Optional()
  @Rule('patterns', whyPatternsRefused)
  refusedNames?: string[];

  @Optional()
  @Text(0, 1000)
  note?: string;

  /** Applies the draft for some minutes only, unless it is confirmed. */
  @Optional()
  @IsObject({ message: 'Write an object such as { "forMs": 600000 }.' })
  @ValidateNested()
  @Nested(() => PolicyTrialDraft)
  trial?: PolicyTrialDraft;
}
