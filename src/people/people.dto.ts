// What the people who sign in to the panel look like on the wire, and what an admin may write about them.
import { type PanelRole, panelRoles } from '../auth/actor.js';
import { whyEmailRefused } from '../auth/email.js';
import { whyNoPassword } from '../auth/password-policy.js';
import { PageQuery } from '../http/page.js';
import { NamedReference } from '../http/references.js';
import { type SortWord, sortWords } from '../http/sort.js';
import { Id, OneOf, Optional, Rule, Text } from '../http/validation.js';

export type PanelUserStatus = 'enabled' | 'disabled';

/** Somebody who signs in to the panel. */
export class PanelUser {
  id: string;
  email: string;
  displayName: string;
  role: PanelRole;
  /** The customer a panel user of the role customer belongs to; null for staff. */
  customer: NamedReference | null;
  status: PanelUserStatus;
  /** Whether they sign in in two steps. */
  twoStep: boolean;
  lastSignInAt: string | null;
  createdAt: string;
}

/** One page of panel users. */
export class PanelUserPage {
  items: PanelUser[];
  nextCursor: string | null;
}

export const panelUserSortNames = ['email', 'name', 'lastSignIn', 'created'] as const;
export type PanelUserSortName = (typeof panelUserSortNames)[number];

/** Which panel users to list, and in which order. */
export class PanelUserQuery extends PageQuery {
  /** Part of the e-mail address, the name or the customer's name. */
  @Optional()
  @Text(0, 200)
  search?: string;

  @Optional()
  @OneOf(panelRoles)
  role?: PanelRole;

  @Optional()
  @Id()
  customerId?: string;

  /** From the least on, with `-` from the greatest; those without a value come last. Left out: newest first. */
  @Optional()
  @OneOf(sortWords(panelUserSortNames))
  sort?: SortWord<PanelUserSortName>;
}

/** A new panel user; the role customer needs a customer, the others have none. */
export class AddedPanelUser {
  @Rule('email', whyEmailRefused)
  email: string;

  @Optional()
  @Text(0, 100)
  displayName?: string;

  @OneOf(panelRoles)
  role: PanelRole;

  @Optional()
  @Id()
  customerId?: string;

  /** As the password rules of the panel want it, and at most 72 bytes. */
  @Rule('password', whyNoPassword)
  password: string;
}

/** What to change about a panel user; what is left out stays. */
export class PanelUserChange {
  @Optional()
  @Text(0, 100)
  displayName?: string;

  /** Admins and support only: a customer's panel user stays one. */
  @Optional()
  @OneOf(['admin', 'support'])
  role?: 'admin' | 'support';

  @Optional()
  @OneOf(['enabled', 'disabled'])
  status?: PanelUserStatus;
}
