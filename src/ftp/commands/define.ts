// What a row of the command table is. It names no verb.
import type { Permission } from '../account.js';
import type { DataVerb } from '../policy.js';
import { FtpError, replies, type Reply } from '../replies.js';
import type { Session } from '../session.js';
import type { ByteString, VirtualPath } from '../virtual-path.js';

/** How one kind of argument is written and read. `read` throws FtpError when it cannot. */
export interface Arg<A> {
  /** As HELP shows it; empty where no argument is taken. */
  readonly syntax: string;
  readonly presence: 'required' | 'optional' | 'forbidden';
  read(written: ByteString, workingFolder: VirtualPath): A;
}

/** The columns every verb fills in. A rule about verbs is a column here, never a list elsewhere. */
export interface Columns {
  readonly login: 'required' | 'optional';
  /**
   * `exempt`: may be used before TLS where TLS is required. `negotiates`: so too, and gone where TLS is switched off.
   * `by-account`: the handler says, because some accounts may stay in the clear.
   */
  readonly tls?: 'exempt' | 'negotiates' | 'by-account';
  /** What the account must be allowed to do. */
  readonly needs?: Permission;
  /** Refused where the mode policy forbids this verb, and after EPSV ALL. */
  readonly dataVerb?: DataVerb;
  /** Moves bytes over a data connection; until it has ended only `while` rows are run. */
  readonly transfers?: true;
  /** May run while a transfer is in progress. */
  readonly while?: 'transferring';
  /** A client that has said it may close before the running transfer has ended; one that has not cuts it so. */
  readonly leaves?: true;
  /** The argument is never logged. */
  readonly secret?: true;
  /** Its FEAT line (RFC 2389). */
  readonly feat?: string | ((session: Session) => string);
  /** Where it is specified. */
  readonly rfc: string;
  /** Its HELP line. */
  readonly about: string;
}

/** A row: one verb, or one word of SITE or OPTS with its verb before it (`SITE CHMOD`). */
export interface Command extends Columns {
  readonly verb: string;
  readonly syntax: string;
  readonly presence: Arg<unknown>['presence'];
  /** Reads the argument and does what the verb says. Rejects with FtpError or whatever went wrong below. */
  run(session: Session, written: ByteString): Promise<Reply>;
}

/** Makes a row; a handler that wants another argument than the row reads does not compile. */
export function command<A>(
  verb: string,
  arg: Arg<A>,
  run: (session: Session, argument: A) => Reply | Promise<Reply>,
  columns: Columns,
): Command {
  return {
    ...columns,
    verb,
    syntax: arg.syntax,
    presence: arg.presence,
    run: async (session, written) => {
      if (arg.presence === 'required' && written === '') throw new FtpError(replies.argumentMissing);
      if (arg.presence === 'forbidden' && written !== '') throw new FtpError(replies.argumentForbidden);
      return run(session, arg.read(written, session.workingFolder));
    },
  };
}

/** Every row, by its verb in capitals. */
export type CommandTable = ReadonlyMap<string, Command>;
