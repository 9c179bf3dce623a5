import { expect, test } from 'vitest';
import { accessOf, namedAccesses, permissionsOf } from './access.js';

test.each(namedAccesses)('recognises %s whatever the order', (name) => {
  expect(accessOf([...permissionsOf[name]].reverse())).toBe(name);
});

test('calls any other set custom', () => {
  expect(accessOf(['list'])).toBe('custom');
  expect(accessOf([])).toBe('custom');
});
