// The lines of plans.
import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { PlanRow } from '../customers/customers.entity.js';
import { normalWishes } from '../http/verb-wishes.js';
import type { ModeLayersService } from '../servers/mode-layers.service.js';
import type { PlanLine } from './import.dto.js';
import type { NumberedLine } from './parse-line.js';
import { differing, type Resolved } from './write-wishes.js';

/** What the lines of plans amount to. */
export async function resolvePlans(
  tx: EntityManager,
  lines: readonly NumberedLine<PlanLine>[],
  layers: ModeLayersService,
): Promise<Resolved<PlanRow>> {
  const stored = new Map(
    (await tx.findBy(PlanRow, { name: In(lines.map(({ line }) => line.name)) })).map((row) => [row.name, row]),
  );
  const wishes = lines.map((numbered) => {
    const { kind: _kind, verbs, ...plain } = numbered.line;
    const columns: Partial<PlanRow> = { ...plain, ...(verbs !== undefined && { verbRules: normalWishes(verbs) }) };
    const row = stored.get(plain.name);
    if (row === undefined) return { numbered, id: undefined, columns: { id: randomUUID(), ...columns }, changes: [] };
    return { numbered, id: row.id, columns, changes: differing<PlanRow>(row, columns) };
  });
  return {
    kind: {
      entity: PlanRow,
      onChange: () => ({ updatedAt: 'now()' }),
      about: ({ columns }) => ({ customerId: null, name: columns.name ?? '' }),
      check: async (tx, written) => {
        for (const { id: planId, changes } of written) {
          if (planId === undefined || !changes.includes('verbRules')) continue;
          await layers.refuseLeftWithout(tx, { planId, field: 'verbs' });
        }
      },
    },
    wishes,
    refused: [],
  };
}
