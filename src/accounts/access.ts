// What an account may do, and the three sets that have a name. The same words as the permissions column.

export const accountPermissions = [
  'list',
  'download',
  'upload',
  'overwrite',
  'append',
  'delete',
  'rename',
  'make-folder',
  'remove-folder',
  'chmod',
  'set-time',
] as const;
export type AccountPermission = (typeof accountPermissions)[number];

export const namedAccesses = ['full', 'read-only', 'upload-only'] as const;
export type NamedAccess = (typeof namedAccesses)[number];
export type AccountAccess = NamedAccess | 'custom';

/** The permissions that each named access amounts to. */
export const permissionsOf: Readonly<Record<NamedAccess, readonly AccountPermission[]>> = {
  full: accountPermissions,
  'read-only': ['list', 'download'],
  'upload-only': ['list', 'upload', 'make-folder', 'set-time'],
};

/** The name of a set of permissions; `custom` where it has none. */
export function accessOf(permissions: readonly AccountPermission[]): AccountAccess {
  const same = (named: readonly AccountPermission[]) =>
    named.length === permissions.length && named.every((permission) => permissions.includes(permission));
  return namedAccesses.find((name) => same(permissionsOf[name])) ?? 'custom';
}
