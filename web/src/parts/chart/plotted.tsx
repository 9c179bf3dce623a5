// A line of a chart as it is drawn: through what is known, and a dot where nothing beside it is.
import { lineOf, lonePoints } from './line.js';

interface PlottedProps {
  readonly points: readonly ({ readonly x: number; readonly y: number } | undefined)[];
  /** Of what it is a line, for its colour. */
  readonly of: 'came' | 'half' | 'most';
}

/** The path and the dots. */
export function Plotted({ points, of }: PlottedProps) {
  return (
    <>
      <path className={`line ${of}`} d={lineOf(points)} />
      {lonePoints(points).map(({ x, y }) => (
        <circle key={x} className={`dot ${of}`} cx={x} cy={y} r={2.5} />
      ))}
    </>
  );
}
