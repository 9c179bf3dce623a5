// What API tokens look like on the wire.
import { ArrayUnique, IsArray, IsIn } from 'class-validator';
import { whyNetworksRefused } from '../http/networks.js';
import { Instant, Optional, Rule, Text } from '../http/validation.js';
import { type Scope, scopes } from './scopes.js';

/** What to call a new API token, what it may do, from where, and when it ends. */
export class NewToken {
  @Text(1, 100)
  name: string;

  /** Left out or empty: everything its panel user may do. */
  @Optional()
  @IsArray({ message: 'Write a list of scopes.' })
  @ArrayUnique({ message: 'Write each scope once.' })
  @IsIn(scopes, { each: true, message: `Write scopes out of ${scopes.join(', ')}.` })
  scopes?: Scope[];

  /** Addresses or networks it may be used from; left out or empty: from everywhere. */
  @Optional()
  @Rule('networks', whyNetworksRefused)
  allowedNetworks?: string[];

  @Optional()
  @Instant()
  expiresAt?: Date;
}

/** An API token, without the token itself. */
export class Token {
  id: string;
  name: string;
  /** Empty: everything its panel user may do. */
  scopes: Scope[];
  /** Empty: from everywhere. */
  allowedNetworks: string[];
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
}

/** A new API token; `token` is shown this once. */
export class CreatedToken extends Token {
  token: string;
}

/** One page of API tokens. */
export class TokenPage {
  items: Token[];
  nextCursor: string | null;
}
