import { expect, test } from 'vitest';
import { connectionsExport } from './connections.js';

const sinceOf = (period: 'day' | 'week' | 'month') =>
  new URL(connectionsExport('s1', period, {}), 'http://panel').searchParams.get('since');

test('a list begins where the summary beside it begins, with a whole hour or day', () => {
  expect(sinceOf('day')).toMatch(/T\d\d:00:00\.000Z$/);
  expect(sinceOf('week')).toMatch(/T\d\d:00:00\.000Z$/);
  expect(sinceOf('month')).toMatch(/T00:00:00\.000Z$/);
});
