// Tables as CSV (RFC 4180). Pure.

type Row = readonly (string | number)[];

/** The rows under their head. A cell that a spreadsheet would run as a formula is written with a `'` before it. */
export function csv(head: readonly string[], rows: readonly Row[]): string {
  return csvLines([head, ...rows]);
}

/** Rows alone, for a table that is written piece by piece. */
export function csvLines(rows: readonly Row[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
