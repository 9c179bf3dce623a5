// How easily a password is guessed (zxcvbn with English words). Large: only password-policy.ts loads it, when needed.
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english, translations } from '@zxcvbn-ts/language-en';
import { t } from '../i18n/index.js';

/** A score from 0 to 4, and why it is no higher: what it is made of and what to do instead. */
export interface Judgement {
  readonly score: number;
  readonly why: string;
}

export type PasswordJudge = (password: string, about: readonly string[]) => Judgement;

/** The server looks at as much of a password. */
const judgedCharacters = 40;

const factory = new ZxcvbnFactory({
  dictionary: { ...common, ...english },
  graphs: adjacencyGraphs,
  translations: {
    ...translations,
    warnings: t('guessed.warnings', { returnObjects: true }),
    suggestions: t('guessed.suggestions', { returnObjects: true }),
  },
  l33tMaxSubstitutions: 16,
});

/** Judges a password; `about` is guessed first. */
export const judgePassword: PasswordJudge = (password, about) => {
  const { score, feedback } = factory.check(password.slice(0, judgedCharacters), guessedFirst(about));
  const [suggestion = t('guessed.suggestions.anotherWord')] = feedback.suggestions;
  return { score, why: `${feedback.warning ?? t('guessed.plain')} ${suggestion}` };
};

/** Each text and its parts, such as `web`, `example` and `com` of `web@example.com`. */
function guessedFirst(about: readonly string[]): string[] {
  return about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((part) => part.length > 2);
}
