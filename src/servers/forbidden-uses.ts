// Which of the recorded uses rules would forbid. Pure; what whoever uses it has to change is client-settings.ts.
import { type AccountRules, explain, type RuleSource, type ServerRules, verbRulesOf } from '../ftp/mode-rules.js';
import { allowedVerbs, type DataVerb } from '../ftp/policy.js';
import type { ForbiddenUse } from './client-settings.js';

/** One way in which an account was used from one address. */
export interface RecordedUse {
  readonly account_id: string;
  readonly address: string;
  readonly verb: DataVerb;
  readonly login_in_clear: boolean;
  readonly data_in_clear: boolean;
}

/** A use that the rules forbid. */
export interface ForbiddenWay<Use extends RecordedUse = RecordedUse> {
  readonly used: Use;
  readonly use: ForbiddenUse;
  /** Whose rule it is. */
  readonly by: RuleSource;
  /** The verbs that this client may still use. */
  readonly remaining: readonly DataVerb[];
}

/** Everything the rules forbid about one recorded use; empty where they forbid nothing. */
export function forbiddenWays<Use extends RecordedUse>(
  server: ServerRules,
  account: AccountRules | undefined,
  used: Use,
): ForbiddenWay<Use>[] {
  const rules = explain(server, account, used.address);
  const remaining = allowedVerbs(verbRulesOf(rules));
  const { rule: tls, by: tlsBy } = rules.tls;
  const verb = rules.verbs[used.verb];
  const ways: ForbiddenWay<Use>[] = [];
  if (verb.rule === 'deny') ways.push({ used, use: used.verb, by: verb.by, remaining });
  if (used.login_in_clear && (tls === 'required-login' || tls === 'required-data')) {
    ways.push({ used, use: 'login-in-clear', by: tlsBy, remaining });
  }
  if (used.data_in_clear && tls === 'required-data') ways.push({ used, use: 'data-in-clear', by: tlsBy, remaining });
  return ways;
}
