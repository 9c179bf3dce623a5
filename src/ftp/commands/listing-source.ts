// The text of LIST, NLST and MLSD as bytes to send, made while it is being sent: a folder of any size takes the same
// memory. It doesn't know the data connection.
import type { Permission } from '../account.js';
import type { ByteSource } from '../data/bytes.js';
import { JailError, type Entry, type Jail } from '../jail/jail.js';
import { joinPath, type ByteString, type VirtualPath } from '../virtual-path.js';
import type { ListRequest } from './list-request.js';
import { longLine, onOneLine } from './list-line.js';
import { factsLine, type MlstFact } from './mlst-facts.js';

/** Folders up to this size are sorted; a larger one is sent as it is read. */
const sortedUpTo = 5_000;

/** A client sees the first lines of a large folder before the last are read. */
const chunkBytes = 64 * 1024;

/** Bounds on LIST -R: nobody walks a whole disk with one command (CVE-2010-2632). */
const deepest = 16;
const mostFolders = 1_000;

/** Something that stands at a path. */
export interface Found {
  readonly path: VirtualPath;
  readonly entry: Entry;
}

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
  readonly top: Found;
  readonly form: 'long' | 'names';
}

/** The lines of LIST and NLST. */
export async function* listLines({ jail, request, top, form }: Listed): AsyncIterable<ByteString> {
  const show = (found: Found, name: ByteString) => line(jail, found, { name, form });
  if (top.entry.kind !== 'folder' || request.itself) {
    yield show(top, request.written === '' ? '.' : request.written);
    return;
  }
  const waiting: Folder[] = [{ folder: top.path, depth: 0 }];
  for (let listed = 0; listed < mostFolders; listed += 1) {
    const next = waiting.shift();
    if (next === undefined) return;
    if (request.recursive) yield heading(top.path, next.folder);
    for await (const entry of ordered(entriesOf(jail, next), request)) {
      const path = joinPath(next.folder, entry.name);
      yield show({ path, entry }, entry.name);
      if (request.recursive && entry.kind === 'folder') queue(waiting, { folder: path, depth: next.depth + 1 });
    }
  }
}

/** A folder that -R has yet to list. */
interface Folder {
  readonly folder: VirtualPath;
  readonly depth: number;
}

function queue(waiting: Folder[], folder: Folder): void {
  if (folder.depth <= deepest && waiting.length < mostFolders) waiting.push(folder);
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
