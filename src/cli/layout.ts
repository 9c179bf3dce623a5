// How answers look on a terminal: columns and facts as plain text. `--json` does without it.

/** Rows under their heads, each column as wide as it needs to be; `nothing` where there is none. */
export function asTable(heads: readonly string[], rows: readonly (readonly unknown[])[], nothing: string): string {
  if (rows.length === 0) return nothing;
  const cells = [heads.map((head) => head.toUpperCase()), ...rows.map((row) => row.map(written))];
  const widths = heads.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One fact a line, its name first. */
export function asFacts(facts: readonly (readonly [name: string, value: unknown])[]): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${written(value)}`).join('\n');
}

function written(value: unknown): string {
  if (value === null || value === undefined || value === '') return '-';
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
