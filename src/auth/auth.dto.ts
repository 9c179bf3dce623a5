// What signing in looks like on the wire, and what a panel user may change about themselves.
import { NamedReference } from '../http/references.js';
import { Optional, OptionalOrNull, Rule, Text } from '../http/validation.js';
import { ActedBy } from './acting-as.dto.js';
import type { PanelRole } from './actor.js';
import { whyEmailRefused } from './email.js';
import { whyNoPassword } from './password-policy.js';
import { whyTimeZoneRefused } from './time-zone.js';

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
  /** Chosen for all times the panel shows, such as Europe/Berlin; null: the browser's own. */
  timeZone: string | null;
  /** Where this request came from, as servers would see it from the same network. */
  clientAddress: string | null;
  /** Empty where the request came with an API token, which needs none. */
  csrfToken: string;
  /** The admin who acts as this panel user; null where nobody does. */
  actedBy: ActedBy | null;
  /** Whether everything else waits until this panel user has set up two-step sign-in. */
  mustSetUpTwoStep: boolean;
}

/** What a browser's session says of who uses it. */
export class SessionNow {
  /** Null where nobody is signed in. */
  me: Me | null;
}

/** A new password for the panel user who is signed in. */
export class OwnPasswordChange {
  @Text(1, 1000)
  currentPassword: string;

  /** As the password rules of the panel want it, and at most 72 bytes. */
  @Rule('password', whyNoPassword)
  newPassword: string;
}

/** What to change about oneself; what is left out stays. */
export class ProfileChange {
  /** May be empty. */
  @Optional()
  @Text(0, 100)
  displayName?: string;

  /** Such as Europe/Berlin; null: the browser's own. */
  @OptionalOrNull()
  @Rule('time zone', whyTimeZoneRefused)
  timeZone?: string | null;
}

/** A new e-mail address to sign in with, and one's own password. */
export class EmailChange {
  @Rule('email', whyEmailRefused)
  email: string;

  @Text(1, 1000)
  password: string;
}
