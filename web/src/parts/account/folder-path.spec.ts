import { expect, it } from 'vitest';
import { folderAbove, folderInside } from './folder-path.js';

it('goes up to the web root and no further', () => {
  expect(folderAbove('/a/b')).toBe('/a');
  expect(folderAbove('/a')).toBe('/');
  expect(folderAbove('/')).toBe('/');
});

it('goes into a folder, from the web root too', () => {
  expect(folderInside('/', 'media')).toBe('/media');
  expect(folderInside('/media/', '2026')).toBe('/media/2026');
});
