// What a client asks of LIST and NLST: `-la folder` and the like. It doesn't read folders.
import { FtpError, replies } from '../replies.js';
import { resolvePath, type ByteString, type VirtualPath } from '../virtual-path.js';

/** Options of `ls` that change what is sent, and what it is asked of. */
export interface ListRequest {
  readonly path: VirtualPath;
  /** As the client wrote it; empty for the working folder. */
  readonly written: ByteString;
  /** -l: the long form, also for NLST. */
  readonly long: boolean;
  /** -d: the folder itself rather than what is in it. */
  readonly itself: boolean;
  /** -a: a pattern means hidden names too; a folder always shows them. */
  readonly hidden: boolean;
  readonly order: 'name' | 'time' | 'size';
  /** -r */
  readonly reversed: boolean;
  /** -R: what is in the folders below, too. */
  readonly recursive: boolean;
}

// Clients write LIST -a, LIST -al and LIST -la /path; a name that begins with a hyphen is reached as ./-name or after --.
const options = /^((?:-[A-Za-z1]+(?: +|$))*)(?:--(?: +|$))?([^]*)$/;

/** Reads the argument of LIST or NLST. Options that mean nothing here, such as -1, are ignored. */
export function readListRequest(argument: ByteString, workingFolder: VirtualPath): ListRequest {
  const [, letters = '', written = ''] = options.exec(argument) ?? [];
  const path = written === '' ? workingFolder : resolvePath(written, workingFolder);
  if (path === undefined) throw new FtpError(replies.argumentUnreadable);
  const has = (letter: string) => letters.includes(letter);
  return {
    path,
    written,
    long: has('l'),
    itself: has('d'),
    hidden: has('a'),
    order: has('t') ? 'time' : has('S') ? 'size' : 'name',
    reversed: has('r'),
    recursive: has('R'),
  };
}
