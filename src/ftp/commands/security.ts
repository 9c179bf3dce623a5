// Encryption: AUTH PBSZ PROT CCC (RFC 2228, RFC 4217). The handshake itself is tls.ts.
import type { TlsSessionReuse } from '../policy.js';
import { replies, reply, type Reply } from '../replies.js';
import type { Session } from '../session.js';

/** AUTH TLS: what was said in clear before, a USER too, is forgotten (RFC 4217 §4.1). */
export async function auth(session: Session): Promise<Reply> {
  if (session.secure) return replies.alreadySecure;
  await session.logOut();
  session.afterReply = 'secure';
  return replies.secured;
}

/** PBSZ: TLS needs no buffer size, so any is answered with 0 (RFC 4217 §8). */
export function pbsz(session: Session, _bytes: number): Reply {
  if (!session.secure) return replies.tlsFirst;
  session.protectionSizeAgreed = true;
  return reply(200, 'PBSZ=0');
}

const encrypted: Readonly<Record<TlsSessionReuse, Reply>> = {
  off: replies.dataEncrypted,
  observe: replies.dataEncrypted,
  prefer: reply(200, 'Data connections are encrypted now; let them resume this TLS session.'),
  require: reply(200, 'Data connections are encrypted now; they must resume this TLS session.'),
};

/** PROT: whether data connections are encrypted (RFC 4217 §9). */
export function prot(session: Session, level: 'C' | 'P'): Reply {
  if (!session.secure) return replies.tlsFirst;
  if (!session.protectionSizeAgreed) return replies.protectionSizeFirst;
  if (level === 'C' && session.rules.tls.rule === 'required-data') return replies.protectionRequired;
  session.protection = level;
  return level === 'P' ? encrypted[session.policy.tlsSessionReuse] : replies.dataInClear;
}

/** CCC: a connection that is encrypted stays so. */
export function ccc(session: Session): Reply {
  return session.secure ? replies.controlStaysProtected : replies.tlsFirst;
}
