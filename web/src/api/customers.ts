// Customers and the plans they are on. For admins; support reads.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { madeFrom } from './conflict.js';
import { given, paged, queryClient, refresh } from './query.js';
import type { Customer, NewCustomer } from './types.js';

/** Customers by search, newest first. */
export const customersQuery = (search?: string) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['customers', 'list', search ?? ''],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/customers', { params: { query: given({ search, cursor: pageParam }) } })),
  });

/** One customer. */
export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'one', id],
    queryFn: () => body(api.GET('/api/v1/customers/{id}', { params: { path: { id } } })),
  });

/** The plans there are. */
export const plansQuery = () =>
  queryOptions({ queryKey: ['plans'], queryFn: () => body(api.GET('/api/v1/plans', { params: { query: {} } })) });

function keep(customer: Customer): Customer {
  queryClient.setQueryData(customerQuery(customer.id).queryKey, customer);
  refresh('customers', 'accounts');
  return customer;
}

/** Makes a customer, and a panel login for them when one is given. */
export async function createCustomer(customer: NewCustomer): Promise<Customer> {
  return keep(await body(api.POST('/api/v1/customers', { body: customer })));
}

/** Puts the customer on another plan. */
export async function changePlan({ id, revision }: Customer, planId: string): Promise<Customer> {
  const params = { path: { id }, header: madeFrom(revision) };
  return keep(await body(api.PATCH('/api/v1/customers/{id}', { params, body: { planId } })));
}

/** Locks every login of the customer and ends their sessions. */
export async function suspendCustomer(id: string, reason: string): Promise<Customer> {
  return keep(await body(api.POST('/api/v1/customers/{id}/suspend', { params: { path: { id } }, body: { reason } })));
}

/** Lets the customer's logins in again, those that were enabled before. */
export async function unsuspendCustomer(id: string): Promise<Customer> {
  return keep(await body(api.POST('/api/v1/customers/{id}/unsuspend', { params: { path: { id } } })));
}
