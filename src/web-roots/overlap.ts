// Whether a folder lies in, around or at another customer's web root on the same server: a login in one would reach the
// other. Web roots of one customer may lie in each other, as addon domains do.
import { normalPath } from './place.js';

/** A folder of a server and whose it is. */
export interface PlacedFolder {
  readonly serverId: string;
  readonly customerId: string;
  readonly path: string;
}

/** Another customer's web root. */
interface Neighbour {
  readonly domain: string;
  readonly path: string;
}

/** Runs SQL and gives the rows, over whichever driver the caller has. */
export type RunQuery = (sql: string, values: unknown[]) => Promise<readonly Neighbour[]>;

// By the index on (server_id, path): "0" is the character after "/", so the range holds all that begins with the path.
const neighbours = `
  select domain, path from web_roots where server_id = $1 and customer_id <> $2
    and (path = any($3) or (path collate "C" > $4 || '/' and path collate "C" < $4 || '0'))
  order by path limit 1`;

/** Why the folder cannot be this customer's web root, as a sentence; undefined where no other customer's is in the way. */
export async function whyOverlapRefused(
  query: RunQuery,
  { serverId, customerId, path }: PlacedFolder,
): Promise<string | undefined> {
  const plain = normalPath(path);
  const [other] = await query(neighbours, [serverId, customerId, withAncestors(plain), plain]);
  if (other === undefined) return undefined;
  if (other.path === path) return `${path} is the web root of ${other.domain}; choose another folder.`;
  return path.startsWith(`${other.path}/`)
    ? `${path} lies inside the web root of ${other.domain}; choose a folder outside it.`
    : `${path} holds the web root of ${other.domain}; choose a folder that holds no other customer's.`;
}

/** The folder and those that hold it. */
function withAncestors(path: string): string[] {
  const parts = path.split('/').slice(1);
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}`);
}
