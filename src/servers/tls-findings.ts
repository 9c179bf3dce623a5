// What is wrong with a server's certificates as a client meets them, and what to do. Pure.
import { isIP } from 'node:net';
import { requiresTls } from '../ftp/mode-rules.js';
import type { TlsRule } from '../ftp/policy.js';
import type { CertificateFacts } from './servers.entity.js';

/** What is looked at. */
export interface TlsFacts {
  readonly name: string;
  readonly host: string;
  readonly tls: TlsRule;
  readonly certificates: readonly CertificateFacts[];
  readonly now: Date;
}

/** What is said where nobody vouches for a certificate. */
export const trustSentence =
  'Nobody but the certificate itself vouches for it; FTP programs ask people to compare its fingerprint.';

/** Whether names on a certificate stand for this host name or address (RFC 6125 §6.4). */
export function covers(hosts: readonly string[], host: string): boolean {
  return namesFor(host).some((name) => hosts.includes(name));
}

/** The name itself before the wildcard one label up. */
function namesFor(host: string): string[] {
  const name = host.toLowerCase().replace(/\.$/, '');
  return name.includes('.') ? [name, `*.${name.slice(name.indexOf('.') + 1)}`] : [name];
}

/** The certificate that clients of this host name or address get, as the engine chooses; undefined where none stands for it. */
export function certificateFor(host: string, certificates: readonly CertificateFacts[]): CertificateFacts | undefined {
  // Who dials an address names no host (RFC 6066 §3), and gets the first.
  if (isIP(host) !== 0) return certificates.slice(0, 1).find(({ hosts }) => covers(hosts, host));
  const uploaded = certificates.find(({ file, hosts }) => file === null && covers(hosts, host));
  if (uploaded !== undefined) return uploaded;
  const found = namesFor(host).map((name) => certificates.find(({ hosts }) => hosts.includes(name)));
  return found.find((certificate) => certificate !== undefined);
}

/** In sentences; empty where clients have nothing to complain of. */
export function tlsFindings(facts: TlsFacts): string[] {
  const { certificates, host, tls } = facts;
  if (tls === 'off') return [];
  if (certificates.length === 0) return [noCertificate(facts)];
  const met = certificateFor(host, certificates) ?? certificates[0];
  return [hostFinding(facts), met && datesFinding(met, facts.now), met && trustFinding(met)].filter(
    (sentence) => sentence !== undefined,
  );
}

function noCertificate({ name, tls }: TlsFacts): string {
  const cure = `Upload one, or name its files in TLS_CERT_FILE and TLS_KEY_FILE on ${name}.`;
  return requiresTls(tls)
    ? `${name} has shown no certificate and requires TLS, so nobody can log in. ${cure}`
    : `${name} has shown no certificate, so TLS cannot begin. ${cure}`;
}

function hostFinding({ host, certificates }: TlsFacts): string | undefined {
  if (certificateFor(host, certificates) !== undefined) return undefined;
  return `No certificate stands for ${host}, which customers are told; FTP programs warn. Get one for that name.`;
}

function datesFinding({ validFrom, validUntil, file }: CertificateFacts, now: Date): string | undefined {
  const which = file === null ? 'The uploaded certificate' : `The certificate in ${file}`;
  if (new Date(validUntil) < now) {
    return `${which} has expired; FTP programs warn or refuse. Renew it: the new one is taken without a restart.`;
  }
  if (new Date(validFrom) <= now) return undefined;
  return `${which} is not valid yet. Check the server's clock.`;
}

function trustFinding({ selfSigned }: CertificateFacts): string | undefined {
  return selfSigned ? trustSentence : undefined;
}
