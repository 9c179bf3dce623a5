import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { generate } from 'selfsigned';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkPair, pairWarnings, type CheckedPair, type WrittenPair } from './certificate-check.js';

interface Made {
  readonly cert: string;
  readonly private: string;
}

const now = new Date();
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

interface Wish {
  readonly name: string;
  readonly by?: Made;
  readonly ends?: number;
  readonly begins?: number;
  readonly algorithm?: string;
}

async function make({ name, by, ends = 90, begins = -20, algorithm = 'sha256' }: Wish): Promise<Made> {
  return generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm,
    notBeforeDate: inDays(begins),
    notAfterDate: inDays(ends),
    extensions: [
      { name: 'basicConstraints', cA: name.startsWith('ca-') },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
    ...(by && { ca: { cert: by.cert, key: by.private } }),
  });
}

let root: Made;
let middle: Made;
let own: Made;

beforeAll(async () => {
  root = await make({ name: 'ca-root.example' });
  middle = await make({ name: 'ca-middle.example', by: root });
  own = await make({ name: 'ftp.host.example', by: middle });
});

const pair = (certificate: string, privateKey = own.private): WrittenPair => ({ certificate, privateKey });
const refusals = (written: WrittenPair) => checkPair(written, now) as { field: string; detail: string }[];
const taken = (written: WrittenPair) => checkPair(written, now) as CheckedPair;

describe('a certificate and its key', () => {
  it('are taken in their order, tidied of what stood around them', () => {
    const messy = `Bag Attributes\r\n  ${own.cert.replaceAll('\n', '\r\n  ')}\r\nmore-of-it\n${middle.cert}${own.private}`;
    const checked = taken(pair(messy, messy));
    expect(checked.chain).toBe([own.cert, middle.cert].map((each) => `${each.replaceAll('\r', '').trim()}\n`).join(''));
    expect(checked.description.hosts).toEqual(['ftp.host.example']);
    expect(checked.chain).not.toContain('PRIVATE');
    expect(checked.privateKey).not.toContain('CERTIFICATE');
  });

  it.each([
    ['nothing', () => pair('', ''), [/^This is no certificate in PEM/, /^This is no private key in PEM/]],
    ['one for the other', () => pair(own.private, own.cert), [/This is the private key/, /This is a certificate/]],
    ['half a block', () => pair(own.cert.replace(/-----\n.{20}/, '-----\n')), [/^The certificate cannot be read/]],
    [
      'an issuer before its certificate',
      () => pair(middle.cert + own.cert),
      [/^The 2nd certificate is the one of this key/],
    ],
    ['a gap in the chain', () => pair(own.cert + root.cert), [/^The 2nd certificate did not issue the one before/]],
    [
      'a request',
      () => pair('-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----'),
      [/^This is the request/],
    ],
  ])('are refused where they are %s, with what to give', (_what, written, words) => {
    expect(refusals(written()).map(({ detail }) => detail)).toEqual(
      words.map((each) => expect.stringMatching(each) as string),
    );
  });

  it('are refused where they do not belong together, and before and after their time, the chain’s too', async () => {
    expect(refusals(pair(own.cert, root.private))).toEqual([
      { field: 'privateKey', detail: expect.stringMatching(/^This key does not belong to the certificate/) as string },
    ]);
    const over = await make({ name: 'a.example', ends: -1 });
    expect(refusals(pair(over.cert, over.private))).toEqual([
      {
        field: 'certificate',
        detail: `The certificate expired on ${inDays(-1).toISOString().slice(0, 10)}. Get a new one.`,
      },
    ]);
    const early = await make({ name: 'a.example', begins: 2 });
    expect(refusals(pair(early.cert, early.private))[0]?.detail).toMatch(/is valid only from .* Upload it then/);
    const old = await make({ name: 'ca-old.example', by: root, ends: -1 });
    const young = await make({ name: 'a.example', by: old });
    expect(refusals(pair(young.cert + old.cert, young.private))[0]?.detail).toMatch(/^The 2nd certificate expired/);
  });

  it('are refused where TLS has given up how they are signed', async () => {
    const weak = await make({ name: 'a.example', by: middle, algorithm: 'sha1' });
    expect(refusals(pair(weak.cert + middle.cert, weak.private))[0]?.detail).toMatch(/^TLS takes it no more: .*SHA-1/);
  });

  it('are refused where the key has a passphrase, in both ways of writing that', () => {
    const secured = createPrivateKey(own.private).export({
      format: 'pem',
      type: 'pkcs8',
      cipher: 'aes-256-cbc',
      passphrase: 'x',
    });
    const { privateKey: traditional } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { format: 'pem', type: 'pkcs1', cipher: 'aes-256-cbc', passphrase: 'x' },
      publicKeyEncoding: { format: 'pem', type: 'spki' },
    });
    for (const key of [String(secured), traditional]) {
      const [refused] = refusals(pair(own.cert, key));
      expect(refused).toEqual({
        field: 'privateKey',
        detail: expect.stringMatching(/passphrase.*openssl pkey -in/) as string,
      });
    }
  });
});

describe('what programs will complain of', () => {
  it('is that the host is not on it, that nobody vouches for it, or that the chain ends too early', () => {
    const whole = taken(pair(own.cert + middle.cert + root.cert));
    expect(pairWarnings(whole, 'FTP.host.example.')).toEqual([]);
    expect(pairWarnings(whole, 'other.example')).toEqual([
      expect.stringMatching(/^It does not stand for other\.example/),
    ]);
    expect(pairWarnings(taken(pair(own.cert)), 'ftp.host.example')).toEqual([
      expect.stringMatching(/^Programs may not know ca-middle.example, .*fullchain\.pem/),
    ]);
    expect(pairWarnings(taken(pair(root.cert, root.private)), 'ca-root.example')).toEqual([
      expect.stringMatching(/^Nobody but the certificate itself/),
    ]);
  });
});
