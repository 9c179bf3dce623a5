// What plans and accounts say about modes, and what holds in the end, as they look on the wire.
import { isIP } from 'node:net';
import { IsBoolean } from 'class-validator';
import type { DataVerb, Preset, TlsRule, VerbRule } from '../ftp/policy.js';
import { Optional, Rule } from '../http/validation.js';
import { VerbWishesBody } from '../http/verb-wishes.dto.js';
import { whyWishesRefused } from '../http/verb-wishes.js';

export type ModeLayer = 'network' | 'account' | 'plan' | 'server';

/** What holds for one verb, and which rule won. */
export class EffectiveVerb {
  verb: DataVerb;
  rule: VerbRule;
  layer: ModeLayer;
  /** The network or the plan whose rule it is; null for the account and the server. */
  name: string | null;
  sentence: string;
}

/** What holds for TLS, and which rule won. */
export class EffectiveTls {
  rule: TlsRule;
  layer: ModeLayer;
  name: string | null;
  sentence: string;
}

/** What holds for one account at one address. */
export class EffectiveModes {
  /** Null: at an address in none of the networks that the policy names. */
  address: string | null;
  verbs: EffectiveVerb[];
  /** Null where the four verbs amount to none of the presets. */
  preset: Preset | null;
  tls: EffectiveTls;
}

/** What an account and its plan say about modes and TLS, and what holds in the end. */
export class AccountModes {
  accountId: string;
  login: string;
  serverName: string;
  verbs: VerbWishesBody;
  /** Whether it may log in without TLS where the server requires it. */
  clearTextAllowed: boolean;
  /** The account's, which grows with each change; in quotes it is the ETag. */
  revision: number;
  plan: PlanModes;
  effective: EffectiveModes;
}

/** What a plan says about modes. */
export class PlanModes {
  planId: string;
  name: string;
  verbs: VerbWishesBody;
  /** The plan's, which grows with each change; in quotes it is the ETag. */
  revision: number;
}

/** For which client to explain. */
export class ModesQuery {
  /** The client's address; left out: one in none of the networks that the policy names. */
  @Optional()
  @Rule('address', (written) =>
    typeof written === 'string' && isIP(written) > 0 ? undefined : 'Write an address such as 203.0.113.7.',
  )
  address?: string;
}

/** What an account shall say about modes and TLS. */
export class AccountModesChange {
  @Optional()
  @Rule('verbs', whyWishesRefused)
  verbs?: VerbWishesBody;

  @Optional()
  @IsBoolean({ message: 'Write true or false.' })
  clearTextAllowed?: boolean;
}

/** What a plan shall say about modes. */
export class PlanModesChange {
  @Rule('verbs', whyWishesRefused)
  verbs: VerbWishesBody;
}
