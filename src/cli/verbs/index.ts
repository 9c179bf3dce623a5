// Every verb of the command line, in the order in which `--help` lists them.
import type { Verb, VerbGroup } from '../verb.js';
import { accountVerbs } from './accounts.js';
import { adminVerbs } from './admins.js';
import { customerVerbs } from './customers.js';
import { doctor } from './doctor.js';
import { exportFile } from './export-file.js';
import { importFile } from './import-file.js';
import { migrateDatabase } from './migrate-database.js';
import { planVerbs } from './plans.js';
import { certificateVerbs } from './server-certificates.js';
import { policyVerbs, serverVerbs } from './servers.js';
import { sessionVerbs } from './sessions.js';
import { webRootVerbs } from './web-roots.js';

/** Verbs about one thing, such as `account add`. */
export const groups: readonly VerbGroup[] = [
  { name: 'account', does: 'FTP accounts', verbs: accountVerbs },
  { name: 'customer', does: 'customers', verbs: customerVerbs },
  { name: 'plan', does: 'plans', verbs: planVerbs },
  { name: 'web-root', does: 'web roots', verbs: webRootVerbs },
  { name: 'server', does: 'servers', verbs: serverVerbs, groups: [policyVerbs, certificateVerbs] },
  { name: 'session', does: 'FTP sessions', verbs: sessionVerbs },
  { name: 'admin', does: 'admins of the panel', verbs: adminVerbs },
];

/** Verbs that stand alone. */
export const lonelyVerbs: readonly Verb[] = [doctor, migrateDatabase, importFile, exportFile];
