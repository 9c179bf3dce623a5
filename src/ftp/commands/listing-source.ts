// The text of LIST, NLST and MLSD as bytes to send, made while it is being sent: a folder of any size takes the same
// memory. It doesn't know the data connection.
import type { Permission } from '../account.js';
import type { ByteSource } from '../data/bytes.js';
import { JailError, type Entry, type Jail } from '../jail/jail.js';
import { joinPath, type ByteString, type VirtualPath } from '../virtual-path.js';
import type { ListRequest } from './list-request.js';
import { longLine, onOneLine } from './list-line.js';
import { ListingAllowance, listingBounds, type Bounds } from './listing-bounds.js';
import { prefixOf, type Found, type Top } from './listing-top.js';
import { factsLine, type MlstFact } from './mlst-facts.js';

/** Folders up to this size are sorted; a larger one is sent as it is read. */
const sortedUpTo = 5_000;

/** A client sees the first lines of a large folder before the last are read. */
const chunkBytes = 64 * 1024;

/** Adds where a link points; undefined where it cannot be read any more. */
export async function describe(jail: Jail, found: Found): Promise<{ entry: Entry; target: ByteString | undefined }> {
  const { entry, path } = found;
  if (entry.kind !== 'link') return { entry, target: undefined };
  return { entry, target: await readLink(jail, path) };
}

async function readLink(jail: Jail, path: VirtualPath): Promise<ByteString | undefined> {
  try {
    return await jail.readLink(path);
  } catch (error) {
    if (error instanceof JailError) return undefined;
    throw error;
  }
}

/** The lines of MLSD. */
export async function* factLines(
  jail: Jail,
  folder: VirtualPath,
  shown: { facts: readonly MlstFact[]; permissions: ReadonlySet<Permission> },
): AsyncIterable<ByteString> {
  for await (const entry of jail.list(folder)) {
    const described = await describe(jail, { entry, path: joinPath(folder, entry.name) });
    const line = factsLine({ ...described, permissions: shown.permissions }, shown.facts, entry.name);
    yield onOneLine(line);
  }
}

/** What LIST and NLST are to show, and how. */
export interface Listed {
  readonly jail: Jail;
  readonly request: ListRequest;
  /** What stands at the path of the request. */
  readonly top: Top;
  readonly form: 'long' | 'names';
  /** Left out: those of listing-bounds.ts. */
  readonly bounds?: Bounds;
}

/** The lines of LIST and NLST. Throws JailError, and FtpError 451 where there is more than the bounds allow. */
export async function* listLines({ jail, request, top, form, bounds }: Listed): AsyncIterable<ByteString> {
  const show: Show = (found, name) => line(jail, found, { name, form });
  const allowance = new ListingAllowance(bounds ?? listingBounds);
  const prefix = prefixOf(request, top);
  if (top.matches !== undefined) {
    const meant = only(allowance.counted(jail.list(top.path)), top.matches);
    yield* shown(ordered(meant, request), (entry) => show(inside(top.path, entry), `${prefix}${entry.name}`));
  } else if (top.entry.kind !== 'folder' || request.itself) {
    yield show(top, request.written === '' ? '.' : request.written);
  } else if (request.recursive) {
    yield* linesBelow({ jail, request, top, show, allowance });
  } else {
    const before = form === 'names' ? prefix : '';
    const entries = ordered(jail.list(top.path), request);
    yield* shown(entries, (entry) => show(inside(top.path, entry), `${before}${entry.name}`));
  }
}

type Show = (found: Found, name: ByteString) => Promise<ByteString>;

async function* shown(
  entries: AsyncIterable<Entry>,
  show: (entry: Entry) => Promise<ByteString>,
): AsyncIterable<ByteString> {
  for await (const entry of entries) yield show(entry);
}

async function* only(entries: AsyncIterable<Entry>, matches: (name: ByteString) => boolean): AsyncIterable<Entry> {
  for await (const entry of entries) if (matches(entry.name)) yield entry;
}

