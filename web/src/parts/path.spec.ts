import { expect, test } from 'vitest';
import { partsOf } from './path.js';

test.each([
  ['/wp-content/themes/readme.txt', { folders: '/wp-content/themes', name: '/readme.txt', end: '' }],
  ['/index.html', { folders: '', name: '/index.html', end: '' }],
  ['/photos/', { folders: '', name: '/photos/', end: '' }],
  ['/a/hero-banner-final-approved@2x.webp', { folders: '/a', name: '/hero-banner-final-appr', end: 'oved@2x.webp' }],
  ['/', { folders: '', name: '/', end: '' }],
])('%s is cut between its folders and its name', (path, parts) => {
  expect(partsOf(path)).toEqual(parts);
  expect(parts.folders + parts.name + parts.end).toBe(path);
});
