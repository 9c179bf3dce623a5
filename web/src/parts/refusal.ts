// Why a login is refused, in sentences: on record for an FTP account, or while the connection doctor watches. The
// sentences are the catalogue's.
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

/** What has happened, and one thing to do; of a reason that this panel does not know, the reason itself. */
export function refusalOnRecord(reason: string, facts: RefusalFacts): { what: string; cure: string } {
  const known = refusalOf(reason);
  return { what: t(`refusal.${known}.what`, { ...facts, reason }), cure: t(`refusal.${known}.cure`, { ...facts }) };
}

/** Why a login is refused this moment, to end a sentence with, and one thing to do. */
export function refusalNow(reason = ''): { why: string; cure: string } {
  const known = refusalOf(reason);
  return { why: t(`refusal.${known}.why`, { reason }), cure: t(`refusal.${known}.cureNow`) };
}
