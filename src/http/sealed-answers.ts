// Answers that are kept for a day may hold a password that was made for the caller: they are encrypted with a key that the
// database does not hold, and so is what tells one request from another. Knows no table.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Settings } from './settings.js';

const nonceBytes = 12;
const tagBytes = 16;

/** Seals answers and takes the fingerprints of requests; the same on every panel with the same settings. */
export class SealedAnswers {
  readonly #sealing: Buffer;
  readonly #fingerprints: Buffer;

  constructor({ databaseUrl = '', sessionSecret }: Pick<Settings, 'databaseUrl' | 'sessionSecret'>) {
    // As with sessions: whoever has the URL can write to the database anyway.
    const secret = sessionSecret ?? databaseUrl;
    const derive = (what: string) => Buffer.from(hkdfSync('sha256', secret, '', `portside ${what}`, 32));
    this.#sealing = derive('kept answers');
    this.#fingerprints = derive('request fingerprints');
  }

  /** What tells this request from another; nobody without the key can try passwords on it. */
  fingerprint(request: unknown): Buffer {
    return createHmac('sha256', this.#fingerprints)
      .update(JSON.stringify(sorted(request)))
      .digest();
  }

  /** AES-256-GCM: nonce, tag, text. */
  seal(answer: unknown): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#sealing, nonce);
    const text = Buffer.concat([cipher.update(JSON.stringify(answer ?? null)), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]);
  }

  /** The answer; throws where it was sealed with another key. */
  open(sealed: Buffer): unknown {
    const nonce = sealed.subarray(0, nonceBytes);
    const decipher = createDecipheriv('aes-256-gcm', this.#sealing, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    const text = Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
    return JSON.parse(text.toString()) as unknown;
  }
}

/** The order in which a program writes its fields says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
}
