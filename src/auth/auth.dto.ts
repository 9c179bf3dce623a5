// What signing in and API tokens look like on the wire.
import { NamedReference } from '../http/references.js';
import { Instant, Optional, Rule, Text } from '../http/validation.js';
import { ActedBy } from './acting-as.dto.js';
import type { PanelRole } from './actor.js';
import { whyPasswordRefused } from './password.js';

/** E-mail address and password of a panel user. */
export class SignIn {
  @Text(3, 320)
  email: string;

  @Text(1, 1000)
  password: string;
}

/** Who is signed in, with the token that changing requests carry in X-Portside-Csrf. */
export class Me {
  id: string;
  email: string;
  displayName: string;
  role: PanelRole;
  /** The customer a panel user of the role customer belongs to; null for staff. */
  customer: NamedReference | null;
  /** Empty where the request came with an API token, which needs none. */
  csrfToken: string;
  /** The admin who acts as this panel user; null where nobody does. */
  actedBy: ActedBy | null;
}

/** A new password for the panel user who is signed in. */
export class OwnPasswordChange {
  @Text(1, 1000)
  currentPassword: string;

  /** At least 10 characters, at most 72 bytes. */
  @Rule('password', (value) => (typeof value === 'string' ? whyPasswordRefused(value) : 'Write text.'))
  newPassword: string;
}

/** What to call a new API token, and when it ends. */
export class NewToken {
  @Text(1, 100)
  name: string;

  @Optional()
  @Instant()
  expiresAt?: Date;
}

/** An API token, without the token itself. */
export class Token {
  id: string;
  name: string;
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
