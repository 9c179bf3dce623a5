// One session's conversation: a line, a row, a reply, one at a time. While a transfer runs, the rows that may run beside
// it are answered; any other line waits, and the connection is not read further.
import { isHttpRequest, parseCommandLine } from './control/command-line.js';
import type { Line } from './control/line-reader.js';
import { find, refusalOf, type Asked } from './dispatch.js';
import type { SessionEnd } from './facts.js';
import { foreignSpeechIn, turnAway } from './foreign-speech.js';
import { FtpError, replies, replyFor, type Reply } from './replies.js';
import type { Session } from './session.js';

/** Ends of sessions that are not the server's wish. */
const clientsOwn: ReadonlySet<SessionEnd> = new Set<SessionEnd>(['quit', 'lost', 'idle']);

/** Talks with the client until one of the two has had enough. Never rejects. */
export async function converse(session: Session): Promise<void> {
  try {
    for (let line = await session.nextLine(); line !== undefined; line = await session.nextLine()) {
      await take(session, line);
      await session.control.drained();
    }
    session.close('lost');
  } catch (error) {
    note(session, 'session.failed', { error });
    session.end('protocol', 'The server met an unexpected error.');
  }
  session.disarm(session.ended !== undefined && clientsOwn.has(session.ended) ? 'left' : 'unused');
  await session.logOut().catch((error: unknown) => note(session, 'session.logout-failed', { error }));
}

async function take(session: Session, line: Line): Promise<void> {
  const asked = read(session, line);
  if ('code' in asked) session.say(asked);
  else if (asked.command.transfers) await runTransfer(session, asked);
  else await runAndSay(session, asked);
}

async function runAndSay(session: Session, asked: Asked): Promise<void> {
  session.say(await run(session, asked));
  const next = session.afterReply;
  session.afterReply = undefined;
  if (next === 'close') session.close('quit');
  if (next === 'secure') await startTls(session);
}

/** Runs a transfer and, beside it, the rows that may. Nothing else is read from the client meanwhile. */
async function runTransfer(session: Session, asked: Asked): Promise<void> {
  const transfer = session.beginTransfer();
  transfer.replied = run(session, asked).then((final) => {
    session.say(final);
    session.finishTransfer();
  });
  for (;;) {
    const line = await session.peekLine();
    if (session.transfer !== transfer) return;
    if (line === 'interrupted') continue;
    if (line === undefined) break;
    const beside = read(session, line);
    if ('code' in beside || beside.command.while !== 'transferring') {
      if (mayLeave(beside) || !(await session.control.left())) return transfer.replied;
      break;
    }
    session.takeLine();
    await runAndSay(session, beside);
    await session.control.drained();
  }
  // RFC 959 §4.1.1: "an unexpected close on the control connection will cause … an abort (ABOR) and a logout (QUIT)".
  transfer.abort(new FtpError(replies.transferAborted));
  return transfer.replied;
}

function mayLeave(waiting: Asked | Reply): boolean {
  return 'command' in waiting && waiting.command.leaves === true;
}

/** What a line asks for, or why it asks for nothing. */
function read(session: Session, line: Line): Asked | Reply {
  if (line === 'too-long') return replies.lineTooLong;
  const speech = foreignSpeechIn(line);
  if (speech !== undefined) turnAway(session, speech);
  if (line === 'tls-hello') return replies.unknownCommand;
  const written = parseCommandLine(line.text);
  const asked = written && find(session.host.commands, written);
  if (asked === undefined && isHttpRequest(line.text)) session.end('protocol', 'This is an FTP server, not HTTP.');
  return asked ?? replies.unknownCommand;
}

/** Passes the gates, runs the row, and turns whatever goes wrong into a reply. Never rejects. */
async function run(session: Session, { command, argument }: Asked): Promise<Reply> {
  const refusal = refusalOf(session, command);
  if (refusal !== undefined) {
    if (command.dataVerb !== undefined) session.reportDenied(command.dataVerb);
    return refusal;
  }
  try {
    return await command.run(session, argument);
  } catch (error) {
    const answer = replyFor(error);
    if (answer === replies.localError) note(session, 'command.failed', { error, verb: command.verb });
    return answer;
  }
}

async function startTls(session: Session): Promise<void> {
  try {
    await session.startTls();
  } catch (error) {
    note(session, 'tls.handshake-failed', { error });
    session.close('protocol');
  }
}

function note(session: Session, event: string, { error, verb }: { error: unknown; verb?: string }): void {
  const message = error instanceof Error ? error.message : String(error);
  const level = event === 'tls.handshake-failed' ? 'info' : 'error';
  session.host.observer.noted(level, event, { sessionId: session.id, ...(verb && { verb }), message });
}
