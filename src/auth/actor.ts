// Who asks: the first argument of every service method, and the one place that says which rows an actor may see.
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

export const panelRoles = ['admin', 'support', 'customer'] as const;
export type PanelRole = (typeof panelRoles)[number];

/** The id of an actor who is no panel user, as on the command line; the audit log keeps such an actor's name alone. */
export const noPanelUser = '00000000-0000-0000-0000-000000000000';

/** A signed-in panel user, or what acts in their name by an API token. */
export interface Actor {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly role: PanelRole;
  /** Set exactly for the role `customer`. */
  readonly customer: { readonly id: string; readonly name: string } | null;
  /** The address the request came from. */
  readonly clientAddress: string | null;
  /** The admin who acts as this panel user; undefined where nobody does. */
  readonly actedBy?: { readonly id: string; readonly email: string; readonly until: Date } | undefined;
}

/** Keeps a customer to their own rows: another customer's are not found, by construction. Staff see every row. */
export function onlyOwn<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  actor: Actor,
  customerColumn: string,
): SelectQueryBuilder<T> {
  const customerId = ownCustomerId(actor);
  return customerId === undefined
    ? query
    : query.andWhere(`${customerColumn} = :actorCustomerId`, { actorCustomerId: customerId });
}

/** The customer an actor is confined to; undefined for staff. Throws for a customer without one, which cannot be stored. */
export function ownCustomerId(actor: Actor): string | undefined {
  if (actor.role !== 'customer') return undefined;
  if (actor.customer === null) throw new Error('A panel user of the role customer belongs to no customer.');
  return actor.customer.id;
}
