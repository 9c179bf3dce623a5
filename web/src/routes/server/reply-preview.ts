// What the server will answer to PASV, EPSV, PORT and EPRT under a policy: the engine's own words (RFC 959, RFC 2428).
// Pure. h1 to h4 are how RFC 959 writes an address that is not known yet.
import type { Preset } from '../../api/types.js';

interface Previewed {
  readonly preset: Preset;
  readonly firstPort: number;
  /** The IPv4 address PASV names; undefined where it is the one each client dialled. */
  readonly address: string | undefined;
}

export interface ReplyPreview {
  readonly verb: 'PASV' | 'EPSV' | 'PORT' | 'EPRT';
  readonly reply: string;
  readonly refused: boolean;
}

const passiveOff = '502 Passive mode is switched off on this server; use active mode (EPRT or PORT).';
const activeOff = '502 Active mode is switched off on this server; use passive mode (EPSV or PASV).';

function pasv({ address, firstPort }: Previewed): string {
  const numbers = [...(address?.split('.') ?? ['h1', 'h2', 'h3', 'h4']), firstPort >> 8, firstPort & 255].join(',');
  return `227 Entering Passive Mode (${numbers}).`;
}

/** One line each for the passive verbs and, where they are refused, the active ones. */
export function replyPreview(previewed: Previewed): ReplyPreview[] {
  const passive = previewed.preset !== 'active-only';
  const replies: ReplyPreview[] = [
    { verb: 'PASV', reply: passive ? pasv(previewed) : passiveOff, refused: !passive },
    {
      verb: 'EPSV',
      reply: passive ? `229 Entering Extended Passive Mode (|||${previewed.firstPort}|)` : passiveOff,
      refused: !passive,
    },
  ];
  const active = previewed.preset !== 'passive-only';
  return active ? replies : [...replies, { verb: 'PORT', reply: activeOff, refused: true }];
}
