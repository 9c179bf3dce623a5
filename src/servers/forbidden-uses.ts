// Which of the recorded uses a draft would forbid, and what whoever uses it has to change. Pure.
import { type AccountRules, explain, type ServerRules, verbRulesOf } from '../ftp/mode-rules.js';
import { allowedVerbs, type DataVerb, modeOf } from '../ftp/policy.js';
import type { ForbiddenUse } from './policy-preview.dto.js';

/** One way in which an account was used from one address. */
export interface RecordedUse {
  readonly account_id: string;
  readonly address: string;
  readonly verb: DataVerb;
  readonly login_in_clear: boolean;
  readonly data_in_clear: boolean;
}

/** A use that the draft forbids. */
export interface ForbiddenWay extends RecordedUse {
  readonly use: ForbiddenUse;
  /** The setting to change, as a sentence. */
  readonly cure: string;
}

/** Everything the draft forbids about one recorded use; empty where it forbids nothing. */
export function forbiddenWays(
  draft: ServerRules,
  account: AccountRules | undefined,
  used: RecordedUse,
): ForbiddenWay[] {
  const rules = explain(draft, account, used.address);
  const tls = rules.tls.rule;
  const ways: ForbiddenWay[] = [];
  if (rules.verbs[used.verb].rule === 'deny') {
    ways.push({ ...used, use: used.verb, cure: verbCure(used.verb, allowedVerbs(verbRulesOf(rules))) });
  }
  if (used.login_in_clear && (tls === 'required-login' || tls === 'required-data')) {
    ways.push({ ...used, use: 'login-in-clear', cure: 'Choose "explicit FTP over TLS" (FTPES) as the encryption.' });
  }
  if (used.data_in_clear && tls === 'required-data') {
    ways.push({ ...used, use: 'data-in-clear', cure: 'Let data connections be encrypted too (PROT P).' });
  }
  return ways;
}

function verbCure(verb: DataVerb, left: readonly DataVerb[]): string {
  const sameMode = left.filter((other) => modeOf[other] === modeOf[verb]);
  if (sameMode.length > 0) return `Allow ${sameMode.join(' or ')}; most programs take it by themselves.`;
  return modeOf[verb] === 'active' ? 'Choose passive mode.' : 'Choose active mode.';
}
