// The rules of sessions: about modes, explained once for as long as neither policy nor account says something else, and
// about names.
import { explain, type AccountRules, type EffectiveRules } from './mode-rules.js';
import { type NamePatterns, NameRules } from './name-rules.js';
import type { ServerPolicy } from './policy.js';
import type { Login } from './session-parts.js';

/** Remembers what was explained last. */
export class SessionRules {
  readonly #address: string;
  #last:
    | {
        readonly policy: ServerPolicy;
        readonly account: AccountRules | undefined;
        readonly rules: EffectiveRules;
      }
    | undefined;

  /** `address` is the client's. */
  constructor(address: string) {
    this.#address = address;
  }

  /** What holds under this policy for this account; undefined: nobody is logged in. */
  under(policy: ServerPolicy, account: AccountRules | undefined): EffectiveRules {
    if (this.#last?.policy === policy && this.#last.account === account) return this.#last.rules;
    const rules = explain(policy, account, this.#address);
    this.#last = { policy, account, rules };
    return rules;
  }
}

/** These logins keep to what the server says about names, beside what each account says; what runs goes on as it began. */
export function obeyNames(sessions: Iterable<{ readonly login: Login }>, patterns: NamePatterns): void {
  const ofServer = new NameRules(patterns);
  for (const { login } of sessions) if (login.at === 'in') login.jail.ruleNames(login.account.names.and(ofServer));
}
