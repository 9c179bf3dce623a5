// A verdict as a sentence in its colour. The code word that logs and the API know it by is its title.
import { useMe } from '../api/me.js';
import type { IconName } from './icons.js';
import { State, type Tone } from './state.js';
import { verdictWords, type VerdictFacts, type VerdictWords } from './verdict.js';

/** The sentence and its icon. */
export function VerdictState({ facts }: { facts: VerdictFacts & { readonly verdict: string } }) {
  const { verdict } = facts;
  const words = verdictWords(facts, useMe().role);
  const [tone, icon] = lookOf(verdict, words);
  return (
    <State tone={tone} icon={icon}>
      <span className="wraps" title={verdict}>
        {words.what}
      </span>
    </State>
  );
}

/** It came about, it is nobody's fault, it was refused, or it failed. */
function lookOf(verdict: string, { cure }: VerdictWords): readonly [Tone, IconName] {
  if (verdict === 'worked') return ['data', 'check'];
  if (cure === undefined) return ['plain', 'paused'];
  return verdict === 'mode-denied' ? ['refusal', 'refused'] : ['failure', 'failed'];
}
