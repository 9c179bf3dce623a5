// A verdict's own word, made readable, and who can do something about it.
import type { ConnectionSummary } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import type { IconName } from '../../parts/icons.js';
import type { Tone } from '../../parts/state.js';

type Culprit = ConnectionSummary['byVerdict'][number]['culprit'];

const fine = new Set(['not-used', 'client-aborted']);

/** "no-one-came" as "No one came". */
export function verdictWord(verdict: string): string {
  const words = verdict.replaceAll('-', ' ').replace(/\btls\b/, 'TLS');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Colour and icon: it came about, it is nobody's fault, it was refused, or it failed. */
export function verdictLook(verdict: string): { tone: Tone; icon: IconName } {
  if (verdict === 'worked') return { tone: 'data', icon: 'check' };
  if (fine.has(verdict)) return { tone: 'plain', icon: 'paused' };
  if (verdict === 'mode-denied') return { tone: 'refusal', icon: 'refused' };
  return { tone: 'failure', icon: 'failed' };
}

/** Who can do something about it, in words. */
export function culpritWord(culprit: Culprit): string {
  return t(`culprit.${culprit ?? 'unknown'}`);
}
