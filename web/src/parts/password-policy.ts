// What a new password must be. The server judges by the same rules (src/auth/password-policy.ts) and has the last word;
// here they are said while somebody types. How easily it is guessed is known once the dictionaries are loaded.
import { t } from '../i18n/index.js';
import type { Judgement, PasswordJudge } from './password-judge.js';

/** bcrypt reads the first 72 bytes of a password and no more. */
export const longestPasswordBytes = 72;

/** The fewest characters a new password may have. */
export const shortestPassword = 10;

/** zxcvbn's score from 0 to 4 that a new password reaches. */
export const leastScore = 2;

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

/** Why this password cannot be used; null when it can. */
export const whyNoPassword = (password: string): string | null => whyNoPasswordOf([], password);

/** The same where something is known of its owner, such as the login and the website. */
export function whyNoPasswordOf(about: readonly string[], password: string): string | null {
  const unfit = whyUnfit(password);
  if (unfit !== null) return unfit;
  const judgement = judge?.(password, about);
  return judgement && judgement.score < leastScore ? judgement.why : null;
}

function whyUnfit(password: string): string | null {
  if ([...password].length < shortestPassword) return t('password.tooShort');
  return passwordBytes(password) > longestPasswordBytes ? t('password.tooLong') : null;
}
