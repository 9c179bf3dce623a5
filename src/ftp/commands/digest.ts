// Digests: HASH and OPTS HASH (draft-bryan-ftp-hash). A file is read piece by piece, so that neither its size fills the
// memory nor its length holds up other sessions.
import { createHash } from 'node:crypto';
import { JailError, type ReadFile } from '../jail/jail.js';
import { FtpError, reply, replies, type Reply } from '../replies.js';
import type { Session } from '../session.js';
import type { VirtualPath } from '../virtual-path.js';

const pieceBytes = 256 * 1024;

/** HASH: the SHA-256 of the whole file as RETR would send it in TYPE I. */
export async function hash(session: Session, path: VirtualPath): Promise<Reply> {
  const file = await openFile(session, path);
  try {
    const { bytes, digest } = await digestOf(file, session);
    return reply(213, `SHA-256 0-${Math.max(bytes - 1, 0)} ${digest} ${path}`);
  } finally {
    await file.close();
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

async function digestOf(file: ReadFile, session: Session): Promise<{ bytes: number; digest: string }> {
  const sha = createHash('sha256');
  const piece = Buffer.allocUnsafe(pieceBytes);
  for (let bytes = 0; ;) {
    const filled = await file.read(piece);
    if (session.signal.aborted) throw new FtpError(replies.localError);
    if (filled === 0) return { bytes, digest: sha.digest('hex') };
    sha.update(piece.subarray(0, filled));
    bytes += filled;
    session.stillBusy();
  }
}
