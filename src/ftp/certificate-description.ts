// What a certificate says of itself, in the words that people read and compare. Pure.
import { createHash, type X509Certificate } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { namesOn } from './certificate-names.js';

/** A certificate as clients will meet it. */
export interface CertificateDescription {
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
}

/** Reads what stands on a certificate. */
export function describeCertificate(certificate: X509Certificate): CertificateDescription {
  return {
    fingerprint: fingerprintOf(certificate),
    selfSigned: certificate.checkIssued(certificate),
    validFrom: new Date(certificate.validFrom),
    validUntil: new Date(certificate.validTo),
    subject: onOneLine(certificate.subject),
    issuer: onOneLine(certificate.issuer),
    hosts: hostsOn(certificate),
  };
}

/** A certificate need not name whom it is for. */
const onOneLine = (name: string | undefined) => (name ?? '').split('\n').join(', ');

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
