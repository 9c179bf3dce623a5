// What became of a try to log in, in words. The sentences about refusals are the catalogue's.
import { t, texts } from '../../i18n/index.js';
import { whyRefused } from '../refusal.js';

const ownWords = texts.logins.why;
type OwnWord = keyof typeof ownWords;

function whyOf(outcome: string): string {
  const own = (Object.keys(ownWords) as OwnWord[]).find((known) => known === outcome);
  return own ? t(`logins.why.${own}`) : whyRefused(outcome);
}

/** "Refused: the FTP account is disabled." */
export function loginOutcome(outcome: string): string {
  if (outcome === 'accepted') return t('logins.results.accepted');
  return t('logins.refusedBecause', { why: whyOf(outcome) });
}

/** Every reason that a login can be refused for, as the records have them. */
export const refusalReasons: readonly string[] = [
  ...new Set([...Object.keys(texts.refusal).filter((reason) => reason !== 'other'), ...Object.keys(ownWords)]),
];
