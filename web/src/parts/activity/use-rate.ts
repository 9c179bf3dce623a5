// The smoothed rate of a session's transfer, kept from one event to the next.
import { useRef } from 'react';
import type { Session } from '../../api/types.js';
import { nextRate, type Rated } from './rate.js';

/** Bytes a second; undefined while nothing is moved or it is too early to say. */
export function useRate({ transfer, seenAt }: Session): number | undefined {
  const known = useRef<{ readonly startedAt: string; readonly rated: Rated }>(undefined);
  if (!transfer) {
    known.current = undefined;
    return undefined;
  }
  const { startedAt, bytes } = transfer;
  const before = known.current?.startedAt === startedAt ? known.current.rated : undefined;
  const begun = { bytes: 0, atMs: Date.parse(startedAt) };
  const rated = nextRate(before, { bytes, atMs: Date.parse(seenAt) }, begun);
  known.current = { startedAt, rated };
  return rated.bytesPerSecond;
}
