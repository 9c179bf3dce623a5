// What a customer may say about the modes of their own FTP accounts: fewer than plan and server allow, never more. To allow
// what those deny, or a login without TLS, is an exception, and exceptions are an admin's. See docs/decisions/0065.
import type { Actor } from '../auth/actor.js';
import type { Queries } from '../database/queries.js';
import { dataVerbs, type VerbWishes } from '../ftp/policy.js';
import { Problem } from '../http/problems.js';
import { refuseBeyondFeatures } from './plan-features.js';

/** What an FTP account says, or shall say, itself. */
interface Said {
  readonly verbs: VerbWishes;
  readonly clearText: boolean;
}

/** What a new FTP account says before anybody said anything. */
export const nothingSaid: Said = { verbs: {}, clearText: false };

/** Throws Problem `not-in-plan` or `not-allowed` where a customer may not make the one into the other. */
export async function refuseWider(tx: Queries, actor: Actor, { now, wish }: { now: Said; wish: Said }): Promise<void> {
  const same = dataVerbs.every((verb) => wish.verbs[verb] === now.verbs[verb]) && wish.clearText === now.clearText;
  if (actor.role === 'admin' || same) return;
  await refuseBeyondFeatures(tx, actor, [{ feature: 'modes', field: 'verbs' }]);
  const wider = dataVerbs.find((verb) => wish.verbs[verb] === 'allow' && now.verbs[verb] !== 'allow');
  if (wider !== undefined) {
    const detail = `Only an admin makes an exception with “allow”. Write deny or inherit for ${wider}, or ask your host.`;
    throw new Problem('not-allowed', { detail, field: 'verbs' });
  }
  if (wish.clearText && !now.clearText) {
    const detail =
      'Only an admin lets an FTP account log in without TLS. Leave “clearTextAllowed” out, or ask your host.';
    throw new Problem('not-allowed', { detail, field: 'clearTextAllowed' });
  }
}
