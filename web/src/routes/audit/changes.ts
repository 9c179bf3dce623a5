// An audit event's before and after, as the facts that differ. Pure.

type Facts = Readonly<Record<string, unknown>> | null;

export interface FactChange {
  readonly fact: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function asText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Each fact that is on one side only, or differs between them, in the order in which it was written. */
export function changesBetween(before: Facts, after: Facts): FactChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((fact) => ({ fact, before: asText(before?.[fact]), after: asText(after?.[fact]) }))
    .filter((change) => change.before !== change.after);
}

/** `account.password-changed` as "account password changed". */
export function verbInWords(verb: string): string {
  return verb.replace(/[._-]+/g, ' ');
}
