// Moving files: RETR STOR STOU APPE REST ALLO ABOR (RFC 959 §4.1.3, RFC 3659 §5).
import { fromNetworkAscii, toNetworkAscii } from '../data/ascii.js';
import type { ByteSource, PumpOptions } from '../data/bytes.js';
import type { DataSocket } from '../data/channel.js';
import { receive, send } from '../data/pump.js';
import type { TransferKind } from '../facts.js';
import type { ReadFile, Upload } from '../jail/jail.js';
import { FtpError, reply, replies, type Reply } from '../replies.js';
import type { Session } from '../session.js';
import { joinPath, nameOf, folderOf, type ByteString, type VirtualPath } from '../virtual-path.js';
import { metered, type MeteredUpload } from './metered-upload.js';
import { runTransfer, type Movable } from './run-transfer.js';
import { DigestingSink, rememberDigest } from './upload-digest.js';

/** RETR: sends a file from the restart marker on. */
export function retr(session: Session, path: VirtualPath): Promise<Reply> {
  return runTransfer(session, { kind: 'download', path }, async () => {
    const atByte = restartOf(session);
    const { jail } = session.who;
    // A part that is fetched and put back would destroy the site; a file longer than its SIZE would be cut.
    if (await jail.endView(path)) throw new FtpError(replies.partWasShown);
    const file = await jail.openFile(path, { atByte });
    const whole = untilItsSize(file, atByte);
    const { type } = session;
    return {
      kind: 'download',
      path,
      // curl reads "(5 bytes)" where it could not ask for the SIZE.
      opening: `Sending the file (${file.entry.sizeBytes} bytes).`,
      totalBytes: file.entry.sizeBytes,
      direction: 'send',
      move: (data, options) => send(type === 'A' ? toNetworkAscii(whole) : whole, data, options),
      settle: async () => {
        await file.close();
        return { addedBytes: 0, addedFiles: 0 };
      },
    };
  });
}

/** A file that ends before the size it was opened with was cut under the transfer: a 226 would call the part whole. */
function untilItsSize(file: ReadFile, atByte: number): ByteSource {
  let leftBytes = file.entry.sizeBytes - atByte;
  return {
    read: async (buffer) => {
      const bytes = await file.read(buffer);
      leftBytes -= bytes;
      if (bytes === 0 && leftBytes > 0) throw new FtpError(replies.fileBecameShorter);
      return bytes;
    },
  };
}

/** STOR: the file's content becomes what arrives, from the restart marker on. */
export function stor(session: Session, path: VirtualPath): Promise<Reply> {
  return runTransfer(session, { kind: 'upload', path }, async () => {
    const { account, jail } = session.who;
    const overwrite = account.permissions.has('overwrite');
    const upload = await jail.create(path, { atByte: restartOf(session), append: false, overwrite });
    return receiving(session, {
      kind: 'upload',
      path,
      upload: await metered(session.who, path, upload),
      opening: 'Ready for the file.',
    });
  });
}

/**
 * APPE: adds what arrives to the file's end, or makes the file where the account may upload. A restart marker changes
 * nothing (RFC 3659 §5.4).
 */
export function appe(session: Session, path: VirtualPath): Promise<Reply> {
  return runTransfer(session, { kind: 'append', path }, async () => {
    const { account, jail } = session.who;
    if (!account.permissions.has('upload')) await jail.stat(path);
    const overwrite = account.permissions.has('overwrite');
    const upload = await jail.create(path, { atByte: 0, append: true, overwrite });
    return receiving(session, {
      kind: 'append',
      path,
      upload: await metered(session.who, path, upload),
      opening: 'Ready for what is to be added.',
    });
  });
}

