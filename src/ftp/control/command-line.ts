// A line -> a verb and its argument. It doesn't know which verbs there are.
import type { ByteString } from '../virtual-path.js';

/** What a client wrote on one line. */
export interface CommandLine {
  /** In capitals. */
  readonly verb: string;
  /** What follows the first space, as it was written; empty when nothing does. */
  readonly argument: ByteString;
}

// The kernel takes the Telnet Synch's urgent byte out of the stream. Which one that is, is the client's: the DM, and its
// IAC arrives alone (RFC 959); the IAC, and the DM does (tnftp, the BSDs); the first IAC of all, and IP does (lftp). No
// verb begins with such a byte. Exactly one space belongs to the verb: a file's name may begin with the next.
const form = /^[\xf0-\xff]*([A-Za-z]+)(?: ([^]*))?$/;

/** Reads a line; undefined where no verb stands at its start. */
export function parseCommandLine(text: ByteString): CommandLine | undefined {
  const found = form.exec(text);
  if (found?.[1] === undefined) return undefined;
  return { verb: found[1].toUpperCase(), argument: found[2] ?? '' };
}

/** Whether a line is the first of an HTTP request: a browser that was tricked into talking to this port (ALPACA). */
export function isHttpRequest(text: ByteString): boolean {
  return /^[A-Z]+ \S+ HTTP\/\d(\.\d)?$/.test(text);
}
