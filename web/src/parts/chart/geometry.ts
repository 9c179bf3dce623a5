// Where things stand in a chart of steps. Pure.

/** A strip of a chart: from its upper edge, so high, in CSS pixels. */
export interface Strip {
  readonly top: number;
  readonly height: number;
}

export const gutter = 52;

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

/** The smallest round number that is at least this; 1 for nothing at all. */
export function roundUp(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8].find((factor) => factor * power >= value) ?? 10) * power;
}
