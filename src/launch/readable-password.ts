// Passwords that a person copies from a terminal once. Nothing is stored here.
import { randomInt } from 'node:crypto';

const readable = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/**
 * A password of 16 characters, over 90 bits, or of `atLeast` where that is more, without characters that look alike or
 * that a shell would read.
 */
export function readablePassword(atLeast = 16): string {
  return Array.from({ length: Math.max(16, atLeast) }, () => readable[randomInt(readable.length)]).join('');
}
