import { expect, it } from 'vitest';
import { changesBetween } from './changes.js';

it('lists the facts that differ, with both sides', () => {
  expect(changesBetween({ tls: 'off', port: 21 }, { tls: 'allowed', port: 21 })).toEqual([
    { fact: 'tls', before: 'Off', after: 'Offered' },
  ]);
});

it('looks inside of facts, so that one verb can differ alone', () => {
  const before = { verbs: { PORT: 'allow', PASV: 'allow' } };
  const after = { verbs: { PORT: 'deny', PASV: 'allow' } };
  expect(changesBetween(before, after)).toEqual([{ fact: 'verbs.PORT', before: 'Allow', after: 'Deny' }]);
});

it('lists what was made, leaving out what is empty', () => {
  const made = { folder: '/', note: '', quotaBytes: null, allowedNetworks: [] };
  expect(changesBetween(null, made)).toEqual([{ fact: 'folder', before: undefined, after: '/' }]);
});

it('leaves out what is as usual with something new, and says it where it has become so', () => {
  const made = { access: 'full', status: 'enabled', uploadMode: 'staged', onlyOwnFiles: false };
  expect(changesBetween(null, made)).toEqual([]);
  expect(changesBetween(null, { ...made, access: 'upload-only' })).toEqual([
    { fact: 'access', before: undefined, after: 'Upload only' },
  ]);
  expect(changesBetween({ status: 'disabled' }, { status: 'enabled' })).toEqual([
    { fact: 'status', before: 'Disabled', after: 'Enabled' },
  ]);
});

it('shows what was emptied', () => {
  expect(changesBetween({ note: 'old' }, { note: '' })).toEqual([{ fact: 'note', before: 'old', after: '–' }]);
});

it('says that records are kept for ever', () => {
  expect(changesBetween({ days: 30 }, { days: null })).toEqual([{ fact: 'days', before: '30', after: 'For ever' }]);
});
