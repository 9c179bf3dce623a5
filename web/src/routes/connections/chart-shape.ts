// Where things stand in the chart of data connections. Pure.
import type { ConnectionSummary } from '../../api/types.js';

export type Step = ConnectionSummary['overTime'][number];

/** A strip of the chart: from its upper edge, so high, in CSS pixels. */
export interface Strip {
  readonly top: number;
  readonly height: number;
}

export const gutter = 52;
export const strips = {
  share: { top: 34, height: 96 },
  count: { top: 166, height: 52 },
  time: { top: 254, height: 52 },
} as const satisfies Record<string, Strip>;
export const chartHeight = 332;

/** The middle of a step, in CSS pixels from the left. */
export function middleOf(index: number, steps: number, width: number): number {
  return gutter + ((index + 0.5) * (width - gutter)) / steps;
}

/** The step under a place, undefined outside. */
export function stepAt(x: number, steps: number, width: number): number | undefined {
  const index = Math.floor(((x - gutter) * steps) / (width - gutter));
  return index >= 0 && index < steps ? index : undefined;
}

/** How high a share (0 to 1) of the strip reaches, from the top of the chart. */
export function heightOf(share: number, { top, height }: Strip): number {
  return top + height * (1 - Math.min(1, Math.max(0, share)));
}

/** A line through the points that are there; it breaks where one is missing, and a lone point becomes a dot. */
export function linePath(points: readonly ({ x: number; y: number } | undefined)[]): string {
  return points
    .map((point, index) => {
      if (point === undefined) return '';
      const place = `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
      if (points[index - 1] !== undefined) return `L${place}`;
      return points[index + 1] === undefined ? `M${place}h0.1` : `M${place}`;
    })
    .join('');
}

/** The smallest round number that is at least this; 1 for nothing at all. */
export function roundUp(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8].find((factor) => factor * power >= value) ?? 10) * power;
}
