// The four verbs that agree on a data connection (RFC 959, RFC 2428), the presets, and what layers say of them. Pure.
import type { Preset, Verb, VerbRules, VerbWishes } from '../../api/types.js';
import { t } from '../../i18n/index.js';

/** In the order in which the panel names them. */
export const verbs = ['PORT', 'EPRT', 'PASV', 'EPSV'] as const satisfies readonly Verb[];

export const wishes = ['inherit', 'allow', 'deny'] as const;
export type Wish = (typeof wishes)[number];

export const presets: Readonly<Record<Preset, VerbRules>> = {
  'active-and-passive': { PORT: 'allow', EPRT: 'allow', PASV: 'allow', EPSV: 'allow' },
  'passive-only': { PORT: 'deny', EPRT: 'deny', PASV: 'allow', EPSV: 'allow' },
  'active-only': { PORT: 'allow', EPRT: 'allow', PASV: 'deny', EPSV: 'deny' },
};

/** The presets, the most open first. */
export const presetNames = Object.keys(presets) as Preset[];

/** Whether a verb is one of active mode, in which the server dials. */
export function isActive(verb: string | undefined): boolean {
  return verb === 'PORT' || verb === 'EPRT';
}

/** The preset these rules amount to; null where the verbs are set one by one. */
export function presetOf(rules: VerbRules): Preset | null {
  return presetNames.find((name) => verbs.every((verb) => presets[name][verb] === rules[verb])) ?? null;
}

/** The verbs that are allowed, best first. */
export function allowedVerbs(rules: VerbRules): Verb[] {
  return (['EPSV', 'PASV', 'EPRT', 'PORT'] as const).filter((verb) => rules[verb] === 'allow');
}

/** "Passive only", or the verbs that are allowed where they were set one by one. */
export function modeInWords(rules: VerbRules): string {
  const preset = presetOf(rules);
  if (preset) return t(`preset.${preset}`);
  return t('preset.custom', { verbs: allowedVerbs(rules).join(', ') });
}

/** "PORT, EPRT allowed; PASV denied"; undefined where nothing is said. */
export function wishesInWords(said: VerbWishes): string | undefined {
  const named = (wish: Wish) => verbs.filter((verb) => said[verb] === wish).join(', ');
  const parts = [
    named('allow') && t('modes.saysAllow', { verbs: named('allow') }),
    named('deny') && t('modes.saysDeny', { verbs: named('deny') }),
  ].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join('; ');
}
