// What holds for any input at all of the small parts that read and write bytes of the control connection.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/ftp/control/command-line.js';
import { LineReader, longestLineBytes } from '../../src/ftp/control/line-reader.js';
import { formatReply } from '../../src/ftp/control/reply-writer.js';
import { escapeBytes, resolvePath, rootPath, unescapeBytes, type VirtualPath } from '../../src/ftp/virtual-path.js';
import { fuzzSeconds } from './duration.js';
import { takeReplies } from './wire.js';

const bytes = fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.from(raw).toString('latin1'));
/** Bytes that mean something to the parser stand closer together than chance would put them. */
const dense = fc
  .array(
    fc.constantFrom('\r', '\n', '\xff', '\xf4', '\xf1', '\0', ' ', 'A', 'abor', '..', '/', '\\x', '\xc3', '\xa4'),
    {
      maxLength: 60,
    },
  )
  .map((pieces) => pieces.join(''));
const input = fc.oneof(bytes, dense);
const runs = { numRuns: 1_000 * Math.max(1, fuzzSeconds / 5), interruptAfterTimeLimit: fuzzSeconds * 1_000 };

describe('the line reader', () => {
  it('gives the same lines wherever the segments are cut, none longer than the longest, none with a line feed', () => {
    const cut = (text: string, at: readonly number[]) => {
      const reader = new LineReader();
      const lines: string[] = [];
      const ends = [...at.map((one) => one % (text.length + 1)).sort((a, b) => a - b), text.length];
      let from = 0;
      for (const end of ends) {
        reader.push(Buffer.from(text.slice(from, end), 'latin1'));
        from = end;
        for (let line = reader.next(); line !== undefined; line = reader.next()) {
          lines.push(typeof line === 'string' ? line : line.text);
        }
      }
      return lines;
    };
    fc.assert(
      fc.property(input, fc.array(fc.nat(), { maxLength: 6 }), (text, at) => {
        // An ABOR whose line feed TCP kept as urgent data ends with its segment: there the cut does count.
        fc.pre(!/abor[\xf0-\xff]*\r(?!\n)/i.test(text));
        const lines = cut(text, []);
        expect(cut(text, at)).toEqual(lines);
        for (const line of lines) expect(line.includes('\n') || line.length > longestLineBytes).toBe(false);
      }),
      runs,
    );
  });
});

describe('the parser', () => {
  it('finds a verb of letters and an argument that stood in the line, or nothing', () => {
    fc.assert(
      fc.property(input, (text) => {
        const found = parseCommandLine(text);
        if (found === undefined) return;
        expect(found.verb).toMatch(/^[A-Z]+$/);
        expect(text.endsWith(found.argument)).toBe(true);
        expect(text.toUpperCase()).toContain(found.verb);
      }),
      runs,
    );
  });
});

describe('the reply writer', () => {
  it('writes one reply, whatever its lines hold, and a client reads exactly one', () => {
    const lines = fc.array(fc.oneof(input, fc.constantFrom('226 x', '226-x', '227 (1,2,3,4,5,6)', '')), {
      minLength: 1,
    });
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), lines, (code, texts) => {
        const written = formatReply({ code, lines: texts });
        const { codes, rest } = takeReplies(`${written}200 Next.\r\n`);
        expect({ codes, rest }).toEqual({ codes: [code, 200], rest: '' });
      }),
      runs,
    );
  });
});

describe('a path', () => {
  it('is absolute and normalised, stays what it is when it is read again, and never climbs', () => {
    fc.assert(
      fc.property(input, input, (written, folder) => {
        const from = resolvePath(folder, rootPath) ?? rootPath;
        const path = resolvePath(written, from);
        if (path === undefined) return;
        expect(path).toMatch(/^\//);
        expect(
          path === '/' ||
            path
              .slice(1)
              .split('/')
              .every((part) => !['', '.', '..'].includes(part)),
        ).toBe(true);
        expect(resolvePath(path, '/elsewhere' as VirtualPath)).toBe(path);
      }),
      runs,
    );
  });
});

describe('escaped bytes', () => {
  it('come back as they were, and hold nothing that Postgres or a terminal would take amiss', () => {
    fc.assert(
      fc.property(input, (raw) => {
        const text = escapeBytes(raw);
        expect(unescapeBytes(text)).toBe(raw);
        expect(text).not.toMatch(/[\u0000-\u001f\u007f]/);
        expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text); // no half of a surrogate pair
      }),
      runs,
    );
  });
});
