// Plans as a list, changing them, and who would be over them. The plans to choose from are customers.ts.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, done } from './client.js';
import { madeFrom } from './conflict.js';
import { given, paged, refresh } from './query.js';
import type { NewPlan, Plan, PlanOffender, SortOf } from './types.js';

type PlanChange = Partial<NewPlan>;

export interface PlanFilter {
  readonly search?: string | undefined;
  readonly sort?: SortOf<'/api/v1/plans'> | undefined;
}

/** Plans by name, newest first unless sorted. */
export const planListQuery = (filter: PlanFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['plans', 'list', filter],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/plans', { params: { query: given({ ...filter, cursor: pageParam }) } })),
  });

/** Makes a plan. */
export async function createPlan(plan: NewPlan): Promise<Plan> {
  const made = await body(api.POST('/api/v1/plans', { body: plan }));
  refresh('plans');
  return made;
}

/** Changes a plan for everybody who has it. */
export async function changePlan(id: string, change: PlanChange, revision: number): Promise<Plan> {
  const params = { path: { id }, header: madeFrom(revision) };
  const changed = await body(api.PATCH('/api/v1/plans/{id}', { params, body: change }));
  refresh('plans', 'customers', 'accounts');
  return changed;
}

/** Deletes a plan that nobody has. */
export async function deletePlan(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/plans/{id}', { params: { path: { id } } }));
  refresh('plans');
}

/** Who would have more than the changed plan allows. */
export async function whoWouldBeOver(id: string, change: PlanChange): Promise<PlanOffender[]> {
  return (await body(api.POST('/api/v1/plans/{id}/preview', { params: { path: { id } }, body: change }))).offenders;
}

/** What a customer would have more than another plan allows. */
export const planPreviewQuery = (customerId: string, planId: string) =>
  queryOptions({
    queryKey: ['customers', 'plan-preview', customerId, planId],
    queryFn: () =>
      body(api.GET('/api/v1/customers/{id}/plan-preview', { params: { path: { id: customerId }, query: { planId } } })),
  });
