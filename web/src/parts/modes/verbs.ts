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

/** Nothing said about any verb. */
export const noWishes: VerbWishes = { PORT: 'inherit', EPRT: 'inherit', PASV: 'inherit', EPSV: 'inherit' };

/** What a customer chooses for an own FTP account: anything that works, or one of the two modes. */
export const modeChoices = ['any', 'passive-only', 'active-only'] as const;
export type ModeChoice = (typeof modeChoices)[number];

/** What this choice says of each verb; what an admin allows this FTP account stays allowed where it is not denied. */
export function wishesOf(choice: ModeChoice, given: VerbWishes): VerbWishes {
  const wish = (verb: Verb): Wish => {
    if (choice !== 'any' && presets[choice][verb] === 'deny') return 'deny';
    return given[verb] === 'allow' ? 'allow' : 'inherit';
  };
  return { PORT: wish('PORT'), EPRT: wish('EPRT'), PASV: wish('PASV'), EPSV: wish('EPSV') };
}

/** What of it is a denial: all that a customer may say. */
export function denialsOf(said: VerbWishes): VerbWishes {
  const denied = verbs.filter((verb) => said[verb] === 'deny').map((verb) => [verb, 'deny'] as const);
  return { ...noWishes, ...Object.fromEntries(denied) };
}

/** The choice that says this; undefined where an admin denies verbs one by one. */
export function choiceOf(said: VerbWishes): ModeChoice | undefined {
  return modeChoices.find((choice) => verbs.every((verb) => wishesOf(choice, said)[verb] === said[verb]));
}
