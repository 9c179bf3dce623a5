// Customers and the plans they are on. For admins; support reads.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { madeFrom } from './conflict.js';
import { given, paged, queryClient, refresh } from './query.js';
import type { Customer, CustomerChange, NewCustomer, Plan, SortOf } from './types.js';

export interface CustomerFilter {
  readonly search?: string | undefined;
  readonly status?: Customer['status'] | undefined;
  readonly planId?: string | undefined;
  readonly sort?: SortOf<'/api/v1/customers'> | undefined;
}

/** Customers by search, status and plan, newest first unless sorted. */
export const customersQuery = (filter: CustomerFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['customers', 'list', filter],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/customers', { params: { query: given({ ...filter, cursor: pageParam }) } })),
  });

/** One customer. */
export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'one', id],
    queryFn: () => body(api.GET('/api/v1/customers/{id}', { params: { path: { id } } })),
  });

/** The plans there are to choose from, all of them, by name. */
export const plansQuery = () =>
  queryOptions({
    queryKey: ['plans', 'choices'],
    queryFn: async () => {
      const items: Plan[] = [];
      let cursor: string | null | undefined;
      do {
        const query = given({ sort: 'name' as const, limit: 200, cursor: cursor ?? undefined });
        const page = await body(api.GET('/api/v1/plans', { params: { query } }));
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return { items };
    },
  });

function keep(customer: Customer): Customer {
  queryClient.setQueryData(customerQuery(customer.id).queryKey, customer);
  refresh('customers', 'accounts');
  return customer;
}

/** Makes a customer, and a panel login for them when one is given. */
export async function createCustomer(customer: NewCustomer): Promise<Customer> {
  return keep(await body(api.POST('/api/v1/customers', { body: customer })));
}

/** Changes name, reference and plan. */
export async function changeCustomer(id: string, change: CustomerChange, revision: number): Promise<Customer> {
  const params = { path: { id }, header: madeFrom(revision) };
  return keep(await body(api.PATCH('/api/v1/customers/{id}', { params, body: change })));
}

/** Locks every login of the customer and ends their sessions. */
export async function suspendCustomer(id: string, reason: string): Promise<Customer> {
  return keep(await body(api.POST('/api/v1/customers/{id}/suspend', { params: { path: { id } }, body: { reason } })));
}

/** Lets the customer's logins in again, those that were enabled before. */
export async function unsuspendCustomer(id: string): Promise<Customer> {
  return keep(await body(api.POST('/api/v1/customers/{id}/unsuspend', { params: { path: { id } } })));
}
