import { readFileSync, rmdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asJailError, errnoOf, failedCall, JailError } from './jail-error.js';

function failureOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('a JailError', () => {
  it('says what a failed system call means, without its path', () => {
    const refusal = asJailError(failureOf(() => readFileSync('/nowhere/at/all')));
    expect(refusal).toMatchObject({ name: 'JailError', code: 'not-found', errno: 'ENOENT' });
    expect(String(refusal)).not.toContain('nowhere');
    expect(asJailError(failureOf(() => rmdirSync('/dev/null')))).toMatchObject({ code: 'not-a-folder' });
  });

  it.skipIf(process.platform !== 'linux')('knows the errno of a used-up disk quota, for which Node has no name', () => {
    const error = Object.assign(new Error('x'), { code: 'Unknown system error -122', errno: -122, syscall: 'write' });
    expect(asJailError(error)).toMatchObject({ code: 'quota-exceeded', errno: 'EDQUOT' });
  });

  it('stands for any other failure of the disk too', () => {
    expect(failedCall('EIO')).toMatchObject({ code: 'io', errno: 'EIO' });
    expect(failedCall('ENOSPC')).toMatchObject({ code: 'no-space' });
  });

  it('is not made of a mistake in the program', () => {
    const mistake = new TypeError('x is not a function');
    expect(asJailError(mistake)).toBe(mistake);
    expect(errnoOf(mistake)).toBeUndefined();
    const refusal = new JailError('exists');
    expect(asJailError(refusal)).toBe(refusal);
  });
});
