// Days in the person's own zone, as a date field writes them (2026-11-23), and the instants they begin and end at. Pure.

/** Whether this is a day that there is. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** The instant at which the day begins. */
export function beginOf(day: string): string {
  return new Date(`${day}T00:00`).toISOString();
}

/** The instant at which the day after begins. */
export function endOf(day: string): string {
  const next = new Date(`${day}T00:00`);
  next.setDate(next.getDate() + 1);
  return next.toISOString();
}
