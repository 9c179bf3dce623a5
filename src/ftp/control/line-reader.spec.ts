import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader, longestLineBytes, type Line } from './line-reader.js';

function read(...chunks: (string | Buffer)[]): string[] {
  const reader = new LineReader();
  const lines: Line[] = [];
  for (const chunk of chunks) {
    reader.push(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk);
    for (let line = reader.next(); line !== undefined; line = reader.next()) lines.push(line);
  }
  return lines.map((line) => (typeof line === 'string' ? line : line.text));
}

describe('a line', () => {
  it('ends with CRLF or with a bare LF', () => {
    expect(read('USER a\r\nPASS b\nQUIT')).toEqual(['USER a', 'PASS b']);
  });

  it('keeps a CR that is not followed by LF', () => {
    expect(read('DELE a\rb\r\n')).toEqual(['DELE a\rb']);
  });

  it('is read whatever the segments look like', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(200), { maxLength: 8 }), (written, cuts) => {
        const buffer = Buffer.from(written);
        const at = [0, ...cuts.map((cut) => Math.min(cut, buffer.length)).sort((a, b) => a - b), buffer.length];
        const pieces = at.slice(1).map((end, index) => buffer.subarray(at[index], end));
        expect(read(...pieces)).toEqual(read(buffer));
      }),
    );
  });
});

describe('Telnet', () => {
  it('commands are skipped wherever they stand, also between CR and LF', () => {
    expect(read('\xff\xf4NO\xff\xf1OP\r\xff\xf9\n')).toEqual(['NOOP']);
  });

  it('IAC IAC is the byte 255, and a lone IAC before a lower byte stays', () => {
    expect(read('a\xff\xffb\n', '\xffABOR\n', 'a\xff\xff\xf4b\n')).toEqual(['a\xffb', '\xffABOR', 'a\xff\xf4b']);
  });
});

describe('ABOR whose line feed was taken out of the stream', () => {
  it('is read at its CR', () => {
    expect(read('ABOR\r')).toEqual(['ABOR']);
    expect(read('ABOR\r', 'NOOP\r\n')).toEqual(['ABOR', 'NOOP']);
    expect(read('\xff\xf4\xf2abor\r', '\nNOOP\r\n')).toEqual(['\xf2abor', 'NOOP']);
    expect(read('ABO', 'R', '\r', '\xff\xf1\n', '\nNOOP\n')).toEqual(['ABOR', '', 'NOOP']);
  });

  it('is nothing that another line could end in', () => {
    expect(read('STOR ABOR\r', '\n', 'XABOR\r', 'x\n')).toEqual(['STOR ABOR', 'XABOR\rx']);
  });
});

describe('a line that is too long', () => {
  const longest = 'x'.repeat(longestLineBytes);

  it('begins one byte after the longest', () => {
    expect(read(`${longest}\r\n`, `${longest}\n`, `${longest}x\r\nNOOP\r\n`)).toEqual([
      longest,
      longest,
      'too-long',
      'NOOP',
    ]);
  });

  it('is told of once, and its tail is never a line', () => {
    expect(read(longest, 'y', 'DELE a\r', '\nNOOP\r\n')).toEqual(['too-long', 'NOOP']);
  });
});

it('is told of TLS once, wherever its bytes are cut', () => {
  const hello = '\x16\x03\x01\x00\xc8\x01';
  for (let at = 0; at <= hello.length; at += 1) {
    expect(read(hello.slice(0, at), hello.slice(at), 'more\nNOOP\r\n')).toEqual(['tls-hello', 'NOOP']);
  }
  expect(read('\x16 NOOP\r\n')).toEqual(['\x16 NOOP']);
});

it('forgets everything that was read ahead', () => {
  const reader = new LineReader();
  reader.push(Buffer.from('AUTH TLS\r\nUSER a\r\nPA'));
  reader.next();
  reader.forget('everything');
  reader.push(Buffer.from('SS b\r\n'));
  expect(reader.next()).toEqual({ text: 'SS b' });
});
