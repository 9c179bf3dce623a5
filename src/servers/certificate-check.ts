// Whether a certificate and its key can serve, and what clients will complain of. Pure: it keeps and prints nothing.
import { type KeyObject, X509Certificate } from 'node:crypto';
import { createSecureContext, rootCertificates } from 'node:tls';
import { describeCertificate, type CertificateDescription } from '../ftp/certificate-description.js';
import type { FieldProblem } from '../http/problems.js';
import { certificatesIn, privateKeyIn, whyNoCertificate } from './pem.js';
import { covers, trustSentence } from './tls-findings.js';

/** What somebody uploads, as they write it. */
export interface WrittenPair {
  /** PEM, the server's own first. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
}

/** A pair that can serve, without what stood around it. */
export interface CheckedPair {
  readonly chain: string;
  readonly privateKey: string;
  readonly description: CertificateDescription;
  readonly certificates: readonly X509Certificate[];
}

/** The pair, or what is wrong with each field. */
export function checkPair(written: WrittenPair, now: Date): CheckedPair | FieldProblem[] {
  const found = certificatesIn(written.certificate);
  const certificates = found.filter((each) => each !== undefined);
  const [own] = certificates;
  const key = privateKeyIn(written.privateKey);
  const chainWrong = found.length === 0 ? whyNoCertificate(written.certificate) : whyChainRefused(found, key, now);
  const keyWrong = typeof key === 'string' ? key : whyKeyRefused(certificates, key.key);
  const errors = [...problemOf('certificate', chainWrong), ...problemOf('privateKey', keyWrong)];
  if (errors.length > 0 || own === undefined || typeof key === 'string') return errors;
  const chain = certificates.map(String).join('');
  if (!fitsTls(chain, key.pem)) {
    return problemOf(
      'certificate',
      'TLS takes it no more: its key is too short or it is signed with SHA-1. Get a new one.',
    );
  }
  return { chain, privateKey: key.pem, description: describeCertificate(own), certificates };
}

/** What works but makes FTP programs warn, in sentences. */
export function pairWarnings({ certificates, description }: CheckedPair, host: string): string[] {
  const { hosts, selfSigned } = description;
  const found = [
    covers(hosts, host)
      ? undefined
      : `It does not stand for ${host}, which customers are told; FTP programs will warn. Get one for that name, or change the server’s address.`,
    selfSigned ? trustSentence : incompleteSentence(certificates),
  ];
  return found.filter((sentence) => sentence !== undefined);
}

const problemOf = (field: keyof WrittenPair, detail: string | undefined): FieldProblem[] =>
  detail === undefined ? [] : [{ field, detail }];

type Key = ReturnType<typeof privateKeyIn>;

function whyChainRefused(found: readonly (X509Certificate | undefined)[], key: Key, now: Date): string | undefined {
  const broken = found.indexOf(undefined);
  if (broken >= 0) return `${nth(broken)} cannot be read. Copy it again, from its BEGIN line to its END line.`;
  const chain = found.filter((each) => each !== undefined);
  const owner = typeof key === 'string' ? 0 : chain.findIndex((each) => each.checkPrivateKey(key.key));
  if (owner > 0) return `${nth(owner)} is the one of this key. Put it first, and behind it those that vouch for it.`;
  return whyDatesRefused(chain, now) ?? whyOrderRefused(chain);
}

function whyDatesRefused(chain: readonly X509Certificate[], now: Date): string | undefined {
  for (const [at, { validFrom, validTo }] of chain.entries()) {
    if (new Date(validTo) < now) return `${nth(at)} expired on ${dayOf(validTo)}. Get a new one.`;
    if (new Date(validFrom) > now) return `${nth(at)} is valid only from ${dayOf(validFrom)}. Upload it then.`;
  }
  return undefined;
}

function whyOrderRefused(chain: readonly X509Certificate[]): string | undefined {
  for (const [at, issuer] of chain.entries()) {
    const issued = chain[at - 1];
    if (issued === undefined || (issued.checkIssued(issuer) && issued.verify(issuer.publicKey))) continue;
    return (
      `${nth(at)} did not issue the one before it. Put the server’s own first, then the one that issued it, and so on; ` +
      'leave out what belongs to none.'
    );
  }
  return undefined;
}

function whyKeyRefused(certificates: readonly X509Certificate[], key: KeyObject): string | undefined {
  if (certificates.length === 0 || certificates.some((each) => each.checkPrivateKey(key))) return undefined;
  return 'This key does not belong to the certificate. Give the one with which the certificate was asked for.';
}

/** The roots that Node brings are those of Mozilla, which most programs trust. */
function incompleteSentence(certificates: readonly X509Certificate[]): string | undefined {
  const last = certificates.at(-1);
  if (last === undefined || last.checkIssued(last)) return undefined;
  const known = rootCertificates.some((root) => last.checkIssued(new X509Certificate(root)));
  if (known) return undefined;
  const issuer = /^CN=(.+)$/m.exec(last.issuer)?.[1] ?? last.issuer.split('\n').join(', ');
  return `Programs may not know ${issuer}, which issued the last certificate here. Upload the full chain, which authorities call fullchain.pem.`;
}

function fitsTls(cert: string, key: string): boolean {
  try {
    createSecureContext({ cert, key });
    return true;
  } catch {
    // What OpenSSL says helps nobody and may quote the key.
    return false;
  }
}

const dayOf = (written: string) => new Date(written).toISOString().slice(0, 10);

function nth(at: number): string {
  return at === 0 ? 'The certificate' : `The ${['2nd', '3rd'][at - 1] ?? `${at + 1}th`} certificate`;
}
