// Bans that keep somebody from one FTP account, with the button that lifts what its owner may lift.
import { useQuery } from '@tanstack/react-query';
import { bansOfAccountQuery, liftBan } from '../../api/bans.js';
import type { Account, Ban } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../announce.js';
import { formatUntil } from '../format.js';
import { Icon } from '../icons.js';
import { focusTitle, Section } from '../page.js';
import { FormProblem } from '../state.js';
import { useAct } from '../use-submit.js';
import { whoIsBanned } from './who.js';

/** The section; it is there only while there are some. */
export function AccountBans({ account }: { account: Account }) {
  const { data } = useQuery(bansOfAccountQuery(account.id));
  const { busy, problem, run } = useAct();
  if (!data || data.items.length === 0) return null;
  const lift = async (ban: Ban) => {
    await liftBan(ban.id);
    announce(t('bans.liftBody', { who: whoIsBanned(ban) }));
    focusTitle();
  };
  return (
    <Section title={t('bans.mine')}>
      <FormProblem problem={problem} />
      <ul className="refused-logins">
        {data.items.map((ban) => (
          <li key={ban.id} className="tone-refusal">
            <Icon name="refused" />
            <div>
              <p className="what">{sentenceOf(ban)}</p>
              {ban.mayLift && (
                <button
                  type="button"
                  className="text-button"
                  aria-label={t('bans.liftNamed', { who: whoIsBanned(ban) })}
                  disabled={busy}
                  onClick={() => run(() => lift(ban))}
                >
                  {t('bans.lift')}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function sentenceOf({ login, clientNetwork, expiresAt, mayLift, reason }: Ban): string {
  const facts = { network: whoIsBanned({ login: null, clientNetwork }), reason: reason.replace(/[.\s]+$/, '') };
  const what = login === null ? t('bans.mineWhole', facts) : t('bans.mineLogin', facts);
  const until = expiresAt === null ? t('bans.mineForGood') : t('bans.mineUntil', { when: formatUntil(expiresAt) });
  return [what, until, ...(mayLift ? [] : [t('bans.mineAskHost')])].join(' ');
}
