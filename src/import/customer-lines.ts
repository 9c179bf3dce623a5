// The lines of customers.
import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { CustomerRow, PlanRow } from '../customers/customers.entity.js';
import { Problem } from '../http/problems.js';
import type { ModeLayersService } from '../servers/mode-layers.service.js';
import type { CustomerLine } from './import.dto.js';
import { type LineOutcome, type NumberedLine, refuse } from './parse-line.js';
import { byReference } from './references.js';
import { differing, type LaterLines, type Resolved, type RowKind, type Wish } from './write-wishes.js';

/** What the rules need to know besides the rows. */
export interface CustomerFacts {
  readonly later: LaterLines;
  readonly layers: ModeLayersService;
}

/** What the lines of customers amount to. */
export async function resolveCustomers(
  tx: EntityManager,
  lines: readonly NumberedLine<CustomerLine>[],
  { later, layers }: CustomerFacts,
): Promise<Resolved<CustomerRow>> {
  const stored = await byReference(
    tx,
    CustomerRow,
    lines.map(({ line }) => line.ref),
  );
  const plans = await tx.findBy(PlanRow, { name: In(lines.map(({ line }) => line.plan)) });
  const planIds = new Map(plans.map(({ name, id }) => [name, id]));
  const wishes: Wish<CustomerRow>[] = [];
  const refused: LineOutcome[] = [];
  for (const numbered of lines) {
    const { line } = numbered;
    const planId = later.holds(numbered, 'plan', line.plan) ? undefined : planIds.get(line.plan);
    const row = stored.get(line.ref);
    if (row?.status === 'terminating') refused.push(refuse(numbered, new Problem('customer-terminating').detail));
    else if (planId === undefined)
      refused.push(refuse(numbered, `plan: There is no plan "${line.plan}" before this line.`));
    else wishes.push(wishOf(numbered, planId, row));
  }
  return { kind: kindWith(layers), wishes, refused };
}

function kindWith(layers: ModeLayersService): RowKind<CustomerRow> {
  return {
    entity: CustomerRow,
    onChange: ({ changes, columns }) => ({
      updatedAt: 'now()',
      ...(changes.includes('status') && { suspendedAt: columns.status === 'suspended' ? 'now()' : 'null' }),
      ...(changes.includes('containedReason') && {
        containedAt: columns.containedReason === null ? 'null' : 'coalesce(stored.contained_at, now())',
      }),
    }),
    about: ({ id, columns }) => ({ customerId: id ?? columns.id ?? null, name: columns.name ?? '' }),
    check: async (tx, written) => {
      for (const { id: customerId, changes } of written) {
        if (customerId === undefined || !changes.includes('planId')) continue;
        await layers.refuseLeftWithout(tx, { customerId, field: 'plan' });
      }
    },
  };
}

function wishOf(numbered: NumberedLine<CustomerLine>, planId: string, row: CustomerRow | undefined): Wish<CustomerRow> {
  const { ref, name, suspendedReason, containedReason, twoStepRequired } = numbered.line;
  const columns: Partial<CustomerRow> = { name, planId };
  if (suspendedReason !== undefined) {
    columns.status = suspendedReason === null ? 'active' : 'suspended';
    columns.suspendedReason = suspendedReason;
  }
  if (containedReason !== undefined) columns.containedReason = containedReason;
  if (twoStepRequired !== undefined) columns.twoStepRequired = twoStepRequired;
  if (row !== undefined) return { numbered, id: row.id, columns, changes: differing<CustomerRow>(row, columns) };
  const suspendedAt = columns.status === 'suspended' ? new Date() : null;
  const containedAt = typeof containedReason === 'string' ? new Date() : null;
  return {
    numbered,
    id: undefined,
    columns: { ...columns, id: randomUUID(), externalRef: ref, suspendedAt, containedAt },
    changes: [],
  };
}
