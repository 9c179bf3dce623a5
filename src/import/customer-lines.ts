// The lines of customers.
import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { CustomerRow, PlanRow } from '../customers/customers.entity.js';
import type { CustomerLine } from './import.dto.js';
import { type LineOutcome, type NumberedLine, refuse } from './parse-line.js';
import { differing, type LaterLines, type Resolved, type Wish } from './write-wishes.js';

/** What the lines of customers amount to. */
export async function resolveCustomers(
  tx: EntityManager,
  lines: readonly NumberedLine<CustomerLine>[],
  later: LaterLines,
): Promise<Resolved<CustomerRow>> {
  const found = await tx.findBy(CustomerRow, { externalRef: In(lines.map(({ line }) => line.ref)) });
  const stored = new Map(found.map((row) => [row.externalRef, row]));
  const plans = await tx.findBy(PlanRow, { name: In(lines.map(({ line }) => line.plan)) });
  const planIds = new Map(plans.map(({ name, id }) => [name, id]));
  const wishes: Wish<CustomerRow>[] = [];
  const refused: LineOutcome[] = [];
  for (const numbered of lines) {
    const { line } = numbered;
    const planId = later.holds(numbered, 'plan', line.plan) ? undefined : planIds.get(line.plan);
    if (planId === undefined) refused.push(refuse(numbered, `plan: There is no plan "${line.plan}" before this line.`));
    else wishes.push(wishOf(numbered, planId, stored.get(line.ref)));
  }
  return { kind, wishes, refused };
}

const kind: Resolved<CustomerRow>['kind'] = {
  entity: CustomerRow,
  onChange: ({ changes, columns }) => ({
    updatedAt: 'now()',
    ...(changes.includes('status') && { suspendedAt: columns.status === 'suspended' ? 'now()' : 'null' }),
  }),
  about: ({ id, columns }) => ({ customerId: id ?? columns.id ?? null, name: columns.name ?? '' }),
  check: async () => undefined,
};

function wishOf(numbered: NumberedLine<CustomerLine>, planId: string, row: CustomerRow | undefined): Wish<CustomerRow> {
  const { ref, name, suspendedReason } = numbered.line;
  const columns: Partial<CustomerRow> = { name, planId };
  if (suspendedReason !== undefined) {
    columns.status = suspendedReason === null ? 'active' : 'suspended';
    columns.suspendedReason = suspendedReason;
  }
  if (row !== undefined) return { numbered, id: row.id, columns, changes: differing<CustomerRow>(row, columns) };
  const suspendedAt = columns.status === 'suspended' ? new Date() : null;
  return {
    numbered,
    id: undefined,
    columns: { ...columns, id: randomUUID(), externalRef: ref, suspendedAt },
    changes: [],
  };
}
