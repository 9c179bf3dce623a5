// The schema as text, read from Postgres' own catalogs: what the migrations amount to. It stands in for pg_dump, which
// the embedded Postgres does not ship. Partitions are left out, because their names follow the calendar.
import type { ClientBase } from 'pg';

type Database = Pick<ClientBase, 'query'>;

interface Table {
  readonly oid: number;
  readonly name: string;
  readonly partitionKey: string | null;
}

const heading = `-- The schema that the migrations lead to. Written by \`npm run db:dump\`; never edited by hand.`;

/** TypeORM's own list of what has run. */
const bookkeeping = 'migrations';

/**
 * Writes the schema of the connection's current schema: tables with columns, defaults, named constraints and partition
 * keys, then indexes, triggers, row security and functions, each sorted by name. Two databases with the same schema give the same
 * text. Throws when it meets a kind of object that it cannot write, so that none is left out in silence.
 */
export async function dumpSchema(db: Database): Promise<string> {
  await refuseUnknownKinds(db);
  const parts = [heading];
  for (const table of await tables(db)) parts.push(await describeTable(db, table));
  parts.push(...(await functions(db)));
  return `${parts.join('\n\n')}\n`;
}

async function rows<Row>(db: Database, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const result = await db.query<Row & object>(sql, [...values]);
  return result.rows;
}

async function refuseUnknownKinds(db: Database): Promise<void> {
  const unknown = await rows<{ name: string }>(
    db,
    `select format('%s (relkind %s)', relname, relkind) as name from pg_class
      where relnamespace = current_schema()::regnamespace and relkind not in ('r', 'p', 'i', 'I', 't')
        and not (relkind = 'S' and relname like '${bookkeeping}%')
     union all
     select format('%s (typtype %s)', typname, typtype) from pg_type
      where typnamespace = current_schema()::regnamespace and typtype in ('d', 'e', 'r')`,
  );
  if (unknown.length === 0) return;
  throw new Error(`The schema dump cannot write ${unknown.map((row) => row.name).join(', ')}; teach it to.`);
}

async function tables(db: Database): Promise<Table[]> {
  return rows<Table>(
    db,
    `select oid, relname as name, pg_get_partkeydef(oid) as "partitionKey" from pg_class
      where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
        and relname <> $1 order by relname collate "C"`,
    [bookkeeping],
  );
}

async function describeTable(db: Database, table: Table): Promise<string> {
  const body = [...(await columns(db, table)), ...(await constraints(db, table))];
  const partitioned = table.partitionKey === null ? '' : ` partition by ${table.partitionKey}`;
  const create = `create table ${table.name} (\n${body.map((line) => `  ${line}`).join(',\n')}\n)${partitioned};`;
  return [
    create,
    ...(await indexes(db, table)),
    ...(await triggers(db, table)),
    ...(await rowSecurity(db, table)),
  ].join('\n');
}

async function columns(db: Database, table: Table): Promise<string[]> {
  const found = await rows<{ line: string }>(
    db,
    `select concat_ws(' ', attname, format_type(atttypid, atttypmod),
        case when attnotnull then 'not null' end,
        case when attgenerated <> '' then 'generated always as (' || pg_get_expr(adbin, adrelid) || ') stored'
             when attidentity <> '' then 'generated as identity'
             when adbin is not null then 'default ' || pg_get_expr(adbin, adrelid) end) as line
       from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where attrelid = $1 and attnum > 0 and not attisdropped order by attnum`,
    [table.oid],
  );
  return found.map((row) => row.line);
}

async function constraints(db: Database, table: Table): Promise<string[]> {
  const found = await rows<{ line: string }>(
    db,
    `select format('constraint %s %s', conname, pg_get_constraintdef(oid, true)) as line from pg_constraint
      where conrelid = $1 and contype in ('p', 'u', 'x', 'f', 'c')
      order by array_position(array['p', 'u', 'x', 'f', 'c'], contype::text), conname collate "C"`,
    [table.oid],
  );
  return found.map((row) => row.line);
}

async function indexes(db: Database, table: Table): Promise<string[]> {
  const found = await rows<{ line: string }>(
    db,
    `select pg_get_indexdef(indexrelid, 0, true) || ';' as line from pg_index
      where indrelid = $1 and not exists (select from pg_constraint where conindid = indexrelid and conrelid = indrelid)
      order by indexrelid::regclass::text collate "C"`,
    [table.oid],
  );
  return found.map((row) => row.line);
}

async function triggers(db: Database, table: Table): Promise<string[]> {
  const found = await rows<{ line: string }>(
    db,
    `select pg_get_triggerdef(oid, true) || ';' as line from pg_trigger
      where tgrelid = $1 and not tgisinternal order by tgname collate "C"`,
    [table.oid],
  );
  return found.map((row) => row.line);
}

async function rowSecurity(db: Database, table: Table): Promise<string[]> {
  const found = await rows<{ line: string }>(
    db,
    `select 'alter table ' || relname || ' enable row level security;' as line from pg_class
      where oid = $1 and relrowsecurity
     union all
     (select format('create policy %s on %s for %s using (%s)%s;', polname, polrelid::regclass,
        case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
        pg_get_expr(polqual, polrelid, true), ' with check (' || pg_get_expr(polwithcheck, polrelid, true) || ')')
       from pg_policy where polrelid = $1 order by polname collate "C")`,
    [table.oid],
  );
  return found.map((row) => row.line);
}

async function functions(db: Database): Promise<string[]> {
  const found = await rows<{ definition: string }>(
    db,
    `select replace(pg_get_functiondef(oid), quote_ident(current_schema()) || '.', '') as definition from pg_proc
      where pronamespace = current_schema()::regnamespace
        and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e')
      order by proname collate "C", oidvectortypes(proargtypes) collate "C"`,
  );
  return found.map((row) => `${row.definition.trimEnd()};`);
}
