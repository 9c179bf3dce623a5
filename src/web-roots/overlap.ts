// Whether a folder lies in, around or at another customer's web root on the same server: a login in one would reach the
// other. Web roots of one customer may lie in each other, as addon domains do.
import { normalPath } from './place.js';

/** A folder of a server and whose it is. */
export interface PlacedFolder {
  readonly serverId: string;
  readonly customerId: string;
  readonly path: string;
}

/** Another customer's web root, and which folder it is in the way of. */
export interface Neighbour {
  readonly of: string;
  readonly domain: string;
  readonly path: string;
}

/** Runs SQL and gives the rows, over whichever driver the caller has. */
export type RunQuery = (sql: string, values: unknown[]) => Promise<readonly Neighbour[]>;

// Both halves by an index, because each login asks. "0" is the character after "/", so the range holds all that begins with
// the path and "/". "limit" keeps the planner to the index also where a large import is not counted yet, and one server
// seems to have few web roots.
const neighbours = `
  select place.path as "of", other.domain, other.path
  from unnest($1::uuid[], $2::uuid[], $3::text[]) with ordinality place (server_id, customer_id, path, at)
  cross join lateral (
    select array(select array_to_string((string_to_array(place.path, '/'))[1:parts], '/')
      from generate_series(2, cardinality(string_to_array(place.path, '/'))) parts) as paths) holders
  cross join lateral (
    (select w.domain, w.path from unnest(holders.paths) as holder (path) cross join lateral (
       select * from web_roots w where w.server_id = place.server_id and w.path = holder.path limit 1) w
       where w.customer_id <> place.customer_id)
    union all
    (select domain, path from web_roots w where w.server_id = place.server_id and w.customer_id <> place.customer_id
       and w.path collate "C" > place.path || '/' and w.path collate "C" < place.path || '0'
     order by w.path collate "C" limit 1)) other
  order by place.at, other.path limit 1`;

/** Why the folder cannot be this customer's web root, as a sentence; undefined where no other customer's is in the way. */
export function whyOverlapRefused(query: RunQuery, folder: PlacedFolder): Promise<string | undefined> {
  return whyOneOverlapRefused(query, [folder]);
}

/** The same for many at once: why the first that cannot, cannot. */
export async function whyOneOverlapRefused(
  query: RunQuery,
  folders: readonly PlacedFolder[],
): Promise<string | undefined> {
  const [servers, customers] = [folders.map(({ serverId }) => serverId), folders.map(({ customerId }) => customerId)];
  const [found] = await query(neighbours, [servers, customers, folders.map(({ path }) => normalPath(path))]);
  if (found === undefined) return undefined;
  const { of: path, ...other } = found;
  if (other.path === path) return `${path} is the web root of ${other.domain}; choose another folder.`;
  return path.startsWith(`${other.path}/`)
    ? `${path} lies inside the web root of ${other.domain}; choose a folder outside it.`
    : `${path} holds the web root of ${other.domain}; choose a folder that holds no other customer's.`;
}
