// What a server says to whoever connects before there is a conversation: the greeting, or why there is none.
import type { Socket } from 'node:net';
import { formatReply } from './control/reply-writer.js';
import type { ServerPolicy } from './policy.js';
import { reply, type Reply } from './replies.js';

/** How long the last words are left for a client to read. */
export const goodbyeMs = 1_000;

const ownGreeting = 'Portside FTP server ready.';

/** The 220, in UTF-8 (RFC 2640). */
export function greetingOf({ greeting = ownGreeting }: Pick<ServerPolicy, 'greeting'>): Reply {
  return reply(220, Buffer.from(greeting, 'utf8').toString('latin1'));
}

/** No session and no record comes of it: whoever is banned may knock as often as he likes. */
export function turnAway(socket: Socket, words: Reply | undefined): void {
  if (words === undefined) {
    socket.destroy();
    return;
  }
  socket.setTimeout(goodbyeMs, () => socket.destroy());
  socket.resume().end(formatReply(words), 'latin1');
}
