import { describe, expect, it } from 'vitest';
import { ownerFits, verdictOf } from './compare.js';
import type { MoveCount } from './site-moves.dto.js';

const owner = { uid: 2001, gid: 2001 };
const counted: MoveCount = {
  server: { id: '', name: 'web-01' },
  state: 'counted',
  bytes: 1000,
  files: 7,
  complete: true,
  countedAt: null,
  ownerUid: 2001,
  ownerGid: 2001,
  refusal: null,
};
const verdict = (before: Partial<MoveCount>, after: Partial<MoveCount>) =>
  verdictOf({ before: { ...counted, ...before }, after: { ...counted, ...after }, owner });

describe('the counts of two servers', () => {
  it('are the same where bytes, files and owner are', () => {
    expect(verdict({}, {})).toBe('same');
  });

  it.each([
    ['a byte is missing', {}, { bytes: 999 }],
    ['an empty file is missing', {}, { files: 6 }],
    ['the folder is somebody else’s', {}, { ownerUid: 0 }],
    ['one count broke off', {}, { complete: false }],
    ['nobody knows what there was', { state: 'silent', bytes: null, files: null }, {}],
  ] as const)('differ where %s', (_what, before, after) => {
    expect(verdict(before, after)).toBe('differs');
  });

  it('are waited for while a server that answers counts', () => {
    expect(verdict({ state: 'counting' }, {})).toBe('counting');
    expect(verdict({}, { state: 'silent' })).toBe('counting');
  });

  it('let a silent old server speak by its last count', () => {
    expect(verdict({ state: 'silent' }, {})).toBe('same');
  });

  it('say nothing where the folder cannot be a web root', () => {
    expect(verdict({}, { state: 'refused' })).toBe('unusable');
  });
});

it('lets the folder keep the owner that it had', () => {
  const kept = { ownerUid: 0, ownerGid: 2001 };
  expect(ownerFits({ before: { ...counted, ...kept }, after: { ...counted, ...kept }, owner })).toBe(true);
  expect(ownerFits({ before: counted, after: { ...counted, ...kept }, owner })).toBe(false);
});
