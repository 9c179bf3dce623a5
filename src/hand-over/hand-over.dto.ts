// What hand-over links look like on the wire: to whoever makes them, and to whoever opens one.
import { ConnectionCard } from '../accounts/connection-card.dto.js';
import type { ConnectionFileKind } from '../accounts/connection-files/files.js';
import { whyNoPassword } from '../auth/password-policy.js';
import { PageQuery } from '../http/page.js';
import { Id, Optional, Rule, Text } from '../http/validation.js';

export type HandOverKind = 'account' | 'panel-user';
export type HandOverState = 'open' | 'used' | 'revoked' | 'expired';

/** The FTP account to make a link for. */
export class NewHandOverLink {
  @Id()
  accountId: string;
}

/** Who has forgotten their panel password: a panel user, or the oldest one of a customer. */
export class NewPanelHandOverLink {
  @Optional()
  @Id()
  panelUserId?: string;

  @Optional()
  @Id()
  customerId?: string;
}

/** A link by which somebody makes the password of an FTP account or their own panel password. Never the secret. */
export class HandOverLink {
  id: string;
  kind: HandOverKind;
  subjectId: string;
  /** The FTP login, or the panel user's e-mail address. */
  subject: string;
  state: HandOverState;
  madeBy: string;
  createdAt: string;
  expiresAt: string;
  usedAt: string | null;
  usedFrom: string | null;
}

/** A new link; `url` holds the secret and is told this once. */
export class CreatedHandOverLink extends HandOverLink {
  url: string;
}

/** One page of hand-over links. */
export class HandOverLinkPage {
  items: HandOverLink[];
  nextCursor: string | null;
}

/** Which links to list. */
export class HandOverQuery extends PageQuery {
  @Optional()
  @Id()
  accountId?: string;

  @Optional()
  @Id()
  customerId?: string;

  @Optional()
  @Id()
  panelUserId?: string;
}

/** What stands behind the `#` of a link. */
export class HandOverSecret {
  @Text(1, 200)
  secret: string;
}

/** The password that the receiver has made. */
export class HandOverUse extends HandOverSecret {
  /** As the password rules of the panel want it, and at most 72 bytes. */
  @Rule('password', whyNoPassword)
  password: string;
}

/** What a link is about, for whoever holds it. Looking uses nothing up. */
export class HandOverOffer {
  kind: HandOverKind;
  subject: string;
  /** The website of an FTP account; null for a panel user. */
  domain: string | null;
  expiresAt: string;
}

/** The connection card as a file for one FTP program. */
export class HandOverFile {
  kind: ConnectionFileKind;
  name: string;
  contentType: string;
  text: string;
}

/** The password is set. For an FTP account also how to connect, in this answer only. */
export class HandOverDone {
  kind: HandOverKind;
  subject: string;
  card: ConnectionCard | null;
  files: HandOverFile[];
}
