// Counts of data connections as the database groups them, made into what the API gives out. Pure.
import { type ConnectCounts, connectMsOf, together } from './connect-times.js';
import type { ConnectionTally } from './summary.dto.js';

/** One group as SQL returns it; `within` lists counts by class of time, in no order and possibly a class twice. */
export interface RawGroup {
  readonly kind: 'time' | 'verdict' | 'verb' | 'server' | 'program' | 'network';
  readonly key: string;
  readonly worked: number;
  readonly failed: number;
  readonly not_counted: number;
  readonly within: readonly [within: number, connections: number][];
}

/** What became of some data connections. */
export interface Fates {
  readonly worked: number;
  readonly failed: number;
  readonly notCounted: number;
  readonly within: ConnectCounts;
}

/** Data connections that have something in common: the `key` of that `kind`. */
export interface Group extends Fates {
  readonly kind: RawGroup['kind'];
  readonly key: string;
}

/** Reads one row. */
export function readGroup({ kind, key, worked, failed, not_counted: notCounted, within }: RawGroup): Group {
  const counts = within.reduce<ConnectCounts>((sum, entry) => together(sum, new Map([entry])), new Map());
  return { kind, key, worked, failed, notCounted, within: counts };
}

/** All of them in one; of none: nothing. */
export function togetherOf(groups: readonly Fates[]): Fates {
  const none: Fates = { worked: 0, failed: 0, notCounted: 0, within: new Map() };
  return groups.reduce<Fates>(
    (sum, group) => ({
      worked: sum.worked + group.worked,
      failed: sum.failed + group.failed,
      notCounted: sum.notCounted + group.notCounted,
      within: together(sum.within, group.within),
    }),
    none,
  );
}

/** What the API says of them. */
export function tallyOf({ worked, failed, notCounted, within }: Fates): ConnectionTally {
  return {
    counted: worked + failed,
    worked,
    notCounted,
    connectMsP50: connectMsOf(0.5, within),
    connectMsP95: connectMsOf(0.95, within),
  };
}
