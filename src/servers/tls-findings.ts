// What is wrong with a server's certificates as a client meets them, and what to do. Pure.
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

/** The certificate that stands for this host name or address (RFC 6125 §6.4); undefined where none does. */
export function certificateFor(host: string, certificates: readonly CertificateFacts[]): CertificateFacts | undefined {
  const wanted = host.toLowerCase().replace(/\.$/, '');
  const wildcard = `*.${wanted.slice(wanted.indexOf('.') + 1)}`;
  const named = ({ hosts }: CertificateFacts, name: string) => hosts.includes(name);
  return (
    certificates.find((each) => named(each, wanted)) ??
    (wanted.includes('.') ? certificates.find((each) => named(each, wildcard)) : undefined)
  );
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
  const cure = `Name its files in TLS_CERT_FILE and TLS_KEY_FILE on ${name}.`;
  return requiresTls(tls)
    ? `${name} has shown no certificate and requires TLS, so nobody can log in. ${cure}`
    : `${name} has shown no certificate, so TLS cannot begin. ${cure}`;
}

function hostFinding({ host, certificates }: TlsFacts): string | undefined {
  if (certificateFor(host, certificates) !== undefined) return undefined;
  return `No certificate stands for ${host}, which customers are told; FTP programs warn. Get one for that name.`;
}

function datesFinding({ validFrom, validUntil, file }: CertificateFacts, now: Date): string | undefined {
  if (new Date(validUntil) < now) {
    return `The certificate in ${file} has expired; FTP programs warn or refuse. Renew it: the new one is taken without a restart.`;
  }
  if (new Date(validFrom) <= now) return undefined;
  return `The certificate in ${file} is not valid yet. Check the server's clock.`;
}

function trustFinding({ selfSigned }: CertificateFacts): string | undefined {
  if (!selfSigned) return undefined;
  return 'Nobody but the certificate itself vouches for it; FTP programs ask people to compare its fingerprint.';
}
