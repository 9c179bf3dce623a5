// Listings over a data connection: LIST NLST (RFC 959 §4.1.3) and MLSD (RFC 3659 §7). How a line looks is list-line.ts
// and mlst-facts.ts; the lines are made while they are sent.
import { send } from '../data/pump.js';
import { FtpError, replies, type Reply } from '../replies.js';
import type { Session } from '../session.js';
import type { ByteString, VirtualPath } from '../virtual-path.js';
import type { ListRequest } from './list-request.js';
import { factLines, listLines, ListingSource } from './listing-source.js';
import { findTop } from './listing-top.js';
import { runTransfer, type Movable } from './run-transfer.js';

/** LIST: the form of `ls -l`, for people and for clients that read it anyway. */
export function list(session: Session, request: ListRequest): Promise<Reply> {
  return sendList(session, request, 'long');
}

/** NLST: names only; `NLST -l`, which ftp.exe sends for `ls -l`, is LIST. */
export function nlst(session: Session, request: ListRequest): Promise<Reply> {
  return sendList(session, request, request.long ? 'long' : 'names');
}

/** MLSD: the facts of everything in a folder; a file there is 501 (RFC 3659 §7.2.1), and patterns mean nothing. */
export function mlsd(session: Session, asked: VirtualPath | undefined): Promise<Reply> {
  const path = asked ?? session.workingFolder;
  return runTransfer(session, { kind: 'listing', path }, async () => {
    const { account, jail } = session.who;
    const { kind } = await jail.stat(path);
    if (kind !== 'folder') throw new FtpError(replies.mlsdOfFile);
    const shown = { facts: session.mlstFacts, permissions: account.permissions };
    return listing(path, factLines(jail, path, shown));
  });
}

function sendList(session: Session, request: ListRequest, form: 'long' | 'names'): Promise<Reply> {
  const { path } = request;
  return runTransfer(session, { kind: 'listing', path }, async () => {
    const { jail } = session.who;
    const top = await findTop(jail, request);
    return listing(path, listLines({ jail, request, top, form }));
  });
}

function listing(path: VirtualPath, lines: AsyncIterable<ByteString>): Movable {
  const source = new ListingSource(lines);
  return {
    kind: 'listing',
    path,
    opening: 'Here comes the listing.',
    totalBytes: undefined,
    direction: 'send',
    move: (data, options) => send(source, data, options),
    settle: async () => {
      await source.close();
      return { addedBytes: 0, addedFiles: 0 };
    },
  };
}
