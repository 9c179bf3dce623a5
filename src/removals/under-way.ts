// What may not be done while a server removes a folder: its path stays, and nobody is given it, whose new files would go with
// the old ones.
import type { Queries } from '../database/queries.js';
import { badField, Problem } from '../http/problems.js';

const inTheWay = `
  select r.folder from ftp_accounts a join folder_removals r on r.web_root_id = a.web_root_id
  where a.id = any($1) and r.state = 'removing' and folder_holds(r.folder, a.folder) limit 1`;

/**
 * Asked once the accounts are written, in a transaction that holds their customers' rows, as whoever begins a removal does.
 * Throws a 400 that names `folder`.
 */
export async function refuseBeingRemoved(tx: Queries, accountIds: readonly string[]): Promise<void> {
  const [removal] = await tx.query<{ folder: string }[]>(inTheWay, [accountIds]);
  if (removal === undefined) return;
  const detail = `The files in ${removal.folder} are still being removed. Wait until that is done, or choose another folder.`;
  throw badField('folder', detail);
}

/** For what changes where these web roots lie or ends them. Throws Problem `removal-under-way`. */
export async function refuseWhileRemoving(tx: Queries, webRootIds: readonly string[]): Promise<void> {
  const [removing] = await tx.query<object[]>(
    `select from folder_removals where web_root_id = any($1) and state = 'removing' limit 1`,
    [webRootIds],
  );
  if (removing !== undefined) throw new Problem('removal-under-way');
}
