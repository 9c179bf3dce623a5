// From what the jail has changed to what the account's quota is charged with.
import type { Change, UploadResult } from '../jail/jail.js';
import type { Settlement, Stored, StoredChange } from '../quota.js';
import type { Session } from '../session.js';

/** What was changed, and what was charged for it. */
export interface Charged extends UploadResult {
  readonly settlement?: Settlement | undefined;
}

/** A change in one folder, as quotas know it. */
export function changeOf({ realFolder, addedBytes, addedFiles }: Change): StoredChange {
  return { folder: realFolder, bytes: addedBytes, files: addedFiles };
}

/** Takes room for what is about to happen, has it happen and charges for what it says. Rejects as either does. */
export async function charging(
  session: Session,
  expected: readonly StoredChange[],
  work: () => Promise<Stored>,
): Promise<Settlement> {
  const reservation = await session.who.quota.reserve(expected);
  try {
    return await reservation.settle(work);
  } finally {
    reservation.release();
  }
}
