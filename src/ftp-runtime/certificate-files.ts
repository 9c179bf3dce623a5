// One pair of PEM files: how it is read and what makes it fit to serve. Which pairs there are and when they are read is
// file-certificates.ts. Reading is synchronous: an asynchronous read could run on a thread that the jail has just
// switched to a customer's uid, and be refused.
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { createSecureContext } from 'node:tls';
import { SettingError } from '../config.js';
import { type KeyPair, namesOn } from '../ftp/index.js';

/** Where a pair lies. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** What the two files are called when something is wrong with them: their settings, or the files themselves. */
export type FileNames = CertificateFiles;

/** A certificate as clients will meet it. */
export interface ShownCertificate {
  /** SHA-256, which people compare, as `AB:CD:…`. */
  readonly fingerprint: string;
  /** Vouched for by nobody but itself, so that clients must be told to accept it. */
  readonly selfSigned: boolean;
  /** The first and the last moment at which clients take it. */
  readonly validFrom: Date;
  readonly validUntil: Date;
  /** Whom it is for and who vouches for it, as X.509 writes names, on one line. */
  readonly subject: string;
  readonly issuer: string;
  /** Every host name and address that it stands for. */
  readonly hosts: readonly string[];
  /** Where the certificate lies on the server. */
  readonly file: string;
}

/** A pair that TLS can use. */
export interface UsablePair extends KeyPair, ShownCertificate {}

/** Changes whenever one of the files does. Throws SettingError when one cannot be read. */
export function lookAt(files: CertificateFiles, names: FileNames): string {
  const cert = orRefuse(names.cert, files.cert, () => statSync(files.cert));
  const key = orRefuse(names.key, files.key, () => statSync(files.key));
  return [cert, key].map((file) => `${file.dev}:${file.ino}:${file.mtimeMs}:${file.size}`).join(' ');
}

/** Reads the pair. Throws SettingError where it cannot serve. */
export function readUsable(files: CertificateFiles, names: FileNames): UsablePair {
  const cert = orRefuse(names.cert, files.cert, () => readFileSync(files.cert, 'latin1'));
  const key = orRefuse(names.key, files.key, () => readFileSync(files.key, 'latin1'));
  return { ...checked({ cert, key }, names), file: files.cert };
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

function checked(pair: KeyPair, names: FileNames): Omit<UsablePair, 'file'> {
  const noCertificate = 'holds no PEM certificate; give the full chain, the server first.';
  const certificate = attempt(names.cert, noCertificate, () => new X509Certificate(pair.cert));
  const noKey = 'holds no PEM private key without a passphrase.';
  const key = attempt(names.key, noKey, () => createPrivateKey(pair.key));
  if (!certificate.checkPrivateKey(key)) {
    throw new SettingError(names.key, `the key does not belong to the certificate in ${names.cert}.`);
  }
  const unusable = 'TLS cannot use this certificate and key; make them anew with a longer key.';
  attempt(names.cert, unusable, () => createSecureContext(pair));
  return {
    ...pair,
    fingerprint: fingerprintOf(certificate),
    selfSigned: certificate.checkIssued(certificate),
    validFrom: new Date(certificate.validFrom),
    validUntil: new Date(certificate.validTo),
    subject: onOneLine(certificate.subject),
    issuer: onOneLine(certificate.issuer),
    hosts: hostsOn(certificate),
  };
}

function attempt<T>(name: string, cure: string, work: () => T): T {
  try {
    return work();
  } catch {
    // What OpenSSL says about a PEM file helps nobody and may quote it.
    throw new SettingError(name, cure);
  }
}

const onOneLine = (name: string) => name.split('\n').join(', ');

/** OpenSSL writes IPv6 addresses with all their zeros. */
const shortest = (address: string) => (isIPv6(address) ? new URL(`ftp://[${address}]`).hostname.slice(1, -1) : address);

function hostsOn(certificate: X509Certificate): string[] {
  const addresses = [...(certificate.subjectAltName ?? '').matchAll(/(?:^|, )IP Address:([^,\s]+)/g)];
  return [...namesOn(certificate.toString()), ...addresses.map(([, address = '']) => shortest(address))];
}

function fingerprintOf(certificate: X509Certificate): string {
  const hex = createHash('sha256').update(certificate.raw).digest('hex').toUpperCase();
  return hex.match(/../g)?.join(':') ?? hex;
}
