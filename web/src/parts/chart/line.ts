// A line through what is known: as a path, and the points that no line reaches. Pure.

type Point = { readonly x: number; readonly y: number };

/** A path through the points that are there; it breaks where one is missing, and one that stands alone is no line. */
export function lineOf(points: readonly (Point | undefined)[]): string {
  return points
    .map((point, index) => {
      if (point === undefined) return '';
      const place = `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
      return `${points[index - 1] === undefined ? 'M' : 'L'}${place}`;
    })
    .join('');
}

/** The points that stand alone, which are drawn as dots. */
export function lonePoints(points: readonly (Point | undefined)[]): Point[] {
  return points.filter(
    (point, index): point is Point =>
      point !== undefined && points[index - 1] === undefined && points[index + 1] === undefined,
  );
}

/** The newest point, which is marked. */
export function lastKnown(points: readonly (Point | undefined)[]): Point | undefined {
  return points.findLast((point) => point !== undefined);
}
