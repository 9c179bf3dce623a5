// What a policy may say about the clients of single networks, as people write it. Pure.
import type { NetworkRule } from '../ftp/policy.js';
import { normalNetwork } from '../http/networks.js';
import { isObject, normalWishes, whyWishesRefused } from '../http/verb-wishes.js';
import type { PolicyNetworkRule } from './policy.dto.js';

const mostRules = 100;

/** Why these are no rules for client networks, as a sentence; undefined where they are. */
export function whyNetworkRulesRefused(written: unknown): string | undefined {
  if (!Array.isArray(written)) return 'Write a list of { network, verbs, clearText }.';
  if (written.length > mostRules) return `Write rules for at most ${mostRules} networks.`;
  const networks = new Set<string>();
  for (const rule of written as unknown[]) {
    const why = whyNetworkRuleRefused(rule);
    if (why !== undefined) return why;
    const network = normalNetwork((rule as { network: unknown }).network) ?? '';
    if (networks.has(network)) return `${network} stands twice; write each network once.`;
    networks.add(network);
  }
  return undefined;
}

function whyNetworkRuleRefused(rule: unknown): string | undefined {
  if (!isObject(rule)) return 'Write each rule as { network, verbs, clearText }.';
  const network = normalNetwork(rule.network);
  if (network === undefined) return 'Write each network such as 10.0.0.0/8 or 2001:db8::/32.';
  const why = whyWishesRefused(rule.verbs ?? {});
  if (why !== undefined) return `${network}: ${why}`;
  return ['boolean', 'undefined'].includes(typeof rule.clearText) ? undefined : `${network}: write true or false.`;
}

/** Rules for networks as the policy keeps them. */
export function normalNetworkRules(
  written: readonly (Pick<PolicyNetworkRule, 'network'> & Partial<PolicyNetworkRule>)[],
): NetworkRule[] {
  return written.map(({ network, verbs, clearText }) => ({
    network: normalNetwork(network) ?? network,
    verbs: normalWishes(verbs ?? {}),
    clearText: clearText ?? false,
  }));
}
