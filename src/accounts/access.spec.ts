import { expect, test } from 'vitest';
import { permissions } from '../ftp/account.js';
import { accessOf, accountPermissions, namedAccesses, permissionsOf } from './access.js';

test('knows the permissions that the FTP processes enforce', () => {
  expect(accountPermissions).toEqual(permissions);
});

test.each(namedAccesses)('recognises %s whatever the order', (name) => {
  expect(accessOf([...permissionsOf[name]].reverse())).toBe(name);
});

test('calls any other set custom', () => {
  expect(accessOf(['list'])).toBe('custom');
  expect(accessOf([])).toBe('custom');
});
