// What holds for one account at one address, as the API gives it out. Pure; which layer wins is src/ftp/mode-rules.ts.
import {
  type AccountRules,
  explain,
  type RuleSource,
  type ServerRules,
  tlsSentence,
  verbRulesOf,
  verbSentence,
} from '../ftp/mode-rules.js';
import { dataVerbs, presetOf } from '../ftp/policy.js';
import type { EffectiveModes } from './modes.dto.js';

/** Explains; `address` undefined: as for a client in none of the networks that the policy names. */
export function effectiveModes(
  server: ServerRules,
  account: AccountRules,
  address: string | undefined,
): EffectiveModes {
  const asked = address === undefined ? { ...server, networkRules: [] } : server;
  const rules = explain(asked, account, address ?? '0.0.0.0');
  const { tls } = rules;
  return {
    address: address ?? null,
    verbs: dataVerbs.map((verb) => {
      const won = rules.verbs[verb];
      return { verb, rule: won.rule, ...whose(won.by), sentence: verbSentence(verb, won) };
    }),
    preset: presetOf(verbRulesOf(rules)) ?? null,
    tls: { rule: tls.rule, ...whose(tls.by), sentence: tlsSentence(tls) },
  };
}

function whose(by: RuleSource) {
  if (by.layer === 'plan') return { layer: by.layer, name: by.name };
  return { layer: by.layer, name: by.layer === 'network' ? by.network : null };
}
