// What a new password must be. The server judges by the same rules (src/auth/password-policy.ts) and has the last word;
// here they are said while somebody types, as the panel has told them (api/panel.ts). How easily it is guessed is known once the dictionaries are loaded.
import { passwordRules } from '../api/panel.js';
import type { PanelFacts } from '../api/types.js';
import { t } from '../i18n/index.js';
import type { Judgement, PasswordJudge } from './password-judge.js';

/** bcrypt reads the first 72 bytes of a password and no more. */
export const longestPasswordBytes = 72;

let judge: PasswordJudge | undefined;
let loading: Promise<PasswordJudge> | undefined;

/** Fetches the dictionaries, once. They are larger than all screens together, so nobody gets them unasked. */
export function loadJudge(): Promise<PasswordJudge> {
  loading ??= import('./password-judge.js').then((loaded) => {
    judge = loaded.judgePassword;
    return judge;
  });
  return loading;
}

/** How many bytes bcrypt will see of this password. */
export function passwordBytes(password: string): number {
  return new TextEncoder().encode(password).length;
}

/** How easily it is guessed; undefined while that is not known, and of one that is too short or too long to ask. */
export function judgementOf(password: string, about: readonly string[] = []): Judgement | undefined {
  return whyUnfit(password) === null ? judge?.(password, about) : undefined;
}

/** How the judge calls each score. */
export const scoreWords = ['easy', 'easy', 'fair', 'good', 'strong'] as const;

/** What a new password must be, as a sentence. */
export function passwordRule({ shortestCharacters: count, leastScore }: PanelFacts['passwords']): string {
  const rule = t('password.rule', { count });
  if (leastScore === 0) return rule;
  const word = scoreWords[leastScore];
  return word === undefined || word === 'easy'
    ? `${rule} ${t('password.ruleCommon')}`
    : `${rule} ${t(`password.ruleScore.${word}`)}`;
}

/** Why this password cannot be used; null when it can. */
export const whyNoPassword = (password: string): string | null => whyNoPasswordOf([], password);

/** The same where something is known of its owner, such as the login and the website. */
export function whyNoPasswordOf(about: readonly string[], password: string): string | null {
  const unfit = whyUnfit(password);
  if (unfit !== null) return unfit;
  const judgement = judge?.(password, about);
  return judgement && judgement.score < passwordRules().leastScore ? judgement.why : null;
}

function whyUnfit(password: string): string | null {
  const { shortestCharacters: count } = passwordRules();
  if ([...password].length < count) return t('password.tooShort', { count });
  return passwordBytes(password) > longestPasswordBytes ? t('password.tooLong') : null;
}
