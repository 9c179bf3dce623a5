// The signed-in panel user, inside pages that only open to one.
import { useQuery } from '@tanstack/react-query';
import { meQuery } from './session.js';
import type { Me } from './types.js';

/** Who is signed in; throws outside of the shell, where nobody may be. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error('Nobody is signed in.');
  return data;
}
