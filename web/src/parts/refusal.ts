// Why a login is refused, in sentences: on record for an FTP account, or while the connection doctor watches. The
// sentences are the catalogue's.
import type { Role } from '../api/types.js';
import { t, texts } from '../i18n/index.js';

/** What a sentence about a refused login on record may speak of; `tried` and `triedServer` are what was wrong. */
export interface RefusalFacts {
  readonly who: string;
  readonly address: string;
  readonly tried: string;
  readonly login: string;
  readonly triedServer: string;
  readonly server: string;
  /** When the password was changed, in words. */
  readonly changed: string;
}

type Refusal = keyof typeof texts.refusal;

const refusalOf = (reason: string): Refusal =>
  (Object.keys(texts.refusal) as Refusal[]).find((known) => known === reason) ?? 'other';

/** What staff do themselves where a customer has to ask. */
function forStaff(known: Refusal, role: Role): string | undefined {
  const said = texts.refusal[known];
  return role !== 'customer' && 'staff' in said ? said.staff : undefined;
}

/** What has happened, and one thing to do for whoever reads it; of a reason that this panel does not know, the reason itself. */
export function refusalOnRecord(reason: string, facts: RefusalFacts, role: Role): { what: string; cure: string } {
  const known = refusalOf(reason);
  const cure = forStaff(known, role) ?? t(`refusal.${known}.cure`, { ...facts });
  return { what: t(`refusal.${known}.what`, { ...facts, reason }), cure };
}

/** Why a login is refused this moment, to end a sentence with. */
export function whyRefused(reason = ''): string {
  return t(`refusal.${refusalOf(reason)}.why`, { reason });
}

/** One thing to do about a login that is refused this moment. */
export function cureOfRefusal(reason: string | undefined, role: Role): string {
  const known = refusalOf(reason ?? '');
  return forStaff(known, role) ?? t(`refusal.${known}.cureNow`);
}
