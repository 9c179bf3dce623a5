// Sorting a list: buttons in the heads of its table, and on a phone, where no head is seen, a select.
import { NativeSelect } from '@mantine/core';
import { t } from '../../i18n/index.js';
import { announce } from '../announce.js';
import { Icon } from '../icons.js';
import type { Column, SortKind } from './column.js';

export interface Sorting {
  /** As the address and the API write it: `login`, `-login`; undefined for the list's own order. */
  readonly word: string | undefined;
  readonly onChange: (word: string | undefined) => void;
}

type Sortable = Pick<Column<never>, 'head' | 'sort'>;

const downFirst: Readonly<Record<SortKind, boolean>> = { text: false, amount: true, past: true, due: false };

function ways({ by, kind }: { by: string; kind: SortKind }): readonly [string, string] {
  return downFirst[kind] ? [`-${by}`, by] : [by, `-${by}`];
}

/** Pressed again it turns round, and a third time gives the list's own order back. */
function nextWord(sort: { by: string; kind: SortKind }, now: string | undefined): string | undefined {
  const [first, second] = ways(sort);
  if (now === first) return second;
  return now === second ? undefined : first;
}

function inWords({ head, sort }: Sortable, word: string): string {
  const way = t(`sort.${sort?.kind ?? 'text'}.${word.startsWith('-') ? 'down' : 'up'}`);
  return t('sort.by', { head, way });
}

/** What `aria-sort` says of a column; undefined where the list is not sorted by it. */
export function ariaSort({ sort }: Sortable, word: string | undefined): 'ascending' | 'descending' | undefined {
  if (sort === undefined || word === undefined) return undefined;
  if (word === sort.by) return 'ascending';
  return word === `-${sort.by}` ? 'descending' : undefined;
}

/** The words of a head, which sort the list when pressed. */
export function SortHead({ column, sorting }: { column: Sortable; sorting: Sorting }) {
  const { head, sort } = column;
  if (sort === undefined) return head;
  const now = ariaSort(column, sorting.word);
  const press = () => {
    const word = nextWord(sort, sorting.word);
    sorting.onChange(word);
    announce(t('sort.done', { how: word === undefined ? t('sort.own') : inWords(column, word) }));
  };
  return (
    <>
      <button type="button" className={now ? 'sort-head on only-wide' : 'sort-head only-wide'} onClick={press}>
        {head}
        <Icon
          name={(now ?? (downFirst[sort.kind] ? 'descending' : 'ascending')) === 'ascending' ? 'up' : 'down'}
          size={12}
        />
      </button>
      <span className="only-narrow">{head}</span>
    </>
  );
}

/** Every order of the list in one select, seen on a phone. */
export function SortSelect({ columns, sorting }: { columns: readonly Sortable[]; sorting: Sorting }) {
  const orders = columns.flatMap((column) =>
    column.sort === undefined ? [] : ways(column.sort).map((word) => ({ value: word, label: inWords(column, word) })),
  );
  return (
    <NativeSelect
      className="sort-select"
      aria-label={t('sort.label')}
      value={sorting.word ?? ''}
      data={[{ value: '', label: t('sort.own') }, ...orders]}
      onChange={({ currentTarget }) => sorting.onChange(currentTarget.value || undefined)}
    />
  );
}
