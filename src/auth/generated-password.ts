// Passwords that the panel makes for programs which ask for one. Pure but for the random source.
import { randomInt } from 'node:crypto';

/** Letters and digits that cannot be taken for one another (no 0 O 1 l I). */
const readable = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A password of 20 characters, over 110 bits. */
export function generatedPassword(): string {
  return Array.from({ length: 20 }, () => readable[randomInt(readable.length)]).join('');
}
