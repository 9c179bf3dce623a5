// The digest of a file that is being uploaded, made while its bytes are written, and the memory from which HASH answers
// as long as the file is still the one that was digested. It reads no file.
import { createHash } from 'node:crypto';
import type { ByteSink } from '../data/bytes.js';
import type { Entry } from '../jail/jail.js';

/**
 * How much of an upload is digested. It takes the processor of all sessions: 64 MiB about 56 ms of it with SHA
 * instructions, in pieces of at most 1.5 ms, while the disk writes the same bytes (bench/upload-digest.mjs).
 */
export const digestedBytes = 64 * 1024 * 1024;

/** A sink that digests what passes, up to `digestedBytes`. */
export class DigestingSink implements ByteSink {
  readonly #sha = createHash('sha256');
  #bytes = 0;

  constructor(private readonly sink: ByteSink) {}

  /** Digests while the disk writes. */
  async write(chunk: Buffer): Promise<void> {
    const writing = this.sink.write(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes <= digestedBytes) this.#sha.update(chunk);
    await writing;
  }

  /** In hex; undefined where more came than is digested. To be asked once, at the end. */
  digest(): string | undefined {
    return this.#bytes <= digestedBytes ? this.#sha.digest('hex') : undefined;
  }
}

/** How many digests a process remembers; the ones that came first are forgotten. */
const rememberedDigests = 10_000;
const known = new Map<string, { readonly entry: Entry; readonly sha256: string }>();

/** Remembers the digest of a file as it is now. */
export function rememberDigest(entry: Entry, sha256: string): void {
  known.delete(entry.unique);
  known.set(entry.unique, { entry, sha256 });
  for (const oldest of known.keys()) {
    if (known.size <= rememberedDigests) return;
    known.delete(oldest);
  }
}

/** The digest of a file that has not changed since: the same inode, size and time. */
export function knownDigest(now: Entry): string | undefined {
  const then = known.get(now.unique);
  if (then === undefined) return undefined;
  const { sizeBytes, modifiedNs } = then.entry;
  return sizeBytes === now.sizeBytes && modifiedNs === now.modifiedNs ? then.sha256 : undefined;
}
