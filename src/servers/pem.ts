// Taking PEM text apart (RFC 7468): what people paste has other blocks, headers and indents around what is wanted. Pure.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

/** One block of a PEM text, tidied. */
interface Block {
  readonly label: string;
  readonly text: string;
}

/** The certificates in a text, as they stand there; undefined for one that cannot be read. */
export function certificatesIn(text: string): (X509Certificate | undefined)[] {
  return blocksIn(text, /^(X509 |TRUSTED )?CERTIFICATE$/).map((block) =>
    readOrNot(() => new X509Certificate(block.text)),
  );
}

/** The first private key in a text; a sentence where none can be used. */
export function privateKeyIn(text: string): { readonly key: KeyObject; readonly pem: string } | string {
  const [block] = blocksIn(text, /PRIVATE KEY$/);
  if (block === undefined) return whyNoKey(text);
  if (block.label.startsWith('ENCRYPTED') || block.text.includes('ENCRYPTED')) {
    return (
      'This key is protected by a passphrase, which nobody types when a server starts. Take it off with ' +
      '`openssl pkey -in key.pem -out plain.pem` and give the new file.'
    );
  }
  const key = readOrNot(() => createPrivateKey(block.text));
  return key === undefined
    ? 'This key cannot be read. Copy it again, from its BEGIN line to its END line.'
    : { key, pem: block.text };
}

/** Why a text holds no certificate, as a sentence with what to give in its place. */
export function whyNoCertificate(text: string): string {
  const [block] = blocksIn(text, /./);
  if (block?.label.endsWith('CERTIFICATE REQUEST') === true) {
    return 'This is the request for a certificate. Give what the authority answered to it.';
  }
  if (block?.label.endsWith('PRIVATE KEY') === true) return 'This is the private key. Give the certificate here.';
  if (block?.label === 'PKCS7' || block?.label === 'CMS') {
    return 'This is a PKCS #7 bundle. Turn it into PEM with `openssl pkcs7 -print_certs -in file.p7b`.';
  }
  return 'This is no certificate in PEM: one begins with -----BEGIN CERTIFICATE-----. Turn .der, .cer and .pfx files into PEM first.';
}

function whyNoKey(text: string): string {
  const [block] = blocksIn(text, /./);
  if (block?.label.endsWith('CERTIFICATE') === true) {
    return 'This is a certificate. Give the private key here: it begins with -----BEGIN PRIVATE KEY-----.';
  }
  if (block?.label.endsWith('PUBLIC KEY') === true) return 'This is the public key. Give the private one.';
  return 'This is no private key in PEM: one begins with -----BEGIN PRIVATE KEY-----.';
}

function blocksIn(text: string, wanted: RegExp): Block[] {
  const lines = text.split(/\r\n|[\r\n]/).map((line) => line.trim());
  const found = lines.join('\n').matchAll(/-----BEGIN ([A-Z0-9 ]+)-----(?:(?!-----)[^])*-----END \1-----/g);
  return [...found]
    .map(([block, label = '']) => ({ label, text: `${block}\n` }))
    .filter(({ label }) => wanted.test(label));
}

/** What OpenSSL says about a PEM file helps nobody and may quote it. */
function readOrNot<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
