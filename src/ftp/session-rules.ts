// The rules of one session, explained once for as long as neither policy nor account says something else.
import { explain, type AccountRules, type EffectiveRules } from './mode-rules.js';
import type { ServerPolicy } from './policy.js';

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
