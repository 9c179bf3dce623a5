// A plan by its id or by its name, as billing systems know it.
import type { Queries } from '../database/queries.js';
import { badField } from '../http/problems.js';
import type { PlanChoice } from './provisioning.dto.js';

/** The id of the plan that was named; undefined where none was. Throws a 400 that names the field. */
export async function choosePlan(tx: Queries, { planId, planName }: PlanChoice): Promise<string | undefined> {
  if (planName === undefined) return planId;
  if (planId !== undefined) throw badField('planName', 'Write planId or planName, not both.');
  const [plan] = await tx.query<{ id: string }[]>(`select id from plans where name = $1`, [planName]);
  if (plan === undefined) throw badField('planName', 'There is no plan of this name.');
  return plan.id;
}
