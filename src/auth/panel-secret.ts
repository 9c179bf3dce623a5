// The one secret that every panel of a database shares and no row holds: signs the cookie, and locks what a copy of the
// database must not give away. Whose second factor it is, is not known here.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Settings } from '../http/settings.js';

type SecretSettings = Pick<Settings, 'databaseUrl' | 'sessionSecret'>;

/** SESSION_SECRET, or what follows from the database's URL: whoever has that can write sessions anyway. */
export function panelSecret({ sessionSecret, databaseUrl = '' }: SecretSettings): string {
  return sessionSecret ?? createHmac('sha256', databaseUrl).update('portside panel sessions').digest('base64url');
}

/** A locked box was made with another secret, for another owner, or is broken. */
export class Unreadable extends Error {
  constructor() {
    super('What was locked with the panel secret cannot be opened with this one.');
    this.name = 'Unreadable';
  }
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM and HMAC-SHA-256 under keys of their own (HKDF, RFC 5869), each bound to an owner. */
export class SecretBox {
  readonly #cipherKey: Buffer;
  readonly #hashKey: Buffer;

  constructor(settings: SecretSettings, purpose: string) {
    const derive = (what: string) =>
      Buffer.from(hkdfSync('sha256', panelSecret(settings), '', `portside ${purpose} ${what}`, 32));
    this.#cipherKey = derive('encryption');
    this.#hashKey = derive('hash');
  }

  /** Locks a secret for its owner. */
  lock(secret: Buffer, owner: string): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#cipherKey, nonce).setAAD(Buffer.from(owner));
    const locked = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), locked]);
  }

  /** The secret again. Throws Unreadable. */
  open(box: Buffer, owner: string): Buffer {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#cipherKey, box.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(box.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(box.subarray(nonceBytes + tagBytes)), decipher.final()]);
    } catch {
      throw new Unreadable();
    }
  }

  /** What is kept of something that need only be recognised. */
  hash(text: string, owner: string): Buffer {
    return createHmac('sha256', this.#hashKey).update(`${owner} ${text}`).digest();
  }
}
