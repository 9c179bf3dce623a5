// Recovery codes: ten words of chance for the day a phone is lost. Pure, but for the chance.
import { randomInt } from 'node:crypto';

const count = 10;
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const halfLength = 5;

/** Ten new codes such as `k7p2m-x9rwd`, about 49 bits each. */
export function newRecoveryCodes(): string[] {
  const half = () => Array.from({ length: halfLength }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: count }, () => `${half()}-${half()}`);
}

/** The code without what people add or leave out when they write it down. */
export function normalRecoveryCode(written: string): string {
  return written.toLowerCase().replace(/[^a-z0-9]/g, '');
}
