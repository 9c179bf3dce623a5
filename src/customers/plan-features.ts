// What a plan lets its customers set themselves. Staff set everything, whatever the plan.
import { type Actor, ownCustomerId } from '../auth/actor.js';
import type { Queries } from '../database/queries.js';
import { Problem } from '../http/problems.js';

export const planFeatures = ['expiry', 'networks', 'limits', 'modes', 'tokens'] as const;
export type PlanFeature = (typeof planFeatures)[number];

/** Each feature as the middle of a sentence. */
const what: Readonly<Record<PlanFeature, string>> = {
  expiry: 'expiry dates',
  networks: 'allowed networks',
  limits: 'limits of bandwidth and sessions',
  modes: 'wishes about data connections',
  tokens: 'API tokens',
};

/** A feature that is asked for, and the field that asks. */
export interface AskedFeature {
  readonly feature: PlanFeature;
  readonly field: string;
}

/** Throws Problem `not-in-plan` for the first of these that a customer's plan does not have. */
export async function refuseBeyondFeatures(tx: Queries, actor: Actor, asked: readonly AskedFeature[]): Promise<void> {
  const customerId = ownCustomerId(actor);
  if (customerId === undefined || asked.length === 0) return;
  const [plan] = await tx.query<{ name: string; features: PlanFeature[] }[]>(
    `select p.name, p.features from customers c join plans p on p.id = c.plan_id where c.id = $1`,
    [customerId],
  );
  const missing = asked.find(({ feature }) => plan?.features.includes(feature) !== true);
  if (missing === undefined) return;
  const detail = `Your plan “${plan?.name ?? ''}” does not include ${what[missing.feature]}. Ask your host.`;
  throw new Problem('not-in-plan', { detail, field: missing.field });
}
