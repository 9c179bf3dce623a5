import { expect, test } from 'vitest';
import { normalFolder, whyFolderRefused } from './folder.js';

test.each([
  ['/', '/'],
  ['//', '/'],
  ['/site/', '/site'],
  ['//site/./pages//', '/site/pages'],
  ['/ä b/…', '/ä b/…'],
  ['/...', '/...'],
])('writes %j as %j', (written, folder) => {
  expect(whyFolderRefused(written)).toBeUndefined();
  expect(normalFolder(written)).toBe(folder);
});

test.each([
  ['', 'begins with "/"'],
  ['site', 'begins with "/"'],
  [undefined, 'begins with "/"'],
  ['/..', '".."'],
  ['/a/../b', '".."'],
  ['/a\0b', 'control'],
  ['/a\u0085b', 'control'],
  ['/\udc00', 'half a character'],
  [`/${'ä'.repeat(512)}`, '1024 bytes'],
])('refuses %j', (written, why) => {
  expect(whyFolderRefused(written)).toContain(why);
});
