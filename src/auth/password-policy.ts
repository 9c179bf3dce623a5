// What a new password must be: long enough to hold, short enough for bcrypt to read all of it, and not easily guessed. The
// browser judges in the same way before anything is sent (web/src/parts/password-policy.ts). It hashes nothing, and which
// rules are in force is password-rules.service.ts.
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english, translations } from '@zxcvbn-ts/language-en';
import { longestPasswordBytes } from './password.js';

/** What the host asks of new passwords. */
export interface Rules {
  /** The fewest characters. */
  readonly shortestCharacters: number;
  /** zxcvbn's score from 0 to 4: 2 is more than a million guesses, 4 more than ten billion; with 0 nothing is guessed. */
  readonly leastScore: number;
}

/** What holds until an admin says otherwise, and where there is no database yet. */
export const firstRules: Rules = { shortestCharacters: 10, leastScore: 2 };

/** What holds for passwords that a billing system hands over: never more than it makes by itself (docs/decisions/0056). */
export function rulesForBilling({ shortestCharacters, leastScore }: Rules): Rules {
  return {
    shortestCharacters: Math.min(shortestCharacters, firstRules.shortestCharacters),
    leastScore: Math.min(leastScore, firstRules.leastScore),
  };
}

/** What is guessed of a password; a longer one is no weaker than its beginning, and no request takes longer to judge. */
const judgedCharacters = 40;

const sentences = {
  ...translations,
  warnings: {
    ...translations.warnings,
    userInputs: 'It is made of the login or the name of the website, which are guessed first.',
  },
};

// Made when the first password is judged: it takes a quarter of a second.
let judge: ZxcvbnFactory | undefined;

/** Why this is no password that could be hashed and sent, as a sentence; undefined where it is one. */
export function whyNoPassword(password: unknown): string | undefined {
  if (typeof password !== 'string') return 'Write text.';
  if (Buffer.byteLength(password) > longestPasswordBytes) {
    return `Use at most ${longestPasswordBytes} bytes; bcrypt would ignore the rest. Most letters are one byte, ä or € two or three.`;
  }
  if (password.includes('\0')) return 'Leave out the NUL character; no FTP client can send it.';
  if (/[\r\n]/.test(password)) return 'Leave out line breaks; no FTP client can send them.';
  return undefined;
}

/**
 * Why a new password cannot be taken under these rules, as a sentence; undefined where it can. `about`: what is known of
 * its owner, such as the login and the name of the website, and thus guessed first.
 */
export function whyPasswordRefused(password: string, rules: Rules, about: readonly string[] = []): string | undefined {
  const { shortestCharacters, leastScore } = rules;
  if ([...password].length < shortestCharacters) return `Use at least ${shortestCharacters} characters.`;
  return whyNoPassword(password) ?? (leastScore === 0 ? undefined : whyGuessed(password, leastScore, about));
}

function whyGuessed(password: string, leastScore: number, about: readonly string[]): string | undefined {
  judge ??= new ZxcvbnFactory({
    dictionary: { ...common, ...english },
    graphs: adjacencyGraphs,
    translations: sentences,
    l33tMaxSubstitutions: 16,
  });
  const { score, feedback } = judge.check(password.slice(0, judgedCharacters), guessedFirst(about));
  if (score >= leastScore) return undefined;
  const [suggestion = sentences.suggestions.anotherWord] = feedback.suggestions;
  return `${feedback.warning ?? 'It is easy to guess.'} ${suggestion}`;
}

/** Each text and its parts, such as `web`, `example` and `com` of `web@example.com`. */
function guessedFirst(about: readonly string[]): string[] {
  return about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((part) => part.length > 2);
}
