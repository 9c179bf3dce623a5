// Two people, one record: which fields somebody else changed, what you wrote there, and both put together. Pure.
import { t } from '../../i18n/index.js';

/** How a field is said in the difference; `say` is left out where its value is text, a number or yes and no. */
export interface FieldWords<T = never> {
  readonly name: string;
  readonly say?: (value: T) => string;
}

/** The fields of a form that can conflict, by their key. */
export type FormWords<V> = { readonly [K in keyof V]?: FieldWords<V[K]> };

/** A field that somebody else changed, in words; `yours` is undefined where you left it alone. */
export interface Difference {
  readonly field: string;
  readonly name: string;
  readonly was: string;
  readonly theirs: string;
  readonly yours: string | undefined;
}

/** The values of one form: as you found them, as they are there now, as you have typed them. */
export interface ThreeWays<V> {
  readonly was: V;
  readonly theirs: V;
  readonly yours: V;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function inWords(words: FieldWords, value: unknown): string {
  if (words.say) return words.say(value as never);
  if (typeof value === 'boolean') return t(value ? 'conflict.yes' : 'conflict.no');
  return value === '' || value === null || value === undefined
    ? t('conflict.nothing')
    : String(value as string | number);
}

/** Every field that somebody else changed. */
export function differencesOf<V extends object>(ways: ThreeWays<V>, words: FormWords<V>): Difference[] {
  const { was, theirs, yours } = ways;
  const named = Object.entries(words) as [keyof V & string, FieldWords][];
  return named
    .filter(([field]) => !same(was[field], theirs[field]))
    .map(([field, word]) => ({
      field,
      name: word.name,
      was: inWords(word, was[field]),
      theirs: inWords(word, theirs[field]),
      yours: same(was[field], yours[field]) ? undefined : inWords(word, yours[field]),
    }));
}

/** What you changed, on top of what is there now. */
export function yoursOnTop<V extends object>({ was, theirs, yours }: ThreeWays<V>): V {
  const changed = Object.entries(yours).filter(([field, value]) => !same(value, was[field as keyof V]));
  return { ...theirs, ...Object.fromEntries(changed) };
}
