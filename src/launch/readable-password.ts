// Passwords that a person copies from a terminal once. Nothing is stored here.
import { randomInt } from 'node:crypto';

const readable = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A password of 16 characters, over 90 bits, without characters that look alike or that a shell would read. */
export function readablePassword(): string {
  return Array.from({ length: 16 }, () => readable[randomInt(readable.length)]).join('');
}
