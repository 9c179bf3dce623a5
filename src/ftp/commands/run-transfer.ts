// What every transfer has in common: take the agreed data connection, open what is to be moved, connect, move, settle,
// answer, report. What is moved is transfer.ts's and listing.ts's to say.
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Allowance, PumpOptions } from '../data/bytes.js';
import { DataError, type DataSocket } from '../data/channel.js';
import type { Charged } from './charging.js';
import { summaryOf } from '../control/reply-writer.js';
import type { TransferFacts, TransferOutcome } from '../facts.js';
import { FtpError, replies, reply, replyFor, type Reply } from '../replies.js';
import type { RunningTransfer, TransferSubject } from '../running-transfer.js';
import type { Session } from '../session.js';
import type { ByteString } from '../virtual-path.js';

/** Something that is open and ready to be moved. */
export interface Movable extends TransferSubject {
  readonly direction: 'send' | 'receive';
  /** The text of the 150. */
  readonly opening: ByteString;
  /** Moves every byte. Rejects with whatever cut it short. */
  move(data: DataSocket, options: PumpOptions): Promise<unknown>;
  /**
   * Called once, however the transfer went; `why` is what the client reads of a cut one. Rejects where the last step
   * fails; then `whole` is not what it was.
   */
  settle(how: 'whole' | 'cut', why: ByteString): Promise<Charged>;
  /** Of an upload: whether it writes the file itself. */
  readonly written?: TransferFacts['written'];
  /** Of an upload: an end that only looks like one would cost a file. */
  readonly mayDeceive?: boolean;
  /** Of an upload that was kept: its digest, where one was made. */
  sha256?(): string | undefined;
}

/**
 * How long the news that a client was killed may take from its data connection to its control connection. Of 480 clients
 * killed while they replaced a page, on a machine with six times more work than it had processors, 34 passed for complete
 * without waiting, at least 3 after 4 ms, 1 after 25 ms (test/clients/killed.test.ts, docs/decisions/0025).
 */
const controlNewsMs = 25;

const nothingChanged: Charged = { addedBytes: 0, addedFiles: 0 };

/** Runs one transfer from its command to its final reply. Rejects only with what `prepare` refuses before anything began. */
export async function runTransfer(
  session: Session,
  subject: Pick<TransferSubject, 'kind' | 'path'>,
  prepare: () => Promise<Movable>,
): Promise<Reply> {
  const transfer = session.transfer;
  if (transfer === undefined) throw new Error('A row that transfers must say so in its column.');
  transfer.subject = { ...subject, totalBytes: undefined };
  const record: Recorded = { final: replies.localError, changed: nothingChanged };
  try {
    const channel = session.takeChannel();
    try {
      const movable = await prepare();
      transfer.subject = movable;
      record.movable = movable;
      await connectAndMove({ session, transfer, movable, channel, record });
      record.final = replies.transferred;
    } finally {
      channel.close('unused');
    }
  } catch (error) {
    record.final = session.lastWords ?? wordsFor(error, transfer.data);
    if (record.final === replies.localError) note(session, error);
  } finally {
    // REST counts for the command right behind it, also where that fails (RFC 959 §4.1.3): a marker left over would be
    // taken for that of another file.
    session.restartAtByte = 0;
    session.promisedBytes = undefined;
  }
  report(session, transfer, record);
  return record.final;
}

interface Recorded {
  final: Reply;
  changed: Charged;
  movable?: Movable;
}

interface Running {
  readonly session: Session;
  readonly transfer: RunningTransfer;
  readonly movable: Movable;
  readonly channel: ReturnType<Session['takeChannel']>;
  readonly record: Recorded;
}

/** Nothing is whole before the pump says so and `settle` has succeeded: whatever else happens ends as `cut`. */
async function connectAndMove({ session, transfer, movable, channel, record }: Running): Promise<void> {
  const { direction, opening } = movable;
  const { signal } = transfer;
  const { stallTimeoutMs } = session.policy;
  try {
    const tls = session.protection === 'P' ? session.tls?.tls : undefined;
    const connected = () => session.say(reply(150, opening));
    const data = await channel.open({ direction, signal, tls, connected });
    transfer.data = data;
    const onBytes = (bytes: number) => void (transfer.bytes += bytes);
    const options = { signal, stallTimeoutMs, onBytes };
    await withinBandwidth(session, movable, (limit) => movable.move(data, { ...options, limit }));
    if (direction === 'receive') await newsHasCome(movable, data, signal);
    if (signal.aborted) throw signal.reason;
    record.changed = await movable.settle('whole', '');
  } catch (error) {
    const [why = ''] = (session.lastWords ?? replyFor(error)).lines;
    record.changed = await movable.settle('cut', why).catch((failure: unknown) => {
      note(session, failure);
      return nothingChanged;
    });
    throw error;
  }
}

/** Files share the account's bandwidth; listings go as fast as they can. */
function withinBandwidth(
  { host, who }: Session,
  { kind, direction }: Movable,
  move: (limit?: Allowance) => Promise<unknown>,
): Promise<unknown> {
  if (kind === 'listing') return move();
  return host.bandwidth.during(who.account, direction === 'send' ? 'down' : 'up', move);
}

/**
 * Lets what the kernel knows by now be heard: whether the control connection has ended with the data. A client that is
 * killed closes both, and its FIN is no end of file then. The second turn of the event loop surely begins after this call.
 * A close_notify no killed client sends.
 */
async function newsHasCome({ mayDeceive }: Movable, data: DataSocket, signal: AbortSignal): Promise<void> {
  await nextTurn();
  await nextTurn();
  if (mayDeceive !== true || data.secure || signal.aborted) return;
  await pause(controlNewsMs, undefined, { signal }).catch(() => undefined); // the caller asks the signal
}

/** What failed on the wire is told with what to quote; what failed on the disk needs no record of the connection. */
function wordsFor(error: unknown, data: DataSocket | undefined): Reply {
  const words = replyFor(error);
  return error instanceof DataError && data !== undefined ? data.quoted(words) : words;
}

function report(session: Session, transfer: RunningTransfer, record: Recorded): void {
  const { subject, data, bytes, startedAt } = transfer;
  if (subject === undefined) return;
  const facts: TransferFacts = {
    id: randomUUID(),
    startedAt,
    endedAt: new Date(),
    kind: subject.kind,
    path: subject.path,
    bytes,
    ...record.changed,
    mode: data?.mode,
    secure: data?.secure ?? false,
    outcome: outcomeOf(record.final, data),
    reply: summaryOf(record.final),
    written: record.movable?.written,
    sha256: record.movable?.sha256?.(),
  };
  session.host.observer.transferEnded(session.facts, session.who.account, facts);
}

function outcomeOf(final: Reply, data: DataSocket | undefined): TransferOutcome {
  if (final === replies.transferred) return 'complete';
  if (final.code === 426 || final.code === 421) return 'aborted';
  return data === undefined && final.code >= 500 ? 'refused' : 'failed';
}

function note(session: Session, error: unknown): void {
  if (error instanceof FtpError) return;
  const message = error instanceof Error ? error.message : String(error);
  session.host.observer.noted('error', 'transfer.failed', { sessionId: session.id, message });
}
