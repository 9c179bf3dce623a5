import { expect, it } from 'vitest';
import { isWritten, nameOfFact, valueOfFact } from './fact-words.js';

it('calls a fact what its form calls it', () => {
  expect(
    ['uploadMode', 'maxSessions', 'onlyOwnFiles', 'verbs.PORT', 'counts.account', 'dataWaitMs'].map(nameOfFact),
  ).toEqual([
    'Uploads',
    'Sessions at once',
    'Only files of the website’s own system user',
    'Mode, PORT',
    'Written, FTP accounts',
    'For a data connection',
  ]);
});

it('spells one that no form has, without the unit that its value carries', () => {
  expect(['somethingNewMs', 'coffeeBytes'].map(nameOfFact)).toEqual(['something new', 'coffee']);
});

it('gives values their unit', () => {
  expect(valueOfFact('quotaBytes', 2_000_000)).toBe('2 MB');
  expect(valueOfFact('bandwidthUpBytes', 500_000)).toBe('500 kB/s');
  expect(valueOfFact('trialForMs', 600_000)).toBe('10 min');
  expect(valueOfFact('until', '2027-01-31T12:00:00.000Z')).toMatch(/^31 Jan 2027, /);
});

it('says what is one of a few words in those of the panel', () => {
  expect(valueOfFact('onlyOwnFiles', false)).toBe('no');
  expect(valueOfFact('uploadMode', 'staged')).toBe('Replace a file once the upload is complete');
  expect(valueOfFact('access', 'upload-only')).toBe('Upload only');
  expect(valueOfFact('scopes', 'accounts:read')).toBe('See FTP accounts and websites');
  expect(valueOfFact('allowedNetworks', '192.0.2.1/32')).toBe('192.0.2.1');
});

it('leaves everything else as it is written', () => {
  expect(valueOfFact('maxSessions', 4)).toBe('4');
  expect(valueOfFact('createdAt', 'long ago')).toBe('long ago');
  expect(valueOfFact('folder', '/photos/32')).toBe('/photos/32');
});

it('sets logins, addresses and paths in the type of what is typed, and words not', () => {
  expect(['folder', 'clientNetwork', 'login'].map(isWritten)).toEqual([true, true, true]);
  expect(['uploadMode', 'verbs.PORT'].map(isWritten)).toEqual([false, false]);
});
