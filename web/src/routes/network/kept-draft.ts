// What was typed into the wizard and is not applied yet, kept in this tab, so that the wizard can be left and resumed.
import type { Policy } from '../../api/types.js';
import { forget, keep, kept } from '../../parts/kept.js';
import type { PolicyValues } from '../server/policy-form.js';

const keyOf = (serverId: string) => `portside-network-${serverId}`;

/** What was typed on top of this very version; undefined where nothing was, or the policy has changed since. */
export function keptDraft({ serverId, version }: Policy): PolicyValues | undefined {
  const written = kept(keyOf(serverId), 'sessionStorage');
  if (written === null) return undefined;
  const draft = JSON.parse(written) as { readonly version: number; readonly values: PolicyValues };
  return draft.version === version ? draft.values : undefined;
}

/** Keeps what is typed. */
export function keepDraft({ serverId, version }: Policy, values: PolicyValues): void {
  keep(keyOf(serverId), JSON.stringify({ version, values }), 'sessionStorage');
}

/** Forgets it, once it is applied or discarded. */
export function forgetDraft(serverId: string): void {
  forget(keyOf(serverId), 'sessionStorage');
}
