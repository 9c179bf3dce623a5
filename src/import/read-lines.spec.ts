import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { type FileLine, longestLine, readLines } from './read-lines.js';

async function linesOf(chunks: readonly (Buffer | string)[]): Promise<FileLine[]> {
  const lines: FileLine[] = [];
  for await (const line of readLines(Readable.from(chunks))) lines.push(line);
  return lines;
}

test('numbers lines as an editor does, whatever the chunks, and leaves out empty ones', async () => {
  const expected = [
    { number: 1, text: 'one' },
    { number: 3, text: 'thrée' },
    { number: 4, text: 'four' },
  ];
  const bytes = Buffer.from('one\n\nthrée\nfour');
  expect(await linesOf([bytes])).toEqual(expected);
  expect(await linesOf([...bytes].map((byte) => Buffer.from([byte])))).toEqual(expected);
  expect(await linesOf(['one\n\nth', 'rée\nfour\n', '  \n'])).toEqual(expected);
});

test('holds no more of a line that does not end than it must, and goes on behind it', async () => {
  const chunks = Array.from({ length: 40 }, () => 'x'.repeat(longestLine / 4));
  expect(await linesOf([...chunks, 'end\nnext'])).toEqual([
    { number: 1, text: undefined },
    { number: 2, text: 'next' },
  ]);
});

test('reads nothing out of nothing', async () => {
  expect(await linesOf([])).toEqual([]);
  expect(await linesOf(['\n\n'])).toEqual([]);
});
