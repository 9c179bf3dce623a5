// What bounds an FTP account: how much of each limit is used and whose limit it is, the limits to set, the modes.
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { accountLimitsQuery } from '../../api/account-limits.js';
import type { Account, AccountLimits } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { BoundFields } from '../../parts/account/limit-fields.js';
import { SpeedFields } from '../../parts/account/rule-fields.js';
import { Fetched } from '../../parts/fetched.js';
import { formatBytes, formatNumber } from '../../parts/format.js';
import { Section } from '../../parts/page.js';
import { State } from '../../parts/state.js';
import { fullInWords, shareOf } from '../../parts/usage.js';
import { focusField } from '../../parts/use-submit.js';
import { FormPart, type AccountForm } from './account-form.js';
import { ModesSection } from './modes-section.js';

interface LimitsProps {
  readonly account: Account;
  readonly of: AccountForm;
  readonly readOnly: boolean;
}

/** What the address ends with, after the #, where the field Expires is to have the focus. */
export const expiryField = 'expiresAt';

/** The tab. */
export function LimitsTab({ account, of, readOnly }: LimitsProps) {
  const { form } = of;
  const location = useLocation();
  useEffect(() => {
    if (location.hash === expiryField) focusField(form.getInputNode(expiryField));
  }, [location]);
  return (
    <>
      <Section title={t('accountPage.used')}>
        <Fetched query={useQuery(accountLimitsQuery(account.id))} what={t('accountPage.used')}>
          {(limits) => <Used limits={limits} />}
        </Fetched>
      </Section>
      <Section title={t('accountPage.tabs.limits')}>
        <FormPart {...of} part="limits" readOnly={readOnly}>
          <BoundFields form={form} />
          <SpeedFields form={form} account={account} />
        </FormPart>
      </Section>
      <ModesSection account={account} />
    </>
  );
}

function Used({ limits }: { limits: AccountLimits }) {
  const { bytes, planBytes, files, planFiles, sessions, plan } = limits;
  return (
    <dl className="bounds">
      <Bound label={t('accountPage.storage')} of={bytes} say={formatBytes} full={t('accountPage.atLimit')}>
        {planWords(plan.name, [bytes, planBytes], formatBytes)}
      </Bound>
      <Bound label={t('accountPage.filesUsed')} of={files} say={formatNumber} full={t('accountPage.atLimit')}>
        {planWords(plan.name, [files, planFiles], formatNumber)}
      </Bound>
      <Bound label={t('accountPage.sessionsUsed')} of={sessions} say={formatNumber} full={t('accountPage.noneLeft')} />
    </dl>
  );
}

type UsedOf = AccountLimits['bytes'];

/** Nothing where neither the plan nor the FTP account has a limit: the number says so. */
function planWords(
  plan: string,
  [own, { used, limit }]: readonly [UsedOf, UsedOf],
  say: (value: number) => string,
): string | undefined {
  if (limit === null) return own.limit === null ? undefined : t('accountPage.planFree', { plan });
  return t('accountPage.planUsed', { plan, used: say(used), max: say(limit) });
}

interface BoundProps {
  readonly label: string;
  readonly of: UsedOf;
  readonly say: (value: number) => string;
  readonly full: string;
  readonly children?: string | undefined;
}

function Bound({ label, of: { used, limit }, say, full, children }: BoundProps) {
  const share = limit === null ? undefined : shareOf(used, limit);
  const fullness = share === undefined ? undefined : fullInWords(share);
  return (
    <div>
      <dt>{label}</dt>
      <dd className={fullness ? 'usage full' : 'usage'}>
        <span className="number">
          {limit === null
            ? t('accountPage.noMax', { used: say(used) })
            : t('accountPage.ofMax', { used: say(used), max: say(limit) })}
        </span>
        {share !== undefined && (
          <span className="bar-track" aria-hidden="true">
            <span className="bar-fill" style={{ inlineSize: `${(share * 100).toFixed(1)}%` }} />
          </span>
        )}
        {fullness && (
          <State tone="refusal" icon="refused">
            {share === 1 ? full : fullness}
          </State>
        )}
        {children && <span className="hint">{children}</span>}
      </dd>
    </div>
  );
}
