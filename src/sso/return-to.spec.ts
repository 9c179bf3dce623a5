import { expect, it } from 'vitest';
import { whyReturnToRefused } from './return-to.js';

it.each(['/', '/accounts', '/accounts?q=a%20b', '/customers/1#plan'])('a link may lead to %s', (path) => {
  expect(whyReturnToRefused(path)).toBeUndefined();
});

it.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'accounts',
  '',
  '/a\nb',
  '/\tx',
  '/api/v1/me',
  7,
])('a link may not lead to %j', (path) => {
  expect(whyReturnToRefused(path)).toMatch(/^Write a page of this panel/);
});
