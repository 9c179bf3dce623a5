import { expect, it } from 'vitest';
import { nameOfFact, valueOfFact } from './fact-words.js';

it('says the name of a fact in words, without the unit that its value carries', () => {
  expect(['uploadMode', 'verbs.PORT', 'quotaBytes', 'idleTimeoutMs', 'expiresAt', 'note'].map(nameOfFact)).toEqual([
    'upload mode',
    'verbs PORT',
    'quota',
    'idle timeout',
    'expires',
    'note',
  ]);
});

it('gives values their unit', () => {
  expect(valueOfFact('quotaBytes', 2_000_000)).toBe('2 MB');
  expect(valueOfFact('bandwidthUpBytes', 500_000)).toBe('500 kB/s');
  expect(valueOfFact('trialForMs', 600_000)).toBe('10 min');
  expect(valueOfFact('expiresAt', '2027-01-31T12:00:00Z')).toMatch(/^31 Jan 2027, /);
});

it('says yes and no, and leaves everything else as it is', () => {
  expect(valueOfFact('onlyOwnFiles', false)).toBe('no');
  expect(valueOfFact('maxSessions', 4)).toBe('4');
  expect(valueOfFact('createdAt', 'long ago')).toBe('long ago');
  expect(valueOfFact('note', 'true')).toBe('true');
});
