// An audit event's before and after, as the facts that differ. Pure.
import { t } from '../../i18n/index.js';
import { valueInWords } from '../server/differences.js';
import { valueOfFact } from './fact-words.js';

type Facts = Readonly<Record<string, unknown>>;

export interface FactChange {
  readonly fact: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const nothing = '–';

/** What something new has where nobody wished anything else. */
const usual: Readonly<Record<string, readonly unknown[]>> = {
  access: ['full'],
  onlyOwnFiles: [false],
  status: ['active', 'enabled'],
  twoStepRequired: [false],
  uploadMode: ['staged'],
};

function isFacts(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(fact: string, value: unknown): string {
  if (value === null && fact === 'days') return t('retention.forEver');
  if (value === null || value === '') return nothing;
  if (fact === 'networkRules' || fact === 'addressOverrides') return valueInWords(fact, value);
  if (!Array.isArray(value)) return valueOfFact(fact, value);
  return value.length === 0 ? nothing : value.map((one) => asText(fact, one)).join(', ');
}

/** Nested facts by their path, so that `verbs.PORT` can differ alone. */
function flat(facts: Facts, prefix = ''): [string, string][] {
  return Object.entries(facts).flatMap(([fact, value]): [string, string][] =>
    isFacts(value) ? flat(value, `${prefix}${fact}.`) : [[prefix + fact, asText(prefix + fact, value)]],
  );
}

function withoutUsual(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([fact, value]) => !usual[fact]?.includes(value)));
}

/**
 * Each fact that differs, in the order in which it was written; what is empty on the one side there is, is left out, and so
 * is what is as usual with something new.
 */
export function changesBetween(before: Facts | null, after: Facts | null): FactChange[] {
  const then = new Map(flat(before ?? {}));
  const now = new Map(flat(before === null ? withoutUsual(after ?? {}) : (after ?? {})));
  const names = [...new Set([...then.keys(), ...now.keys()])];
  return names
    .map((fact) => ({ fact, before: then.get(fact), after: now.get(fact) }))
    .filter((change) => (change.before ?? nothing) !== (change.after ?? nothing));
}
