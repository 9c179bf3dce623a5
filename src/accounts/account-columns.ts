// What a request writes into an FTP account's row, and what the audit log keeps of an account. It writes nothing itself.
import { normalNetwork } from '../http/networks.js';
import { permissionsOf } from './access.js';
import type { Account, AccountChange } from './accounts.dto.js';
import type { AccountRow } from './accounts.entity.js';
import { normalFolder } from './folder.js';
import { eachOnce } from './name-patterns.js';

/** What a request gives under the column's own name and form. */
const plainColumns = [
  'quotaBytes',
  'quotaFiles',
  'maxSessions',
  'bandwidthDownBytes',
  'bandwidthUpBytes',
  'uploadMode',
  'onlyOwnFiles',
  'expiresAt',
  'note',
] as const satisfies readonly (keyof AccountRow & keyof AccountChange)[];

/** The columns for what a request names; what it leaves out is left out here. */
export function columnsOf(wish: AccountChange): Partial<AccountRow> {
  const columns: Partial<AccountRow> = {};
  for (const name of plainColumns) if (wish[name] !== undefined) Object.assign(columns, { [name]: wish[name] });
  if (wish.folder !== undefined) columns.folder = normalFolder(wish.folder);
  if (wish.access !== undefined) columns.permissions = [...permissionsOf[wish.access]];
  if (wish.hiddenNames !== undefined) columns.hiddenNames = eachOnce(wish.hiddenNames);
  if (wish.refusedNames !== undefined) columns.refusedNames = eachOnce(wish.refusedNames);
  if (wish.allowedNetworks !== undefined) {
    columns.allowedNetworks = wish.allowedNetworks.map((network) => normalNetwork(network) ?? network);
  }
  return columns;
}

/** What the audit log keeps of an account. */
export function factsOf(account: Account) {
  const { folder, access, status, quotaBytes, quotaFiles, maxSessions, bandwidthDownBytes, bandwidthUpBytes } = account;
  const { uploadMode, hiddenNames, refusedNames, onlyOwnFiles, allowedNetworks, expiresAt, note } = account;
  return {
    folder,
    access,
    status,
    quotaBytes,
    quotaFiles,
    maxSessions,
    bandwidthDownBytes,
    bandwidthUpBytes,
    uploadMode,
    hiddenNames,
    refusedNames,
    onlyOwnFiles,
    allowedNetworks,
    expiresAt,
    note,
  };
}
