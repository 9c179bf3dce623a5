// Digests: HASH and OPTS HASH (draft-bryan-ftp-hash). A file is read piece by piece, so that neither its size fills the
// memory nor its length holds up other sessions.
import { createHash } from 'node:crypto';
import { JailError, type ReadFile } from '../jail/jail.js';
import { FtpError, reply, replies, type Reply } from '../replies.js';
import type { Session } from '../session.js';
import type { VirtualPath } from '../virtual-path.js';
import { knownDigest } from './upload-digest.js';

const pieceBytes = 256 * 1024;

/** How many digests a process works on at once; each keeps a processor busy, and a client that has gone is not noticed. */
const atOnce = 8;
let running = 0;

/** HASH: the SHA-256 of the whole file as RETR would send it in TYPE I. */
export async function hash(session: Session, path: VirtualPath): Promise<Reply> {
  if (running >= atOnce) return replies.hashBusy;
  running += 1;
  try {
    const { bytes, digest } = await digestOf(session, path);
    return reply(213, `SHA-256 0-${Math.max(bytes - 1, 0)} ${digest} ${path}`);
  } finally {
    running -= 1;
  }
}

/** OPTS HASH: there is one algorithm, and it is chosen. */
export function optsHash(): Reply {
  return reply(200, 'SHA-256');
}

async function openFile(session: Session, path: VirtualPath): Promise<ReadFile> {
  try {
    return await session.who.jail.openFile(path, { atByte: 0 });
  } catch (error) {
    throw error instanceof JailError && error.code === 'not-a-file' ? new FtpError(replies.hashOfFolder) : error;
  }
}

async function digestOf(session: Session, path: VirtualPath): Promise<{ bytes: number; digest: string }> {
  const file = await openFile(session, path);
  try {
    const known = knownDigest(file.entry);
    if (known !== undefined) return { bytes: file.entry.sizeBytes, digest: known };
    const sha = createHash('sha256');
    const piece = Buffer.allocUnsafe(pieceBytes);
    for (let bytes = 0; ; session.stillBusy()) {
      const filled = await file.read(piece);
      if (session.signal.aborted) throw new FtpError(replies.localError);
      if (filled === 0) return { bytes, digest: sha.digest('hex') };
      sha.update(piece.subarray(0, filled));
      bytes += filled;
    }
  } finally {
    await file.close();
  }
}
