// By what data connections can be narrowed, in their list and in their summary.
import { type DataMode, type DataVerb, dataVerbs, modeOf } from '../ftp/policy.js';
import { normalNetwork } from '../http/networks.js';

export const dataModes = ['active', 'passive'] as const satisfies readonly DataMode[];

/** Why this is no network, as a sentence; undefined where it is one. */
export function whyNoNetwork(written: unknown): string | undefined {
  return normalNetwork(written) === undefined ? 'Write a network such as 203.0.113.0/24 or 2001:db8::/32.' : undefined;
}

/** The verbs that are asked for; undefined: all. */
export function verbsOf({ verb, mode }: { verb?: DataVerb; mode?: DataMode }): readonly DataVerb[] | undefined {
  if (verb === undefined && mode === undefined) return undefined;
  return dataVerbs.filter((one) => (verb ?? one) === one && (mode ?? modeOf[one]) === modeOf[one]);
}
