import { win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWindowsName } from './windows-names.js';

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('a name on Windows', () => {
  it.each([
    'index.html',
    'a',
    '.htaccess',
    'no extension',
    'a~b',
    'auxiliary',
    'nully.txt',
    'com',
    'COM',
    'com10',
    'a.b.c',
  ])('may be %s', (name) => expect(isWindowsName(name)).toBe(true));

  it('may hold letters of any script', () => {
    for (const name of ['köln.html', '日本', 'файл']) expect(isWindowsName(utf8(name))).toBe(true);
  });

  it.each([
    'con',
    'PRN',
    'aux.txt',
    'NUL',
    'nul.tar.gz',
    'COM1',
    'com9.log',
    'LPT1',
    'lpt0',
    'CONIN$',
    'conout$.txt',
    'nul .txt',
    'nul   .tar.gz',
    'aux ',
    'Con.',
  ])('is not the device %s', (name) => expect(isWindowsName(name)).toBe(false));

  it('is not a device with a superscript digit', () => {
    for (const name of ['COM¹', 'com².txt', 'LPT³']) expect(isWindowsName(utf8(name))).toBe(false);
  });

  it.each(['page.html:stream', 'page.html::$DATA', 'c:', 'C:evil', ':'])('is not the stream or drive %s', (name) =>
    expect(isWindowsName(name)).toBe(false),
  );

  it.each(['page.html.', 'page.html ', 'a. . .', '.', '..', '...', ' ', ''])(
    'does not end in what Windows drops: "%s"',
    (name) => expect(isWindowsName(name)).toBe(false),
  );

  it.each(['..\\secret', 'a\\b', '\\\\server\\share', 'a/b', '*', '?', 'a|b', '<', '>', '"', 'a\u0000b', 'a\u001fb'])(
    'is one plain name and not %j',
    (name) => expect(isWindowsName(name)).toBe(false),
  );

  it.each(['PROGRA~1', 'progra~1.txt', 'PORTSI~1.PAR', '~1', 'A~123456'])(
    'is not the generated short name %s',
    (name) => expect(isWindowsName(name)).toBe(false),
  );

  it('is UTF-8, and no half of a surrogate pair', () => {
    for (const name of ['\xff', 'a\xc3', '\xed\xa0\x80', '\xed\xbf\xbf.html']) expect(isWindowsName(name)).toBe(false);
  });

  it('has 255 units of UTF-16 at most, however many bytes they are', () => {
    expect(isWindowsName('a'.repeat(255))).toBe(true);
    expect(isWindowsName('a'.repeat(256))).toBe(false);
    expect(isWindowsName(utf8('ö'.repeat(255)))).toBe(true);
    expect(isWindowsName(utf8('𝄞'.repeat(128)))).toBe(false);
  });

  it('that is accepted stays itself inside a folder, whatever its bytes', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), (text) => {
        const name = utf8(text);
        if (!isWindowsName(name)) return;
        const written = Buffer.from(name, 'latin1').toString('utf8');
        expect(win32.resolve('C:\\home', written)).toBe(`C:\\home\\${written}`);
        expect(win32.basename(`C:\\home\\${written}`)).toBe(written);
        expect(win32.parse(written).root).toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  it('made of dangerous pieces is a direct child of any root, or is refused', { timeout: 30_000 }, () => {
    const piece = fc.constantFrom(
      ...['..', '.', '\\', '\\\\?\\', '\\\\.\\', '/', ':', 'C:', '\\\\server\\share', 'con', 'NUL', 'com1', 'lpt¹'],
      ...['a', ' ', '\t', '~1', '.txt', '$DATA', '*', '\u0000', '\ufeff', '\u202e', 'ſ', 'İ'],
    );
    const root = fc.constantFrom('C:\\home', 'C:\\', '\\\\server\\share\\home', '\\\\?\\C:\\home');
    let accepted = 0;
    fc.assert(
      fc.property(root, fc.array(piece, { minLength: 1, maxLength: 5 }), (folder, pieces) => {
        const text = pieces.join('');
        if (!isWindowsName(utf8(text))) return;
        accepted += 1;
        for (const path of [
          win32.resolve(folder, text),
          win32.join(folder, text),
          win32.normalize(`${folder}/${text}`),
        ]) {
          expect([win32.dirname(path), win32.basename(path)]).toEqual([folder, text]);
        }
        expect(win32.isAbsolute(text)).toBe(false);
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(30);
  });
});
