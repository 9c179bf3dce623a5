// What the lines of an import say: one class for each kind, checked by the same rules as the API's bodies.
import { AccountSettings } from '../accounts/accounts.dto.js';
import { whyNameRefused } from '../accounts/login.js';
import { whyHashRefused } from '../auth/password.js';
import { NewPlan } from '../customers/plans.dto.js';
import { OneOf, Optional, OptionalOrNull, Rule, Text, Whole } from '../http/validation.js';
import { whyDomainRefused, whyPathRefused } from '../web-roots/place.js';

/** In the order in which they need each other. */
export const importKinds = ['plan', 'customer', 'web-root', 'account'] as const;
export type ImportKind = (typeof importKinds)[number];

/** A plan; its name is its reference. */
export class PlanLine extends NewPlan {
  @OneOf(['plan'])
  kind: 'plan';
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

  @Rule('path', whyPathRefused)
  path: string;

  @Whole(1, 4_294_967_294)
  systemUid: number;

  @Whole(1, 4_294_967_294)
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

  @Optional()
  @OneOf(['enabled', 'disabled'])
  status?: 'enabled' | 'disabled';
}

export type ImportLine = PlanLine | CustomerLine | WebRootLine | AccountLine;

/** What a line is called by: a plan by its name, everything else by its reference. */
export function referenceOf(line: ImportLine): string {
  return line.kind === 'plan' ? line.name : line.ref;
}
