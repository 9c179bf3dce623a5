// The English catalogue, put together from one file a subject.
import { abuse } from './abuse.js';
import { accountList } from './account-list.js';
import { accounts } from './accounts.js';
import { accountPage } from './account-page.js';
import { activity } from './activity.js';
import { audit } from './audit.js';
import { conflict } from './conflict.js';
import { connections } from './connections.js';
import { customers } from './customers.js';
import { importAndExport } from './exports.js';
import { frame } from './frame.js';
import { help } from './help.js';
import { links } from './links.js';
import { listTools } from './list-tools.js';
import { lists } from './lists.js';
import { live } from './live.js';
import { modes } from './modes.js';
import { network } from './network.js';
import { neverBanned } from './never-banned.js';
import { newAccount } from './new-account.js';
import { selfTest } from './self-test.js';
import { own } from './own.js';
import { people } from './people.js';
import { overview } from './overview.js';
import { planRules } from './plan-rules.js';
import { refusedLogins } from './refused-logins.js';
import { serverPages } from './server-pages.js';
import { servers } from './servers.js';
import { terminations } from './terminations.js';
import { siteMove } from './site-move.js';
import { system } from './system.js';
import { websites } from './websites.js';

export const en = {
  ...frame,
  ...abuse,
  ...accounts,
  ...accountPage,
  ...accountList,
  ...activity,
  ...audit,
  ...conflict,
  ...connections,
  ...customers,
  ...importAndExport,
  ...help,
  ...links,
  ...listTools,
  ...lists,
  ...live,
  ...modes,
  ...overview,
  ...network,
  ...neverBanned,
  ...newAccount,
  ...selfTest,
  ...own,
  ...people,
  ...planRules,
  ...refusedLogins,
  ...servers,
  ...serverPages,
  ...terminations,
  ...siteMove,
  ...system,
  ...websites,
} as const;
