import { expect, it } from 'vitest';
import { reply } from '../replies.js';
import { formatReply } from './reply-writer.js';

it('writes one line', () => {
  expect(formatReply(reply(200, 'Okay.'))).toBe('200 Okay.\r\n');
});

it('marks the first of several lines with a hyphen and the last with the code (RFC 959 §4.2)', () => {
  expect(formatReply(reply(211, 'Extensions:', ' SIZE', 'End.'))).toBe('211-Extensions:\r\n SIZE\r\n211 End.\r\n');
});

it('pads a line between that begins with a digit, so that nobody takes it for the last', () => {
  expect(formatReply(reply(214, 'a', '214 b', 'c'))).toBe('214-a\r\n 214 b\r\n214 c\r\n');
});

it('sends no control character, and IAC twice', () => {
  expect(formatReply(reply(257, '"a\r\n500 b\x1b\0" \xff\xe9'))).toBe('257 "a??500 b??" \xff\xff\xe9\r\n');
});
