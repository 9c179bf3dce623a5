// Changes that name the state they were made from, and what the API answers where somebody else was faster.
import type { Problem } from './problem.js';

/** The If-Match header of a change that was made from this revision. */
export const madeFrom = (revision: number) => ({ 'If-Match': `"${revision}"` });

/** What is there now, where somebody else was faster; undefined for any other problem. */
export function nowThere<T>(problem: Problem): T | undefined {
  return problem.code === 'changed-meanwhile' ? (problem.body['current'] as T) : undefined;
}
