import { describe, expect, test } from 'vitest';
import { differencesOf, yoursOnTop } from './differences.js';

const was = { note: '', quota: '1 GB', names: ['a'], own: false };
const theirs = { ...was, note: 'theirs', names: ['a', 'b'], own: true };
const yours = { ...was, note: 'yours', quota: '2 GB' };
const words = {
  note: { name: 'Note' },
  quota: { name: 'Quota' },
  names: { name: 'Names', say: (names: string[]) => names.join(' ') },
  own: { name: 'Own files' },
};

describe('when somebody else was faster', () => {
  test('what they changed is told in words, and what you wrote there', () => {
    expect(differencesOf({ was, theirs, yours }, words)).toEqual([
      { field: 'note', name: 'Note', was: 'nothing', theirs: 'theirs', yours: 'yours' },
      { field: 'names', name: 'Names', was: 'a', theirs: 'a b', yours: undefined },
      { field: 'own', name: 'Own files', was: 'no', theirs: 'yes', yours: undefined },
    ]);
  });

  test('a field that this form does not have is no difference', () => {
    expect(differencesOf({ was, theirs, yours }, { quota: words.quota })).toEqual([]);
  });

  test('what you changed stays, and what you left alone is theirs', () => {
    expect(yoursOnTop({ was, theirs, yours })).toEqual({ note: 'yours', quota: '2 GB', names: ['a', 'b'], own: true });
  });
});
