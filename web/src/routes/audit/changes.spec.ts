import { expect, it } from 'vitest';
import { changesBetween, verbInWords } from './changes.js';

it('lists the facts that differ, with both sides', () => {
  expect(changesBetween({ tls: 'off', port: 21 }, { tls: 'allowed', port: 21 })).toEqual([
    { fact: 'tls', before: 'off', after: 'allowed' },
  ]);
});

it('lists what was made and what was taken away', () => {
  expect(changesBetween(null, { folder: '/' })).toEqual([{ fact: 'folder', before: undefined, after: '/' }]);
  expect(changesBetween({ note: null }, null)).toEqual([{ fact: 'note', before: '–', after: undefined }]);
});

it('says a verb in words', () => {
  expect(verbInWords('account.password-changed')).toBe('account password changed');
});
