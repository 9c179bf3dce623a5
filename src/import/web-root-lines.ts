// The lines of web roots. What lies on the disk is not asked here: the server looks when it is up.
import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { CustomerRow } from '../customers/customers.entity.js';
import { badField, Problem } from '../http/problems.js';
import { refuseWhileRemoving } from '../removals/under-way.js';
import { ServerRow } from '../servers/servers.entity.js';
import { type Neighbour, whyOneOverlapRefused } from '../web-roots/overlap.js';
import { normalPath, whyIdRefused } from '../web-roots/place.js';
import { WebRootRow } from '../web-roots/web-roots.entity.js';
import type { WebRootLine } from './import.dto.js';
import { type LineOutcome, type NumberedLine, refuse } from './parse-line.js';
import { byReference } from './references.js';
import { differing, type LaterLines, type Resolved, type RowKind, type Wish } from './write-wishes.js';

/** What the rules need to know besides the rows. */
export interface WebRootFacts {
  readonly later: LaterLines;
  readonly minSystemUid: number;
}

type Numbered = NumberedLine<WebRootLine>;

/** What the lines of web roots amount to. */
export async function resolveWebRoots(
  tx: EntityManager,
  lines: readonly Numbered[],
  facts: WebRootFacts,
): Promise<Resolved<WebRootRow>> {
  const refs = lines.map(({ line }) => line.ref);
  const owners = lines.map(({ line }) => line.customer);
  const stored = await byReference(tx, WebRootRow, refs);
  const customers = await byReference(tx, CustomerRow, owners);
  const servers = await tx.findBy(ServerRow, { name: In(lines.map(({ line }) => line.server)) });
  const serverIds = new Map(servers.map(({ name, id }) => [name, id]));
  const wishes: Wish<WebRootRow>[] = [];
  const refused: LineOutcome[] = [];
  for (const numbered of lines) {
    const { customer, server, ref } = numbered.line;
    const owner = facts.later.holds(numbered, 'customer', customer) ? undefined : customers.get(customer);
    const wish = wishOf(numbered, { customerId: owner?.id, serverId: serverIds.get(server) }, stored.get(ref));
    const why = whyOwnerRefused(owner) ?? whyRefused(numbered, wish, { ...facts, stored: stored.get(ref) });
    if (why === undefined) wishes.push(wish);
    else refused.push(refuse(numbered, why));
  }
  return { kind, wishes, refused };
}

function wishOf(
  numbered: Numbered,
  ids: { customerId: string | undefined; serverId: string | undefined },
  row: WebRootRow | undefined,
): Wish<WebRootRow> {
  const { domain, path, systemUid, systemGid, umask, ref } = numbered.line;
  const columns: Partial<WebRootRow> = { domain, path: normalPath(path), systemUid, systemGid };
  if (ids.customerId !== undefined) columns.customerId = ids.customerId;
  if (ids.serverId !== undefined) columns.serverId = ids.serverId;
  if (umask !== undefined) columns.umask = umask;
  if (row !== undefined) return { numbered, id: row.id, columns, changes: differing<WebRootRow>(row, columns) };
  const fresh = { ...columns, id: randomUUID(), externalRef: ref, checkedAt: null };
  return { numbered, id: undefined, columns: fresh, changes: [] };
}

function whyOwnerRefused(owner: CustomerRow | undefined): string | undefined {
  return owner?.status === 'terminating' ? new Problem('customer-terminating').detail : undefined;
}

function whyRefused(
  { line }: Numbered,
  { columns, changes }: Wish<WebRootRow>,
  { minSystemUid, stored }: WebRootFacts & { stored: WebRootRow | undefined },
): string | undefined {
  if (columns.customerId === undefined) return `customer: There is no customer "${line.customer}" before this line.`;
  if (columns.serverId === undefined) {
    return `server: There is no server "${line.server}". Add it with \`portside server add\`.`;
  }
  const fixed = (['domain', 'customerId', 'serverId'] as const).find((name) => changes.includes(name));
  if (stored !== undefined && fixed !== undefined) {
    return `This web root is ${stored.domain} already. An import moves no site to another domain, customer or server.`;
  }
  const ids = ['systemUid', 'systemGid'] as const;
  const why = ids
    .map((field) => [field, whyIdRefused(line[field], minSystemUid)] as const)
    .find(([, sentence]) => sentence);
  return why === undefined ? undefined : `${why[0]}: ${why[1] ?? ''}`;
}

const kind: RowKind<WebRootRow> = {
  entity: WebRootRow,
  onChange: () => ({ updatedAt: 'now()', checkedAt: 'null', checkProblem: 'null' }),
  about: ({ columns }) => ({ customerId: columns.customerId ?? null, name: columns.domain ?? '' }),
  check: async (tx, written) => {
    const folders = written.map(({ columns: { serverId = '', customerId = '', path = '' } }) => {
      return { serverId, customerId, path };
    });
    const why = await whyOneOverlapRefused((sql, values) => tx.query<Neighbour[]>(sql, values), folders);
    if (why !== undefined) throw badField('path', why);
    const moved = written.filter(({ changes }) => changes.includes('path'));
    await refuseWhileRemoving(
      tx,
      moved.flatMap(({ id }) => id ?? []),
    );
  },
};
