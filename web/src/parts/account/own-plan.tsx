// What a customer's own plan includes and how far it goes, said at the field before the panel would refuse. Staff set
// everything, whatever the plan.
import { useQuery } from '@tanstack/react-query';
import type { UseFormReturnType } from '@mantine/form';
import { useMe } from '../../api/me.js';
import { ownPlanQuery } from '../../api/own.js';
import type { OwnPlan } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatBytes, formatNumber, parseBytes } from '../format.js';
import { speedTyped, type LimitValues } from './limits-form.js';

type Feature = OwnPlan['features'][number];

/** A customer's plan; undefined for staff, and until it is known. */
export function useOwnPlan(): OwnPlan | undefined {
  const customer = useMe().role === 'customer';
  return useQuery({ ...ownPlanQuery, enabled: customer }).data;
}

/** Why a customer cannot use this, with whom to ask; undefined where they can. */
export function whyNotInPlan(plan: OwnPlan | undefined, feature: Feature): string | undefined {
  if (plan === undefined || plan.features.includes(feature)) return undefined;
  return t(`ownPlan.without.${feature}`, { plan: plan.name });
}

const featureOf = {
  maxSessions: 'limits',
  bandwidthDownBytes: 'limits',
  bandwidthUpBytes: 'limits',
  allowedNetworks: 'networks',
  expiresAt: 'expiry',
} as const satisfies Partial<Record<keyof LimitValues, Feature>>;

const numbers = {
  quotaBytes: { read: parseBytes, say: formatBytes },
  quotaFiles: { read: Number, say: (count: number) => formatNumber(count) },
  maxSessions: { read: Number, say: String },
  bandwidthDownBytes: { read: speedTyped, say: (speed: number) => `${formatBytes(speed)}/s` },
  bandwidthUpBytes: { read: speedTyped, say: (speed: number) => `${formatBytes(speed)}/s` },
} as const;

type Numbered = keyof typeof numbers;
type Bounded = keyof typeof featureOf | Numbered;

/**
 * A field's hint under the plan, and whether it can be used: what the host has set can still be taken away. What is
 * typed beyond the plan is said, because it gives no more than the plan does.
 */
export function planned(
  plan: OwnPlan | undefined,
  form: UseFormReturnType<LimitValues>,
  { field, hint }: { field: Bounded; hint: string },
): { description: string; disabled: boolean } {
  const without = field in featureOf ? whyNotInPlan(plan, featureOf[field as keyof typeof featureOf]) : undefined;
  if (without !== undefined) return { description: without, disabled: form.getInitialValues()[field] === '' };
  const beyond = field in numbers ? whyBeyond(plan, field as Numbered, form.getValues()[field]) : undefined;
  return { description: beyond === undefined ? hint : `${hint} ${beyond}`, disabled: false };
}

function whyBeyond(plan: OwnPlan | undefined, field: Numbered, typed: string): string | undefined {
  const most = plan?.[field] ?? null;
  const { read, say } = numbers[field];
  const wished = typed.trim() === '' ? null : read(typed);
  if (most === null || wished === null || wished === undefined || !(wished > most)) return undefined;
  return t('ownPlan.beyond', { most: say(most) });
}
