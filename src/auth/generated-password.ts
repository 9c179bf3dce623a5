// Passwords that the panel makes for programs which ask for one. Pure but for the random source.
import { randomInt } from 'node:crypto';
import type { Rules } from './password-policy.js';

/** Letters and digits that cannot be taken for one another (no 0 O 1 l I). */
const readable = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A password of 20 characters, over 110 bits, or of as many more as the rules in force want. */
export function generatedPassword({ shortestCharacters }: Rules): string {
  return Array.from({ length: Math.max(20, shortestCharacters) }, () => readable[randomInt(readable.length)]).join('');
}
