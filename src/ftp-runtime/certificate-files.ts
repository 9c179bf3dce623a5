// One pair of PEM files: how it is read and what makes it fit to serve. Which pairs there are and when they are read is
// file-certificates.ts. Reading is synchronous: an asynchronous read could run on a thread that the jail has just
// switched to a customer's uid, and be refused.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { SettingError } from '../config.js';
import { type CertificateDescription, describeCertificate, type KeyPair } from '../ftp/index.js';

/** Where a pair lies. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** What the two are called when something is wrong with them, such as their settings or the files themselves. */
export type PairNames = CertificateFiles;

/** A certificate as clients will meet it. */
export interface ShownCertificate extends CertificateDescription {
  /** Where the certificate lies on the server; null where it was uploaded in the panel. */
  readonly file: string | null;
}

/** A pair that TLS can use. */
export interface UsablePair extends KeyPair, ShownCertificate {}

/** Changes whenever one of the files does. Throws SettingError when one cannot be read. */
export function lookAt(files: CertificateFiles, names: PairNames): string {
  const cert = orRefuse(names.cert, files.cert, () => statSync(files.cert));
  const key = orRefuse(names.key, files.key, () => statSync(files.key));
  return [cert, key].map((file) => `${file.dev}:${file.ino}:${file.mtimeMs}:${file.size}`).join(' ');
}

/** Reads the pair. Throws SettingError where it cannot serve. */
export function readUsable(files: CertificateFiles, names: PairNames): UsablePair {
  const cert = orRefuse(names.cert, files.cert, () => readFileSync(files.cert, 'latin1'));
  const key = orRefuse(names.key, files.key, () => readFileSync(files.key, 'latin1'));
  return usablePair({ cert, key, file: files.cert }, names);
}

/** Why a pair should not be taken at this time, as a sentence; undefined where it may. */
export function whyNotNow(pair: KeyPair, now: Date): string | undefined {
  const { validFrom, validTo } = new X509Certificate(pair.cert);
  if (new Date(validFrom) > now) return `the certificate is valid only from ${validFrom}; check the clock or renew it.`;
  if (new Date(validTo) < now) return `the certificate expired on ${validTo}; renew it.`;
  return undefined;
}

function orRefuse<T>(name: string, path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new SettingError(name, `${path} cannot be read (${code}); correct the path or its permissions.`);
  }
}

/** Describes a pair that TLS can use. Throws SettingError where it cannot. */
export function usablePair(written: KeyPair & Pick<ShownCertificate, 'file'>, names: PairNames): UsablePair {
  const pair = { cert: written.cert, key: written.key };
  const noCertificate = 'holds no PEM certificate; give the full chain, the server first.';
  const certificate = attempt(names.cert, noCertificate, () => new X509Certificate(pair.cert));
  const noKey = 'holds no PEM private key without a passphrase.';
  const key = attempt(names.key, noKey, () => createPrivateKey(pair.key));
  if (!certificate.checkPrivateKey(key)) {
    throw new SettingError(names.key, `the key does not belong to the certificate in ${names.cert}.`);
  }
  const unusable = 'TLS cannot use this certificate and key; make them anew with a longer key.';
  attempt(names.cert, unusable, () => createSecureContext(pair));
  return { ...written, ...describeCertificate(certificate) };
}

function attempt<T>(name: string, cure: string, work: () => T): T {
  try {
    return work();
  } catch {
    // What OpenSSL says about a PEM file helps nobody and may quote it.
    throw new SettingError(name, cure);
  }
}
