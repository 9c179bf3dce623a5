import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { largestLogoBytes, whyLogoRefused } from './logo.js';
import { whyLinkRefused, whyOneLineRefused } from './words.js';

function chunk(kind: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(kind, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
}

function png(pixels: number, more: readonly Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...more,
    chunk('IDAT', deflateSync('')),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const refused = (bytes: Buffer) => whyLogoRefused(bytes.toString('base64'));

test('a small PNG is a logo, and none is too', () => {
  expect(refused(png(64))).toBeUndefined();
  expect(whyLogoRefused(null)).toBeUndefined();
});

test.each([
  [
    'an SVG, which can run scripts',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    'PNG',
  ],
  ['a page behind a PNG', Buffer.concat([png(64), Buffer.from('<script>1</script>')]), 'PNG'],
  ['a PNG cut short', png(64).subarray(0, -6), 'PNG'],
  ['a JPEG', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(100)]), 'PNG'],
  ['a tiny one', png(8), '16 to 1024 pixels'],
  ['a huge one', png(4096), '16 to 1024 pixels'],
  ['a heavy one', png(64, [chunk('tEXt', Buffer.alloc(largestLogoBytes))]), '32 kB'],
])('%s is no logo', (_what, bytes, why) => {
  expect(refused(bytes)).toContain(why);
});

test('what is no base64 is refused as such', () => {
  expect(whyLogoRefused('data:image/png;base64,AAAA')).toContain('base64');
  expect(whyLogoRefused(7)).toContain('base64');
});

test.each([
  'https://help.host.example/ftp?a=b',
  'mailto:support@host.example',
  'mailto:support@host.example?subject=FTP',
])('%s can be linked', (link) => {
  expect(whyLinkRefused(link)).toBeUndefined();
});

test.each([
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,hello',
  'http://help.example',
  'https://user:secret@help.example',
  'mailto:nobody',
  '//help.example',
  '/help',
  'https://',
  'https://help.example/ a',
  `https://help.example/${'a'.repeat(500)}`,
  7,
])('%j cannot be linked', (link) => {
  expect(whyLinkRefused(link)).toMatch(/\.$/);
});

test('a name is one line of visible words', () => {
  expect(whyOneLineRefused('Wolke 9 – FTP')).toBeUndefined();
  for (const name of ['', ' Wolke', 'Wolke\n9', 'Wolke\u202e9', 'a\u0007b', 9])
    expect(whyOneLineRefused(name)).toMatch(/\.$/);
});
