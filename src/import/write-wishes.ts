// Writes the lines of one kind of a batch: what is new together and what differs together, and what the database or a rule
// refuses is left out alone, because a portion that fails is halved until only the bad lines fail.
import { isDeepStrictEqual } from 'node:util';
import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { problemOf } from '../http/problem.filter.js';
import { type ImportLine, referenceOf } from './import.dto.js';
import { type LineOutcome, type NumberedLine, reasonOf, refuse } from './parse-line.js';
import { type Besides, changeRows, type Columns, insertRows } from './write-rows.js';

/** A line with the columns that it amounts to. */
export interface Wish<Row> {
  readonly numbered: NumberedLine;
  readonly columns: Columns<Row>;
  /** Set where the reference is known. */
  readonly id: string | undefined;
  /** The columns that differ from what is stored; none for a new row. */
  readonly changes: readonly (keyof Row & string)[];
}

/** How the rows of one kind are written. */
export interface RowKind<Row extends ObjectLiteral> {
  readonly entity: EntityTarget<Row>;
  readonly onChange: (wish: Wish<Row>) => Besides;
  /** Columns that go with the changed ones. */
  readonly withChange?: (wish: Wish<Row>) => readonly (keyof Row & string)[];
  /** Whose it is and what people call it, for the audit log. */
  readonly about: (wish: Wish<Row>) => { readonly customerId: string | null; readonly name: string };
  /** Throws Problem where a rule is broken by what was just written. */
  readonly check: (tx: EntityManager, written: readonly Wish<Row>[]) => Promise<void>;
}

/** Writes wishes and tells what became of each. Throws what is not the lines' fault. */
export async function writeWishes<Row extends ObjectLiteral>(
  tx: EntityManager,
  kind: RowKind<Row>,
  wishes: readonly Wish<Row>[],
): Promise<LineOutcome[]> {
  const isNew = (wish: Wish<Row>) => wish.id === undefined;
  const same = wishes.filter((wish) => !isNew(wish) && wish.changes.length === 0);
  const changed = wishes.filter((wish) => !isNew(wish) && wish.changes.length > 0);
  return [
    ...same.map((wish) => outcomeOf(wish, 'unchanged')),
    ...(await inHalves(tx, wishes.filter(isNew), async (inner, portion) => {
      const rows = portion.map(({ columns }) => columns);
      await insertRows(inner, kind.entity, rows);
      await kind.check(inner, portion);
      return portion.map((wish) => outcomeOf(wish, 'create'));
    })),
    ...(await inHalves(tx, changed, async (inner, portion) => {
      await changeRows(
        inner,
        kind.entity,
        portion.map((wish) => changeOf(kind, wish)),
      );
      await kind.check(inner, portion);
      return portion.map((wish) => outcomeOf(wish, 'change'));
    })),
  ];
}

/** The lines of one kind, made into wishes as far as what they name is there. */
export interface Resolved<Row extends ObjectLiteral> {
  readonly kind: RowKind<Row>;
  readonly wishes: readonly Wish<Row>[];
  readonly refused: readonly LineOutcome[];
}

/** Only what differs is written, and what the change itself brings. */
function changeOf<Row extends ObjectLiteral>(kind: RowKind<Row>, wish: Wish<Row>) {
  const besides = kind.onChange(wish);
  const changed = new Set<string>([...wish.changes, ...(kind.withChange?.(wish) ?? [])]);
  const columns = Object.entries(wish.columns).filter(([name]) => changed.has(name));
  return { id: wish.id ?? '', columns: Object.fromEntries(columns) as Columns<Row>, besides };
}

type Write<W> = (tx: EntityManager, portion: readonly W[]) => Promise<LineOutcome[]>;

async function inHalves<Row>(
  tx: EntityManager,
  portion: readonly Wish<Row>[],
  write: Write<Wish<Row>>,
): Promise<LineOutcome[]> {
  const [first] = portion;
  if (first === undefined) return [];
  try {
    return await tx.transaction((inner) => write(inner, portion));
  } catch (error) {
    const problem = problemOf(error);
    if (problem.status >= 500) throw error;
    if (portion.length === 1) return [refuse(first.numbered, reasonOf(problem))];
    const middle = Math.ceil(portion.length / 2);
    return [
      ...(await inHalves(tx, portion.slice(0, middle), write)),
      ...(await inHalves(tx, portion.slice(middle), write)),
    ];
  }
}

function outcomeOf<Row>(wish: Wish<Row>, outcome: 'create' | 'unchanged' | 'change'): LineOutcome {
  const { number, line } = wish.numbered;
  return { line: number, kind: line.kind, ref: referenceOf(line), outcome, changes: wish.changes, reason: null };
}

/** The columns of a wish that a stored row has otherwise. */
export function differing<Row extends object>(stored: Row, columns: Partial<Row>): (keyof Row & string)[] {
  const names = Object.keys(columns) as (keyof Row & string)[];
  return names.filter((name) => !isDeepStrictEqual(stored[name], columns[name]));
}

/** What a line names stands on a later line of the same file: the order of batches must not decide. */
export class LaterLines {
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(batch: readonly NumberedLine[]) {
    this.#numbers = new Map(batch.map(({ number, line }) => [`${line.kind} ${referenceOf(line)}`, number]));
  }

  /** Whether this line would only find what it names because both happened to be read together. */
  holds(by: NumberedLine, kind: ImportLine['kind'], ref: string): boolean {
    return (this.#numbers.get(`${kind} ${ref}`) ?? 0) > by.number;
  }
}
