// What an API token may do, in words, and which of it makes sense for whom. Pure but for the catalogue.
import type { Role, Scope } from '../api/types.js';
import { t } from '../i18n/index.js';

const words = {
  'accounts:read': 'accountsRead',
  'accounts:write': 'accountsWrite',
  'activity:read': 'activityRead',
  'servers:read': 'serversRead',
  'servers:write': 'serversWrite',
  'customers:read': 'customersRead',
  'customers:write': 'customersWrite',
  'people:read': 'peopleRead',
  'people:write': 'peopleWrite',
} as const satisfies Record<Scope, string>;

const ofCustomers: readonly Scope[] = ['accounts:read', 'accounts:write', 'activity:read', 'servers:read'];
const ofSupport: readonly Scope[] = ['accounts:read', 'activity:read', 'servers:read', 'customers:read'];

/** The scopes a role has a use for. */
export function scopesOf(role: Role): readonly Scope[] {
  if (role === 'admin') return Object.keys(words) as Scope[];
  return role === 'support' ? ofSupport : ofCustomers;
}

/** One scope in words. */
export function scopeInWords(scope: Scope): string {
  return t(`tokens.scopes.${words[scope]}`);
}
