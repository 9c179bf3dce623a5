// A Reply -> the bytes of RFC 959 §4.2. The only place that knows how a reply looks on the wire.
import type { Reply } from '../replies.js';
import type { ByteString } from '../virtual-path.js';

/** The reply as it is sent, each line ended by CRLF. */
export function formatReply({ code, lines }: Reply): ByteString {
  const last = lines.length - 1;
  const written = lines.map((line, at) => {
    const text = printable(line);
    if (at === last) return `${code} ${text}\r\n`;
    if (at === 0) return `${code}-${text}\r\n`;
    // "If an intermediate line begins with a 3-digit number, the Server must pad the front to avoid confusion."
    return /^\d/.test(text) ? ` ${text}\r\n` : `${text}\r\n`;
  });
  return written.join('');
}

/** What a reply says, on one line: for records of what was answered. */
export function summaryOf({ code, lines }: Reply): ByteString {
  return printable(`${code} ${lines.at(-1) ?? ''}`);
}

/** Bytes as they are, but no control character, which could end the line early, and IAC doubled (RFC 854). */
function printable(text: ByteString): ByteString {
  return text.replace(/[\u0000-\u001f\u007f]/g, '?').replaceAll('\xff', '\xff\xff');
}
