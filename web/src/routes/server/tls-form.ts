// The part of a server's policy that its TLS page sets, between the API's names and what the fields show. Pure.
import type { Policy, PolicyWrite } from '../../api/types.js';

export const tlsVersions: readonly Policy['tlsMinimumVersion'][] = ['TLSv1.2', 'TLSv1.3'];

/** What the fields show. */
export interface OldestValues {
  tlsMinimumVersion: Policy['tlsMinimumVersion'];
  note: string;
}

/** What the fields show for a policy. */
export function oldestOf({ tlsMinimumVersion }: Policy): OldestValues {
  return { tlsMinimumVersion, note: '' };
}

/** What was changed, as the API takes it. */
export function oldestDraft(before: OldestValues, { tlsMinimumVersion }: OldestValues): PolicyWrite {
  return tlsMinimumVersion === before.tlsMinimumVersion ? {} : { tlsMinimumVersion };
}
