// What the audit log keeps of a batch: one row for each customer it touched, one for each plan.
import type { EntityManager, ObjectLiteral } from 'typeorm';
import type { AuditEntry } from '../audit/audit.service.js';
import type { LineOutcome } from './parse-line.js';
import type { RowKind, Wish } from './write-wishes.js';

interface Touched {
  readonly created: string[];
  readonly changed: string[];
}

/** Gathers what was written. */
export class ImportAudit {
  readonly #customers = new Map<string, Touched>();
  readonly #plans: AuditEntry[] = [];

  /** Notes what became of the wishes. */
  note<Row extends ObjectLiteral>(
    kind: RowKind<Row>,
    wishes: readonly Wish<Row>[],
    outcomes: readonly LineOutcome[],
  ): void {
    const written = new Map(outcomes.map(({ line, outcome }) => [line, outcome]));
    for (const wish of wishes) {
      const outcome = written.get(wish.numbered.number);
      if (outcome !== 'create' && outcome !== 'change') continue;
      const { customerId, name } = kind.about(wish);
      if (customerId === null) this.#plans.push(planEntry(wish, name, outcome));
      else this.#of(customerId)[outcome === 'create' ? 'created' : 'changed'].push(wordsOf(wish, name));
    }
  }

  /** The rows to write. */
  async entries(tx: EntityManager): Promise<AuditEntry[]> {
    const ids = [...this.#customers.keys()];
    const rows = await tx.query<{ id: string; name: string }[]>(`select id, name from customers where id = any($1)`, [
      ids,
    ]);
    const ofCustomers = rows.map(({ id, name }) => ({
      verb: 'customer.imported' as const,
      ...{ subjectKind: 'customer', subjectId: id, subject: name, customerId: id },
      after: this.#of(id),
    }));
    return [...this.#plans, ...ofCustomers];
  }

  #of(customerId: string): Touched {
    const touched = this.#customers.get(customerId) ?? { created: [], changed: [] };
    this.#customers.set(customerId, touched);
    return touched;
  }
}

function wordsOf<Row>({ numbered, changes }: Wish<Row>, name: string): string {
  const what = `${numbered.line.kind} ${name}`;
  return changes.length === 0 ? what : `${what}: ${changes.join(', ')}`;
}

function planEntry<Row>(wish: Wish<Row>, name: string, outcome: 'create' | 'change'): AuditEntry {
  const { kind: _kind, ...after } = wish.numbered.line;
  const subjectId = wish.id ?? (wish.columns as { id?: string }).id ?? '';
  const verb = outcome === 'create' ? 'plan.created' : 'plan.changed';
  return { verb, subjectKind: 'plan', subjectId, subject: name, customerId: null, after };
}
