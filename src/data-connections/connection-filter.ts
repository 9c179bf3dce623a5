// By what data connections can be narrowed, in their list and in their summary.
import { type DataMode, type DataVerb, dataVerbs, modeOf } from '../ftp/policy.js';

export const dataModes = ['active', 'passive'] as const satisfies readonly DataMode[];

/** The verbs that are asked for; undefined: all. */
export function verbsOf({ verb, mode }: { verb?: DataVerb; mode?: DataMode }): readonly DataVerb[] | undefined {
  if (verb === undefined && mode === undefined) return undefined;
  return dataVerbs.filter((one) => (verb ?? one) === one && (mode ?? modeOf[one]) === modeOf[one]);
}
