// What lines call things by. What came from elsewhere has a reference from there; what was made here is called by its id,
// so that an export can be read by the installation that it came from as well as by any other.
import { type EntityManager, type EntityTarget, type FindOptionsWhere, In, IsNull } from 'typeorm';

const own = 'portside-';

/** A customer, web root or FTP account as far as it has a reference. */
interface Referred {
  readonly id: string;
  readonly externalRef: string | null;
}

/** A column of SQL with the reference of what this alias names. */
export const referenceSql = (alias: string): string => `coalesce(${alias}.external_ref, '${own}' || ${alias}.id)`;

/** The rows that these references name, by their reference. */
export async function byReference<Row extends Referred>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  refs: readonly string[],
): Promise<Map<string, Row>> {
  const ids = refs.filter((ref) => ownShape.test(ref)).map((ref) => ref.slice(own.length));
  const named = { externalRef: In(refs) } as FindOptionsWhere<Row>;
  const made = { externalRef: IsNull(), id: In(ids) } as FindOptionsWhere<Row>;
  const rows = await tx.findBy(entity, ids.length === 0 ? named : [named, made]);
  return new Map(rows.map((row) => [row.externalRef ?? `${own}${row.id}`, row]));
}

const ownShape = /^portside-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
