// Many rows of one table in one statement. They travel as one JSON document, because thousands of parameters cost both
// sides more than the rows do. Which rows, and what they say, is not its business.
import type { EntityManager, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';

/** Columns of a row by the names of its entity. */
export type Columns<Row> = Partial<Row>;

/** What a change writes besides: each column with its SQL, where the stored row is called `stored`. */
export type Besides = Readonly<Record<string, string>>;

/** A row that is there and what changes about it. */
export interface RowChange<Row> {
  readonly id: string;
  readonly columns: Columns<Row>;
  readonly besides: Besides;
}

/** Inserts rows; a column that a row leaves out gets its default. Rejects as the database does. */
export async function insertRows<Row extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Columns<Row>[],
): Promise<void> {
  const metadata = tx.connection.getMetadata(entity);
  for (const [names, alike] of grouped(rows, (row) => namesIn(row))) {
    const list = names.map((name) => columnNamed(metadata, name)).join(', ');
    await tx.query(
      `insert into ${metadata.tableName} (${list}) select ${list} from jsonb_populate_recordset(null::${metadata.tableName}, $1)`,
      [documentOf(metadata, alike)],
    );
  }
}

/** Changes rows. Rejects as the database does. */
export async function changeRows<Row extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  changes: readonly RowChange<Row>[],
): Promise<void> {
  const metadata = tx.connection.getMetadata(entity);
  for (const [assignments, alike] of grouped(changes, (change) => assignmentsOf(metadata, change))) {
    await tx.query(
      `update ${metadata.tableName} as stored set ${assignments.join(', ')}
        from jsonb_populate_recordset(null::${metadata.tableName}, $1) as said where stored.id = said.id`,
      [
        documentOf(
          metadata,
          alike.map(({ id, columns }) => ({ ...columns, id })),
        ),
      ],
    );
  }
}

function assignmentsOf<Row extends ObjectLiteral>(
  metadata: EntityMetadata,
  { columns, besides }: RowChange<Row>,
): string[] {
  const plain = namesIn(columns).filter((name) => !(name in besides));
  return [
    ...plain.map((name) => columnNamed(metadata, name)).map((column) => `${column} = said.${column}`),
    ...Object.entries(besides).map(([name, sql]) => `${columnNamed(metadata, name)} = ${sql}`),
  ];
}

/** One statement can write only rows that write the same columns. */
function grouped<Item>(items: readonly Item[], wordsOf: (item: Item) => string[]): [string[], Item[]][] {
  const groups = new Map<string, [string[], Item[]]>();
  for (const item of items) {
    const words = wordsOf(item);
    const group = groups.get(words.join());
    if (group === undefined) groups.set(words.join(), [words, [item]]);
    else group[1].push(item);
  }
  return [...groups.values()];
}

function namesIn(row: object): string[] {
  return Object.entries(row)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
}

function documentOf(metadata: EntityMetadata, rows: readonly object[]): string {
  const written = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [columnNamed(metadata, name), textOf(value)])),
  );
  return JSON.stringify(written);
}

/** JSON knows no bytes; Postgres reads them in hex. */
function textOf(value: unknown): unknown {
  return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value;
}

function columnNamed(metadata: EntityMetadata, name: string): string {
  const column = metadata.findColumnWithPropertyName(name);
  if (column === undefined) throw new Error(`${metadata.name} has no column "${name}".`);
  return column.databaseName;
}
