import { describe, expect, it } from 'vitest';
import { JailError } from './jail/jail-error.js';
import { FtpError, replies, reply, replyFor } from './replies.js';

describe('every fixed reply', () => {
  it.each(Object.entries(replies))('%s is one sentence in ASCII with a code of RFC 959', (_name, { code, lines }) => {
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[A-Z][\x20-\x7e]*\.$/);
    expect(String(code)).toMatch(/^[2-5][0-5]\d$/);
  });
});

describe('an error becomes', () => {
  it.each([
    ['not-found', 550],
    ['no-space', 452],
    ['quota-exceeded', 552],
    ['name-too-long', 553],
    ['beyond-end', 554],
    ['replaced', 451],
    ['io', 451],
  ] as const)('%s: %i', (code, expected) => {
    expect(replyFor(new JailError(code)).code).toBe(expected);
  });

  it('the reply of a refusal', () => {
    expect(replyFor(new FtpError(reply(425, 'No.')))).toEqual({ code: 425, lines: ['No.'] });
  });

  it('451 without a word of what nobody foresaw', () => {
    expect(replyFor(new Error('/etc/passwd'))).toBe(replies.localError);
    expect(replyFor('thrown')).toBe(replies.localError);
  });
});
