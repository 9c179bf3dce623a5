// What the lines of an import say: one class for each kind, checked by the same rules as the API's bodies.
import { AccountSettings } from '../accounts/accounts.dto.js';
import { whyNameRefused } from '../accounts/login.js';
import { whyHashRefused } from '../auth/password.js';
import { NewPlan } from '../customers/plans.dto.js';
import { type Permission, permissions } from '../ftp/account.js';
import { OneOf, Optional, OptionalOrNull, Rule, Text, Whole, YesOrNo } from '../http/validation.js';
import type { VerbWishesBody } from '../http/verb-wishes.dto.js';
import { whyWishesRefused } from '../http/verb-wishes.js';
import { SystemId, WebRootPath } from '../web-roots/place-fields.js';
import { whyDomainRefused } from '../web-roots/place.js';

/** In the order in which they need each other. */
export const importKinds = ['plan', 'customer', 'web-root', 'account'] as const;
export type ImportKind = (typeof importKinds)[number];

/** A plan; its name is its reference. */
export class PlanLine extends NewPlan {
  @OneOf(['plan'])
  kind: 'plan';

  /** What it says about modes. */
  @Optional()
  @Rule('verbs', whyWishesRefused)
  verbs?: VerbWishesBody;
}

/** A customer. */
export class CustomerLine {
  @OneOf(['customer'])
  kind: 'customer';

  @Text(1, 200)
  ref: string;

  @Text(1, 200)
  name: string;

  /** The name of a plan. */
  @Text(1, 100)
  plan: string;

  /** Why the customer is suspended; null: active. Left out: active, and as it is on later runs. */
  @OptionalOrNull()
  @Text(1, 500)
  suspendedReason?: string | null;

  /** Why the customer is contained; null: not contained. Left out as above. */
  @OptionalOrNull()
  @Text(1, 500)
  containedReason?: string | null;

  /** Whether this customer's panel logins must sign in in two steps. */
  @Optional()
  @YesOrNo()
  twoStepRequired?: boolean;
}

/** A site's folder on a server. */
export class WebRootLine {
  @OneOf(['web-root'])
  kind: 'web-root';

  @Text(1, 200)
  ref: string;

  /** The reference of a customer. */
  @Text(1, 200)
  customer: string;

  /** The name of a server. */
  @Text(1, 100)
  server: string;

  @Rule('domain', whyDomainRefused)
  domain: string;

  @WebRootPath()
  path: string;

  @SystemId()
  systemUid: number;

  @SystemId()
  systemGid: number;

  @Optional()
  @Whole(0, 511)
  umask?: number;
}

/** An FTP account with the hash of its password. Its login is `name@domain of the web root`. */
export class AccountLine extends AccountSettings {
  @OneOf(['account'])
  kind: 'account';

  @Text(1, 200)
  ref: string;

  /** The reference of a web root. */
  @Text(1, 200)
  webRoot: string;

  @Rule('name', whyNameRefused)
  name: string;

  @Rule('passwordHash', whyHashRefused)
  passwordHash: string;

  /** Instead of `access`, for rights that have no name. */
  @Optional()
  @Rule('permissions', whyPermissionsRefused)
  permissions?: Permission[];

  /** What it says about modes. */
  @Optional()
  @Rule('verbs', whyWishesRefused)
  verbs?: VerbWishesBody;

  /** Whether it may log in without encryption where the server requires it. */
  @Optional()
  @YesOrNo()
  clearTextAllowed?: boolean;

  @Optional()
  @OneOf(['enabled', 'disabled'])
  status?: 'enabled' | 'disabled';
}

export type ImportLine = PlanLine | CustomerLine | WebRootLine | AccountLine;

function whyPermissionsRefused(written: unknown): string | undefined {
  const known: readonly unknown[] = permissions;
  const fit = Array.isArray(written) && written.every((word) => known.includes(word));
  return fit ? undefined : `Write a list of ${permissions.join(', ')}.`;
}

/** What a line is called by: a plan by its name, everything else by its reference. */
export function referenceOf(line: ImportLine): string {
  return line.kind === 'plan' ? line.name : line.ref;
}
