// What single sign-on links look like on the wire.
import { Id, Optional, Rule, Text } from '../http/validation.js';
import { whyReturnToRefused } from './return-to.js';

/** Whom to sign in, and where they begin. */
export class NewSsoLink {
  /** The customer, whose oldest panel user it is then. */
  @Optional()
  @Id()
  customerId?: string;

  @Optional()
  @Id()
  panelUserId?: string;

  /** A page of this panel, such as `/accounts`; left out: the first page. */
  @Optional()
  @Rule('return-to', whyReturnToRefused)
  returnTo?: string;
}

/** A link that signs in whoever opens it first. */
export class SsoLink {
  url: string;
  expiresAt: string;
}

/** What stands behind the `#` of a link. */
export class SsoSecret {
  @Text(1, 200)
  secret: string;
}

/** The session has begun; the page to go on to. */
export class SsoSignedIn {
  returnTo: string;
}
