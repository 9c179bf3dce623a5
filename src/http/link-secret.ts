// The secrets of links that work once: random, never stored, known again by their SHA-256. Pure.
import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, as they stand behind the `#` of a link, which browsers send to nobody. */
export function newLinkSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret. */
export function linkSecretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
