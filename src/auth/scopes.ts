// What an API token may do: few words, each the name of what a program is about and whether it only looks. Pure.

export const scopes = [
  'accounts:read',
  'accounts:write',
  'activity:read',
  'servers:read',
  'servers:write',
  'customers:read',
  'customers:write',
  'people:read',
  'people:write',
] as const;

/** A part of what a panel user may do, given to a token. It never gives more than the panel user's role. */
export type Scope = (typeof scopes)[number];

/** Whether a token with these scopes may do this. A token without any may do everything its panel user may. */
export function covers(held: readonly Scope[], asked: Scope): boolean {
  return held.length === 0 || held.includes(asked);
}
