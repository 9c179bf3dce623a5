// What the counts of two servers say about a copy. Pure.
import type { MoveCount, MoveVerdict } from './site-moves.dto.js';

/** What is compared, and who shall own the folder. */
export interface Counts {
  readonly before: MoveCount;
  readonly after: MoveCount;
  readonly owner: { readonly uid: number; readonly gid: number };
}

/** Whether the folder on the new server belongs to whom it shall, or to whom it belonged; null while nobody knows. */
export function ownerFits({ before, after, owner }: Counts): boolean | null {
  if (after.ownerUid === null || after.ownerGid === null) return null;
  const isOf = (uid: number | null, gid: number | null) => after.ownerUid === uid && after.ownerGid === gid;
  return isOf(owner.uid, owner.gid) || isOf(before.ownerUid, before.ownerGid);
}

/** Whether the files are there. An old server that does not answer speaks by its last count. */
export function verdictOf(counts: Counts): MoveVerdict {
  const { before, after } = counts;
  if (after.state === 'refused') return 'unusable';
  if (after.state !== 'counted' || isUnderWay(before)) return 'counting';
  const alike = before.bytes === after.bytes && before.files === after.files;
  return alike && before.complete && after.complete && ownerFits(counts) === true ? 'same' : 'differs';
}

const isUnderWay = ({ state }: MoveCount): boolean => state === 'waiting' || state === 'counting';