/** STOU: stores under a name that nothing has yet, told in the form of RFC 1123 §4.1.2.9. */
export function stou(session: Session, asked: VirtualPath | undefined): Promise<Reply> {
  const suggestion = asked ?? joinPath(session.workingFolder, 'upload');
  return runTransfer(session, { kind: 'upload', path: suggestion }, async () => {
    const { path, upload: unique } = await session.who.jail.createUnique(folderOf(suggestion), nameOf(suggestion));
    const upload = await metered(session.who, path, unique);
    const name = folderOf(path) === session.workingFolder ? nameOf(path) : path;
    return receiving(session, { kind: 'upload', path, upload, opening: `FILE: ${name}` });
  });
}

/** REST: where the next RETR or STOR begins (RFC 3659 §5). */
export function rest(session: Session, atByte: number): Reply {
  if (session.type === 'A') return replies.binaryToRestart;
  session.restartAtByte = atByte;
  return reply(350, `The next RETR or STOR begins at byte ${atByte}.`);
}

/**
 * ALLO: no space is reserved, but the next upload counts as complete only with so many bytes. Clients write 0 where they
 * do not know.
 */
export function allo(session: Session, bytes: number): Reply {
  session.promisedBytes = bytes === 0 ? undefined : bytes;
  return reply(200, bytes === 0 ? 'Any number of bytes will do.' : `The next upload is to have ${bytes} bytes.`);
}

/** ABOR: cuts the running transfer, whose own reply comes first (RFC 959 §5.4), or gives up an agreed connection. */
export async function abor(session: Session): Promise<Reply> {
  const { transfer } = session;
  if (transfer === undefined) return session.disarm('aborted') ? replies.aborted : replies.nothingToAbort;
  transfer.abort(new FtpError(replies.transferAborted));
  await transfer.replied;
  return replies.aborted;
}

interface Receiving {
  readonly kind: TransferKind;
  readonly path: VirtualPath;
  readonly upload: MeteredUpload;
  readonly opening: ByteString;
}

function receiving(session: Session, { kind, path, upload, opening }: Receiving): Movable {
  const { type } = session;
  // In TYPE A the number of bytes on the wire is not that of the file.
  const promisedBytes = type === 'I' ? session.promisedBytes : undefined;
  const digesting = type === 'I' && upload.startByte === 0 ? new DigestingSink(upload) : undefined;
  let sha256: string | undefined;
  return {
    kind,
    path,
    opening,
    totalBytes: undefined,
    direction: 'receive',
    written: upload.written,
    // Of a file that nobody would miss, and of bytes that were counted, a false end does no harm.
    mayDeceive: upload.replaces !== undefined && promisedBytes === undefined,
    sha256: () => sha256,
    move: async (data, options) => {
      if (type === 'A') return receiveLines(data, upload, options);
      await receive(data, digesting ?? upload, options);
      checkPromise(upload, promisedBytes);
    },
    settle: async (how, why) => {
      if (how === 'cut') return upload.discard(why);
      const changed = await upload.keep();
      // Another session may have added to the same file.
      if (upload.kept?.sizeBytes !== upload.bytes) return changed;
      sha256 = digesting?.digest();
      if (sha256 !== undefined) rememberDigest(upload.kept, sha256);
      return changed;
    },
  };
}

async function receiveLines(data: DataSocket, upload: Upload, options: PumpOptions): Promise<void> {
  const lines = fromNetworkAscii(upload);
  await receive(data, lines, options);
  await lines.end();
}

/** Behind REST some clients announce what they will send, and others (lftp, Net::FTP) the whole file. */
function checkPromise({ bytes, startByte }: Upload, promisedBytes: number | undefined): void {
  if (promisedBytes === undefined || bytes === promisedBytes || startByte + bytes === promisedBytes) return;
  const words = `ALLO announced ${promisedBytes} bytes and ${bytes} came, so the upload is not complete; send it again.`;
  throw new FtpError(reply(451, words));
}

/** TYPE A may have come after the marker, and would make it mean something else. */
function restartOf({ restartAtByte, type }: Session): number {
  if (restartAtByte > 0 && type === 'A') throw new FtpError(replies.binaryToRestart);
  return restartAtByte;
}