function inside(folder: VirtualPath, entry: Entry): Found {
  return { path: joinPath(folder, entry.name), entry };
}

interface Below extends Omit<Listed, 'form' | 'bounds'> {
  readonly show: Show;
  readonly allowance: ListingAllowance;
}

/** The lines of -R: each folder under its name, those nearest to the top first. */
async function* linesBelow({ jail, request, top, show, allowance }: Below): AsyncIterable<ByteString> {
  const waiting: Folder[] = [{ folder: top.path, depth: 0 }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { folder, depth } = next;
    yield heading(top.path, folder);
    for await (const entry of ordered(allowance.counted(entriesOf(jail, next)), request)) {
      const found = inside(folder, entry);
      yield show(found, entry.name);
      if (entry.kind !== 'folder') continue;
      allowance.addFolder(depth + 1);
      waiting.push({ folder: found.path, depth: depth + 1 });
    }
  }
}

/** A folder that -R has yet to list. */
interface Folder {
  readonly folder: VirtualPath;
  readonly depth: number;
}

/** A folder below that may not be read is shown empty, as `ls -R` does; the one that was asked for is an error. */
async function* entriesOf(jail: Jail, { folder, depth }: Folder): AsyncIterable<Entry> {
  try {
    yield* jail.list(folder);
  } catch (error) {
    if (depth === 0 || !(error instanceof JailError)) throw error;
  }
}

/** The line above each folder of -R, with an empty one before it but for the first. */
function heading(top: VirtualPath, folder: VirtualPath): ByteString {
  if (folder === top) return '.:';
  return `\r\n.${onOneLine(top === '/' ? folder : folder.slice(top.length))}:`;
}

async function line(
  jail: Jail,
  found: Found,
  shown: { name: ByteString; form: 'long' | 'names' },
): Promise<ByteString> {
  if (shown.form === 'names') return onOneLine(shown.name);
  const { entry, target } = await describe(jail, found);
  return onOneLine(longLine(entry, { name: shown.name, target, now: new Date() }));
}

const orders: Readonly<Record<ListRequest['order'], (one: Entry, other: Entry) => number>> = {
  name: (one, other) => (one.name < other.name ? -1 : 1),
  time: (one, other) => other.modifiedAt.getTime() - one.modifiedAt.getTime(),
  size: (one, other) => other.sizeBytes - one.sizeBytes,
};

async function* ordered(entries: AsyncIterable<Entry>, { order, reversed }: ListRequest): AsyncIterable<Entry> {
  const compare = orders[order];
  let collected: Entry[] | undefined = [];
  for await (const entry of entries) {
    if (collected === undefined) {
      yield entry;
    } else if (collected.push(entry) > sortedUpTo) {
      yield* collected;
      collected = undefined;
    }
  }
  collected?.sort(reversed ? (one, other) => compare(other, one) : compare);
  yield* collected ?? [];
}

/** Lines, each ended by CRLF, as something the pump can send. */
export class ListingSource implements ByteSource {
  readonly #lines: AsyncIterator<ByteString>;
  #waiting: Buffer = Buffer.alloc(0);

  constructor(lines: AsyncIterable<ByteString>) {
    this.#lines = lines[Symbol.asyncIterator]();
  }

  async read(buffer: Buffer): Promise<number> {
    const enough = Math.min(buffer.length, chunkBytes);
    let filled = this.#give(buffer, 0);
    while (filled < enough && this.#waiting.length === 0) {
      const next = await this.#lines.next();
      if (next.done === true) break;
      this.#waiting = Buffer.from(`${next.value}\r\n`, 'latin1');
      filled += this.#give(buffer, filled);
    }
    return filled;
  }

  /** Lets go of the folder that is being read. */
  async close(): Promise<void> {
    await this.#lines.return?.();
  }

  #give(buffer: Buffer, from: number): number {
    const bytes = this.#waiting.copy(buffer, from);
    this.#waiting = this.#waiting.subarray(bytes);
    return bytes;
  }
}
