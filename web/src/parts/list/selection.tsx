// Choosing rows of a list, and the bar that says how many are chosen and what can be done with them.
import { Checkbox } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { t } from '../../i18n/index.js';

export interface Selection<Row> {
  readonly chosen: ReadonlySet<string>;
  readonly choose: (keys: ReadonlySet<string>) => void;
  /** Names the row for its checkbox. */
  readonly nameOf: (row: Row) => string;
}

/** Which of the rows on screen are chosen; a row that is gone from the screen is chosen no longer. */
export function useSelection<Row>(
  rows: readonly Row[],
  { keyOf, nameOf }: { keyOf: (row: Row) => string; nameOf: (row: Row) => string },
): Selection<Row> & { readonly rows: readonly Row[] } {
  const [keys, choose] = useState<ReadonlySet<string>>(new Set());
  const here = useMemo(() => rows.filter((row) => keys.has(keyOf(row))), [rows, keys, keyOf]);
  const chosen = useMemo(() => new Set(here.map(keyOf)), [here, keyOf]);
  return { chosen, choose, nameOf, rows: here };
}

/** The checkbox over all rows on screen. */
export function PickAll({ selection, keys }: { selection: Selection<never>; keys: readonly string[] }) {
  const { chosen, choose } = selection;
  const all = keys.length > 0 && keys.every((key) => chosen.has(key));
  return (
    <Checkbox
      aria-label={t('pick.all')}
      checked={all}
      indeterminate={!all && chosen.size > 0}
      onChange={() => choose(new Set(all ? [] : keys))}
    />
  );
}

/** The checkbox of one row. */
export function PickOne({ selection, at, name }: { selection: Selection<never>; at: string; name: string }) {
  const { chosen, choose } = selection;
  const turn = () => {
    const next = new Set(chosen);
    if (!next.delete(at)) next.add(at);
    choose(next);
  };
  return <Checkbox aria-label={t('pick.one', { what: name })} checked={chosen.has(at)} onChange={turn} />;
}

/** What can be done with the chosen rows; not there while none is. */
export function BulkBar({ selection, children }: { selection: Selection<never>; children: ReactNode }) {
  const count = selection.chosen.size;
  return (
    <div className="bulk-frame">
      <p className="heard-only" role="status">
        {count > 0 && t('pick.count', { count })}
      </p>
      {count > 0 && (
        <div className="bulk" role="group" aria-label={t('pick.acts')}>
          <span className="number">{t('pick.count', { count })}</span>
          {children}
          <button type="button" className="text-button" onClick={() => selection.choose(new Set())}>
            {t('pick.none')}
          </button>
        </div>
      )}
    </div>
  );
}
