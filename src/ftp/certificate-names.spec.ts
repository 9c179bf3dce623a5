import { generate } from 'selfsigned';
import { describe, expect, it } from 'vitest';
import { NameTable, namesOn } from './certificate-names.js';

async function certificate(commonName: string, altNames: readonly string[] = []): Promise<string> {
  const extensions = [
    { name: 'subjectAltName' as const, altNames: altNames.map((value) => ({ type: 2 as const, value })) },
  ];
  const made = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    ...(altNames.length > 0 && { extensions }),
  });
  return made.cert;
}

describe('the names on a certificate', () => {
  it('are its alternative names, in small letters, and not its common name', async () => {
    expect(namesOn(await certificate('ignored.example', ['FTP.example.org', '*.Example.net']))).toEqual([
      'ftp.example.org',
      '*.example.net',
    ]);
  });

  it('are no certificate: that is an error', () => {
    expect(() => namesOn('hello')).toThrow();
  });
});

describe('a table of names', () => {
  const table = new NameTable<string>();
  table.add(['ftp.example.org', '*.example.org'], 'first');
  table.add(['*.example.org', 'www.example.org', 'localhost', '*.xn--bcher-kva.example'], 'second');

  it.each([
    ['ftp.example.org', 'first'],
    ['FTP.Example.ORG.', 'first'],
    ['www.example.org', 'second'],
    ['other.example.org', 'first'],
    ['a.b.example.org', undefined],
    ['example.org', undefined],
    ['localhost', 'second'],
    ['www.xn--bcher-kva.example', 'second'],
    ['org', undefined],
    ['', undefined],
    ['.', undefined],
    ['__proto__', undefined],
  ])('finds for %s: %s', (name, found) => {
    expect(table.find(name)).toBe(found);
  });
});
