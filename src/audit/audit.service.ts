// Who changed what: written in the transaction of the change itself, read by staff and by the customer it is about.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { type Actor, noPanelUser, onlyOwn } from '../auth/actor.js';
import { narrowByPeriod } from '../http/narrowing.js';
import { containing, mapPage, type Page, readPage } from '../http/page.js';
import { orderOf, type SortColumn } from '../http/sort.js';
import type { AuditVerb } from './audit-verbs.js';
import type { AuditEvent, AuditQuery } from './audit.dto.js';
import { AuditEventRow } from './audit.entity.js';

/** One change. `before` and `after` hold the changed facts and never a secret. */
export interface AuditEntry {
  readonly verb: AuditVerb;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** The name a person knows the subject by. */
  readonly subject: string;
  /** Whose it is; null for what belongs to the host. */
  readonly customerId: string | null;
  readonly before?: object | null;
  readonly after?: object | null;
}

/** Somebody without a panel login who may do one thing, such as whoever opened a hand-over link. */
export interface Stranger {
  readonly id: null;
  /** What the audit log calls them. */
  readonly email: string;
  readonly clientAddress: string | null;
}

interface RawEvent {
  id: string;
  at: Date;
  actor: string;
  verb: AuditVerb;
  subject_kind: string;
  subject_id: string | null;
  subject: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  client_address: string | null;
  /** Null for staff. */
  actor_customer_id: string | null;
}

const orders: Readonly<Record<'at', SortColumn>> = { at: { by: 'e.at', as: 'timestamptz' } };

@Injectable()
export class AuditService {
  constructor(private readonly database: DataSource) {}

  /** Adds a row to the audit log, in the transaction of the change. `Portside` acts where nobody asked it to. */
  async record(tx: EntityManager, actor: Actor | Stranger | 'Portside', entry: AuditEntry): Promise<void> {
    await this.recordAll(tx, actor, [entry]);
  }

  /** The same for many at once. */
  async recordAll(
    tx: EntityManager,
    actor: Actor | Stranger | 'Portside',
    entries: readonly AuditEntry[],
  ): Promise<void> {
    const person = actor === 'Portside' ? undefined : actor;
    const rows = entries.map((entry) => ({
      actorId: writerOf(person),
      actor: person === undefined ? 'Portside' : nameOf(person),
      clientAddress: person?.clientAddress ?? null,
      customerId: entry.customerId,
      verb: entry.verb,
      subjectKind: entry.subjectKind,
      subjectId: entry.subjectId,
      subject: entry.subject,
      before: entry.before ?? null,
      after: entry.after ?? null,
    }));
    await tx.insert(AuditEventRow, rows);
  }

  /** Audit events, newest first unless asked otherwise; customers see what was done to what is theirs. */
  async list(actor: Actor, query: AuditQuery): Promise<Page<AuditEvent>> {
    const found = this.database
      .createQueryBuilder()
      .select('e.id', 'id')
      .addSelect('e.at', 'at')
      .addSelect('e.actor', 'actor')
      .addSelect('e.verb', 'verb')
      .addSelect('e.subject_kind', 'subject_kind')
      .addSelect('e.subject_id', 'subject_id')
      .addSelect('e.subject', 'subject')
      .addSelect('e.before', 'before')
      .addSelect('e.after', 'after')
      .addSelect('host(e.client_address)', 'client_address')
      .addSelect('u.customer_id', 'actor_customer_id')
      .from('audit_events', 'e')
      .leftJoin('panel_users', 'u', 'u.id = e.actor_id')
      .where('true');
    onlyOwn(found, actor, 'e.customer_id');
    narrow(found, query);
    const page = await readPage<RawEvent>(found, orderOf(orders, query.sort ?? '-at', 'e.id'), query);
    return mapPage(page, actor.role === 'customer' ? toCustomerDto : toDto);
  }
}

/** The panel user who sat at the keyboard; null where that was none. */
function writerOf(person: Actor | Stranger | undefined): string | null {
  if (person === undefined || person.id === null || person.id === noPanelUser) return null;
  return person.actedBy?.id ?? person.id;
}

/** Both names where an admin acts as a customer. */
function nameOf(person: Actor | Stranger): string {
  const actedBy = person.id === null ? undefined : person.actedBy;
  return actedBy === undefined ? person.email : `${actedBy.email} as ${person.email}`;
}

/** By whom, what, on what and when. */
function narrow(found: SelectQueryBuilder<ObjectLiteral>, query: AuditQuery): void {
  const { customerId, who, verb, subject } = query;
  narrowByPeriod(found, 'e', query);
  if (customerId !== undefined) found.andWhere('e.customer_id = :customerId', { customerId });
  if (who) found.andWhere('e.actor ilike :who', { who: containing(who) });
  if (verb) found.andWhere(`(e.verb = :verb or starts_with(e.verb, :verb || '.'))`, { verb });
  if (subject) found.andWhere('e.subject ilike :subject', { subject: containing(subject) });
}

function toDto(row: RawEvent): AuditEvent {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor,
    verb: row.verb,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    subject: row.subject,
    before: row.before,
    after: row.after,
    clientAddress: row.client_address,
  };
}

/** Staff's own words about a customer. */
const forStaff = new Set(['customer.contained', 'customer.released']);

/** Customers learn neither from where staff work nor how a server is laid out, nor why they were contained. */
function toCustomerDto(row: RawEvent): AuditEvent {
  const event = toDto(row);
  const byStaff = row.actor_customer_id === null;
  const isHidden = row.subject_kind === 'web-root' || forStaff.has(row.verb);
  return {
    ...event,
    clientAddress: byStaff ? null : event.clientAddress,
    before: isHidden ? null : event.before,
    after: isHidden ? null : event.after,
  };
}

/** The facts that differ, as they were and as they are. */
export function differences<T extends object>(before: T, after: Partial<T>): { before: Partial<T>; after: Partial<T> } {
  const changed = (Object.keys(after) as (keyof T)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const pick = (facts: Partial<T>) => Object.fromEntries(changed.map((key) => [key, facts[key]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}
