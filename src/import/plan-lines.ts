// The lines of plans.
import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { PlanRow } from '../customers/customers.entity.js';
import type { PlanLine } from './import.dto.js';
import type { NumberedLine } from './parse-line.js';
import { differing, type Resolved } from './write-wishes.js';

/** What the lines of plans amount to. */
export async function resolvePlans(
  tx: EntityManager,
  lines: readonly NumberedLine<PlanLine>[],
): Promise<Resolved<PlanRow>> {
  const stored = new Map(
    (await tx.findBy(PlanRow, { name: In(lines.map(({ line }) => line.name)) })).map((row) => [row.name, row]),
  );
  const wishes = lines.map((numbered) => {
    const { kind: _kind, ...columns } = numbered.line;
    const row = stored.get(columns.name);
    if (row === undefined) return { numbered, id: undefined, columns: { id: randomUUID(), ...columns }, changes: [] };
    return { numbered, id: row.id, columns, changes: differing<PlanRow>(row, columns) };
  });
  return {
    kind: {
      entity: PlanRow,
      onChange: () => ({ updatedAt: 'now()' }),
      about: ({ columns }) => ({ customerId: null, name: columns.name ?? '' }),
      check: async () => undefined,
    },
    wishes,
    refused: [],
  };
}
