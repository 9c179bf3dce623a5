// Passwords the browser makes. The random source is the browser's own generator of secrets, never Math.random.
import { passwordRules } from '../api/panel.js';

/** Letters and digits that cannot be taken for one another (no 0 O 1 l I), so a password survives being read aloud. */
export const passwordAlphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

const usualLength = () => Math.max(20, passwordRules().shortestCharacters);

/** A password of `length` characters, 16 or more: 20, or as many as the panel's rules ask for. Each is as likely as another. */
export function generatePassword(length = usualLength()): string {
  const count = Math.max(16, length);
  const fair = 256 - (256 % passwordAlphabet.length);
  let password = '';
  while (password.length < count) {
    for (const byte of crypto.getRandomValues(new Uint8Array(count))) {
      if (byte < fair && password.length < count) password += passwordAlphabet[byte % passwordAlphabet.length] ?? '';
    }
  }
  return password;
}
