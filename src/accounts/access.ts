// The sets of permissions that have a name. What the permissions are is the engine's business.
import { type Permission, permissions } from '../ftp/account.js';

export const namedAccesses = ['full', 'read-only', 'upload-only'] as const;
export type NamedAccess = (typeof namedAccesses)[number];
export type AccountAccess = NamedAccess | 'custom';

/** The permissions that each named access amounts to. */
export const permissionsOf: Readonly<Record<NamedAccess, readonly Permission[]>> = {
  full: permissions,
  'read-only': ['list', 'download'],
  'upload-only': ['list', 'upload', 'make-folder', 'set-time'],
};

/** The name of a set of permissions; `custom` where it has none. */
export function accessOf(given: readonly Permission[]): AccountAccess {
  const same = (named: readonly Permission[]) =>
    named.length === given.length && named.every((permission) => given.includes(permission));
  return namedAccesses.find((name) => same(permissionsOf[name])) ?? 'custom';
}
