// Clients that speak something else than their port: SSH, TLS where AUTH comes first, no TLS where TLS comes first. What
// they are told, and what is written down of them. It decides nothing about clients that speak FTP.
import type { Socket } from 'node:net';
import type { Line } from './control/line-reader.js';
import type { ForeignSpeech } from './facts.js';
import { reportLogin } from './login-report.js';
import type { Session } from './session.js';

/** What such a client reads, if it shows its user anything, before the connection is closed. */
const sentences: Readonly<Record<ForeignSpeech, string>> = {
  'spoke-ssh': 'This port speaks FTP and your program speaks SSH; choose FTP instead of SFTP, with explicit TLS.',
  'spoke-tls': 'TLS begins with AUTH TLS on this port; choose explicit instead of implicit FTP over TLS.',
  'spoke-plain': 'TLS begins with the first byte on this port; choose implicit FTP over TLS, or the other port.',
};

/** What a line says of a client that speaks no FTP; undefined for one that may. RFC 4253 §4.2: SSH begins with `SSH-`. */
export function foreignSpeechIn(line: Exclude<Line, 'too-long'>): ForeignSpeech | undefined {
  if (line === 'tls-hello') return 'spoke-tls';
  return /^SSH-\d/.test(line.text) ? 'spoke-ssh' : undefined;
}

/** Tells the client what it did wrong and ends the session with 421. */
export function turnAway(session: Session, speech: ForeignSpeech): void {
  if (session.login.at !== 'in') reportLogin(session, { name: '', outcome: speech });
  session.end('protocol', sentences[speech]);
}

/** Whether a client of the port for implicit TLS begins with TLS; one that does not is turned away. */
export async function beginsWithTls(session: Session): Promise<boolean> {
  const { transport, signal, host } = session;
  const first = await transport.firstBytes({ withinMs: host.limits.firstByteTimeoutMs, signal });
  if (first?.[0] === 0x16) return true;
  if (first === undefined) session.close('lost');
  else turnAway(session, first.toString('latin1', 0, 4) === 'SSH-' ? 'spoke-ssh' : 'spoke-plain');
  return false;
}

/** The first bytes from a client, left where they are; empty where it is silent that long, undefined once it has gone. */
export async function firstBytes(
  socket: Socket,
  { withinMs, signal }: { readonly withinMs: number; readonly signal: AbortSignal },
): Promise<Buffer | undefined> {
  await something(socket, withinMs, signal);
  if (signal.aborted || socket.destroyed || socket.readableEnded) return undefined;
  const bytes = socket.read() as Buffer | null;
  if (bytes === null) return Buffer.alloc(0);
  socket.unshift(bytes);
  return bytes;
}

/** Settles at the first byte, at the end, or when it is too late. */
function something(socket: Socket, withinMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(settle, withinMs);
    const events = ['readable', 'end', 'close'] as const;
    function settle(): void {
      clearTimeout(timer);
      for (const event of events) socket.off(event, settle);
      signal.removeEventListener('abort', settle);
      resolve();
    }
    for (const event of events) socket.once(event, settle);
    signal.addEventListener('abort', settle);
    if (signal.aborted || socket.readableLength > 0) settle();
  });
}
