// What the server will answer to PASV, EPSV, PORT and EPRT under a policy: the engine's own words (RFC 959, RFC 2428).
// Pure. h1 to h4 are how RFC 959 writes an address that is not known yet.
import type { PolicyPreview, Server, Verb, VerbRules } from '../../api/types.js';
import { isIpv4 } from '../../parts/addresses.js';
import { allowedVerbs, isActive } from '../../parts/modes/verbs.js';

type PublicAddress = Server['processes'][number]['publicAddresses'][number];

interface Told {
  /** What the policy names; empty for the address that each client dialled. */
  readonly written: string;
  /** What the processes found behind host names. */
  readonly found: readonly Pick<PublicAddress, 'family' | 'host' | 'address'>[];
  /** Undefined while it is not known. */
  readonly addressing: Pick<PolicyPreview['addressing'], 'situation' | 'interfaces'> | undefined;
}

/**
 * The address that PASV names; undefined where it is the one that each client dialled. Behind NAT the router has changed
 * that one into the machine's own before the server sees it.
 */
export function toldAddress({ written, found, addressing }: Told): string | undefined {
  if (isIpv4(written)) return written;
  const named = found.find(({ family, host }) => family === 'ipv4' && host === written.toLowerCase())?.address;
  if (named || addressing?.situation !== 'behind-nat') return named ?? undefined;
  return addressing.interfaces.find(({ family }) => family === 'ipv4')?.address;
}

interface Previewed {
  readonly verbs: VerbRules;
  readonly firstPort: number;
  /** The IPv4 address PASV names; undefined where it is the one each client dialled. */
  readonly address: string | undefined;
}

export interface ReplyPreview {
  readonly verb: Verb;
  readonly reply: string;
  readonly refused: boolean;
}

function pasv({ address, firstPort }: Previewed): string {
  const numbers = [...(address?.split('.') ?? ['h1', 'h2', 'h3', 'h4']), firstPort >> 8, firstPort & 255].join(',');
  return `227 Entering Passive Mode (${numbers}).`;
}

function refusal(verb: Verb, rules: VerbRules): string {
  const others = allowedVerbs(rules);
  const sameMode = others.filter((other) => isActive(other) === isActive(verb));
  if (sameMode.length > 0) return `502 ${verb} is switched off on this server; use ${sameMode.join(' or ')}.`;
  const [mode, instead] = isActive(verb) ? ['Active', 'passive'] : ['Passive', 'active'];
  const cure =
    others.length > 0 ? `use ${instead} mode (${others.join(' or ')})` : 'and so is every other; ask your provider';
  return `502 ${mode} mode is switched off on this server; ${cure}.`;
}

/** One line each for the passive verbs and, where they are refused, the active ones. */
export function replyPreview(previewed: Previewed): ReplyPreview[] {
  const { verbs: rules, firstPort } = previewed;
  const granted: Partial<Record<Verb, string>> = {
    PASV: pasv(previewed),
    EPSV: `229 Entering Extended Passive Mode (|||${firstPort}|)`,
  };
  return (['PASV', 'EPSV', 'PORT', 'EPRT'] as const).flatMap((verb) => {
    const refused = rules[verb] === 'deny';
    const reply = refused ? refusal(verb, rules) : granted[verb];
    return reply === undefined ? [] : [{ verb, reply, refused }];
  });
}
