import { expect, it } from 'vitest';
import { isHttpRequest, parseCommandLine } from './command-line.js';

it.each([
  ['noop', { verb: 'NOOP', argument: '' }],
  ['STOR a b', { verb: 'STOR', argument: 'a b' }],
  ['STOR  a', { verb: 'STOR', argument: ' a' }],
  ['STOR a ', { verb: 'STOR', argument: 'a ' }],
  ['LIST ', { verb: 'LIST', argument: '' }],
  ['STOR a\rb', { verb: 'STOR', argument: 'a\rb' }],
  ['\xffABOR', { verb: 'ABOR', argument: '' }],
  ['\xf2ABOR', { verb: 'ABOR', argument: '' }],
  ['\xf4ABOR', { verb: 'ABOR', argument: '' }],
])('reads %j', (line, expected) => {
  expect(parseCommandLine(line)).toEqual(expected);
});

it.each(['', ' NOOP', '123', 'NO-OP', 'NOOP\0', 'ÄÖÜ'])('finds no verb in %j', (line) => {
  expect(parseCommandLine(line)).toBeUndefined();
});

it('knows an HTTP request', () => {
  expect(isHttpRequest('GET /path HTTP/1.1')).toBe(true);
  expect(isHttpRequest('STOR GET HTTP notes')).toBe(false);
});
