// Certificates from two PEM files that somebody else renews. A pair is taken only when it works; until then the last
// good one stays in use. The files are read synchronously: an asynchronous read could run on a thread that the jail has
// just switched to a customer's uid, and be refused.
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { SettingError } from '../config.js';
import type { Certificates, KeyPair } from '../ftp/index.js';
import type { Note } from './note.js';

const lookEveryMs = 2_000;

export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** A pair that TLS can use, with what people compare: the certificate's SHA-256 as `AB:CD:…`. */
interface Usable extends KeyPair {
  readonly fingerprint: string;
}

/** The pair in the files, followed as they change. */
export class FileCertificates implements Certificates {
  readonly #files: CertificateFiles | undefined;
  readonly #note: Note;
  #current: Usable | undefined;
  #seen = '';
  #complaint: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(files: CertificateFiles | undefined, note: Note) {
    this.#files = files;
    this.#note = note;
  }

  /** Reads the files; without files there is no TLS. Throws SettingError naming TLS_CERT_FILE or TLS_KEY_FILE. */
  static open(files: CertificateFiles | undefined, note: Note): FileCertificates {
    const certificates = new FileCertificates(files, note);
    if (files === undefined) return certificates;
    certificates.#seen = look(files);
    const pair = checked(readPair(files));
    certificates.#current = pair;
    const expired = whyNotNow(pair, new Date());
    // At the start an old certificate is better than none: clients say themselves what they think of it.
    if (expired !== undefined) note('error', 'certificate.not-valid', { reason: expired });
    return certificates;
  }

  /** The fingerprint of the pair in use. */
  get fingerprint(): string | undefined {
    return this.#current?.fingerprint;
  }

  current(): Promise<readonly KeyPair[]> {
    return Promise.resolve(this.#current === undefined ? [] : [this.#current]);
  }

  /** Looks at the files from now on; `changed` is called when another pair was taken. */
  start(changed: () => void, everyMs = lookEveryMs): void {
    if (this.#files === undefined) return;
    const files = this.#files;
    this.#timer = setInterval(() => this.#follow(files, changed), everyMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Takes the files' pair when they changed and it is good. Says once why it isn't. */
  #follow(files: CertificateFiles, changed: () => void): void {
    try {
      const seen = look(files);
      if (seen === this.#seen) return;
      const pair = checked(readPair(files));
      const bad = whyNotNow(pair, new Date());
      if (bad !== undefined) throw new SettingError('TLS_CERT_FILE', bad);
      this.#seen = seen;
      this.#complaint = undefined;
      if (this.#take(pair)) changed();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== this.#complaint) this.#note('warn', 'certificate.not-taken', { reason });
      this.#complaint = reason;
    }
  }

  /** Whether it is another pair than before. */
  #take(pair: Usable): boolean {
    const same = pair.fingerprint === this.#current?.fingerprint && pair.key === this.#current.key;
    this.#current = pair;
    if (!same) this.#note('info', 'certificate.taken', { fingerprint: pair.fingerprint });
    return !same;
  }
}

/** Changes whenever one of the files does. */
function look(files: CertificateFiles): string {
  const cert = orRefuse('TLS_CERT_FILE', files.cert, () => statSync(files.cert));
  const key = orRefuse('TLS_KEY_FILE', files.key, () => statSync(files.key));
  return [cert, key].map((file) => `${file.dev}:${file.ino}:${file.mtimeMs}:${file.size}`).join(' ');
}

function readPair(files: CertificateFiles): KeyPair {
  const cert = orRefuse('TLS_CERT_FILE', files.cert, () => readFileSync(files.cert, 'latin1'));
  const key = orRefuse('TLS_KEY_FILE', files.key, () => readFileSync(files.key, 'latin1'));
  return { cert, key };
}

function orRefuse<T>(setting: string, path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new SettingError(setting, `${path} cannot be read (${code}); correct the path or its permissions.`);
  }
}

/** Throws SettingError where the pair cannot serve. */
function checked(pair: KeyPair): Usable {
  const certificate = attempt(
    'TLS_CERT_FILE',
    'holds no PEM certificate; give the full chain, the server first.',
    () => {
      return new X509Certificate(pair.cert);
    },
  );
  const key = attempt('TLS_KEY_FILE', 'holds no PEM private key without a passphrase.', () =>
    createPrivateKey(pair.key),
  );
  if (!certificate.checkPrivateKey(key)) {
    throw new SettingError('TLS_KEY_FILE', 'the key does not belong to the certificate in TLS_CERT_FILE.');
  }
  attempt('TLS_CERT_FILE', 'TLS cannot use this certificate and key; make them anew with a longer key.', () => {
    return createSecureContext(pair);
  });
  return { ...pair, fingerprint: fingerprintOf(certificate) };
}

function attempt<T>(setting: string, cure: string, work: () => T): T {
  try {
    return work();
  } catch {
    // What OpenSSL says about a PEM file helps nobody and may quote it.
    throw new SettingError(setting, cure);
  }
}

function fingerprintOf(certificate: X509Certificate): string {
  const hex = createHash('sha256').update(certificate.raw).digest('hex').toUpperCase();
  return hex.match(/../g)?.join(':') ?? hex;
}

function whyNotNow(pair: Usable, now: Date): string | undefined {
  const { validFrom, validTo } = new X509Certificate(pair.cert);
  if (new Date(validFrom) > now) return `the certificate is valid only from ${validFrom}; check the clock or renew it.`;
  if (new Date(validTo) < now) return `the certificate expired on ${validTo}; renew it.`;
  return undefined;
}
