// Where each role can go: six words in the rail, the first three of them in the bar of a phone.
import type { Role } from '../../api/types.js';
import type { IconName } from '../icons.js';

export interface Place {
  readonly to: '/servers' | '/customers' | '/accounts' | '/sessions' | '/transfers' | '/audit' | '/websites' | '/you';
  readonly word: 'servers' | 'customers' | 'accounts' | 'sessions' | 'transfers' | 'audit' | 'websites' | 'you';
  readonly icon: IconName;
}

const accounts = { to: '/accounts', word: 'accounts', icon: 'key' } as const;
const sessions = { to: '/sessions', word: 'sessions', icon: 'plug' } as const;
const transfers = { to: '/transfers', word: 'transfers', icon: 'arrows' } as const;
const audit = { to: '/audit', word: 'audit', icon: 'pencil' } as const;
const servers = { to: '/servers', word: 'servers', icon: 'server' } as const;
const customers = { to: '/customers', word: 'customers', icon: 'people' } as const;
const websites = { to: '/websites', word: 'websites', icon: 'folder' } as const;
const you = { to: '/you', word: 'you', icon: 'people' } as const;

/** The six places of a role, the most used first. */
export function placesOf(role: Role): readonly Place[] {
  return role === 'customer'
    ? [accounts, sessions, transfers, websites, audit, you]
    : [servers, customers, accounts, sessions, transfers, audit];
}

/** Where a role begins. */
export function homeOf(role: Role): Place['to'] {
  return role === 'customer' ? '/accounts' : '/servers';
}
