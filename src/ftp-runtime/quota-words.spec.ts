import { describe, expect, it } from 'vitest';
import { quotaRefusal } from './quota-words.js';

describe('a refusal', () => {
  it.each([
    [1_000_000_000, 950_000_000, '950 of 1000 MB'],
    [2_000_000_000, 1_999_999_999, '1999.999 of 2000 MB'],
    [50_000_000_000, 49_000_000_000, '49 of 50 GB'],
    [12_000_000_000_000, 11_500_000_000_000, '11.5 of 12 TB'],
    [1_500, 1_499, '1499 of 1500 bytes'],
    [0, 0, '0 of 0 bytes'],
  ])('at %d bytes names both numbers in one unit', (limitBytes, used_bytes, words) => {
    const facts = { kind: 'account', id: 'a', folder: '/', limitBytes, limitFiles: undefined } as const;
    const { reply } = quotaRefusal(facts, { used_bytes, used_files: 0, lacking: 'bytes' });
    expect(reply).toEqual({ code: 552, lines: [`Quota: ${words} used.`] });
  });

  it('says when it is the customer who has no room', () => {
    const facts = { kind: 'customer', id: 'c', folder: undefined, limitBytes: undefined, limitFiles: 9 } as const;
    const { reply } = quotaRefusal(facts, { used_bytes: 0, used_files: 9, lacking: 'files' });
    expect(reply.lines).toEqual(['Quota of the hosting package: 9 of 9 files and folders used.']);
  });
});
