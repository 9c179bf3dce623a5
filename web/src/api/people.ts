// Who signs in to the panel. For admins.
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, body, done } from './client.js';
import { given, paged, refresh } from './query.js';
import type { NewPanelUser, PanelUser, PanelUserChange, Role, SortOf } from './types.js';

/** Which panel users. */
export interface PeopleFilter {
  readonly search?: string | undefined;
  readonly role?: Role | undefined;
  readonly customerId?: string | undefined;
  readonly sort?: SortOf<'/api/v1/panel-users'> | undefined;
}

/** Panel users, newest first. */
export const peopleQuery = (filter: PeopleFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['people', 'list', filter],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/panel-users', { params: { query: given({ ...filter, cursor: pageParam }) } })),
  });

/** Adds somebody. */
export async function addPerson(person: NewPanelUser): Promise<PanelUser> {
  const added = await body(api.POST('/api/v1/panel-users', { body: person }));
  refresh('people');
  return added;
}

/** Changes name, role or status. */
export async function changePerson(id: string, change: PanelUserChange): Promise<void> {
  await body(api.PATCH('/api/v1/panel-users/{id}', { params: { path: { id } }, body: change }));
  refresh('people');
}

/** Lets somebody who lost their second step sign in with the password alone. */
export async function resetTwoStep(id: string): Promise<void> {
  await body(api.POST('/api/v1/panel-users/{id}/reset-two-step', { params: { path: { id } } }));
  refresh('people');
}

/** Removes somebody with their sessions and API tokens. */
export async function deletePerson(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/panel-users/{id}', { params: { path: { id } } }));
  refresh('people');
}
