// The English catalogue, put together from one file a subject.
import { accounts } from './accounts.js';
import { activity } from './activity.js';
import { conflict } from './conflict.js';
import { connections } from './connections.js';
import { customers } from './customers.js';
import { frame } from './frame.js';
import { links } from './links.js';
import { lists } from './lists.js';
import { live } from './live.js';
import { modes } from './modes.js';
import { selfTest } from './self-test.js';
import { refusedLogins } from './refused-logins.js';
import { servers } from './servers.js';
import { websites } from './websites.js';

export const en = {
  ...frame,
  ...accounts,
  ...activity,
  ...conflict,
  ...connections,
  ...customers,
  ...links,
  ...lists,
  ...live,
  ...modes,
  ...selfTest,
  ...refusedLogins,
  ...servers,
  ...websites,
} as const;
