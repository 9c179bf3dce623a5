// Which field of the policy is edited in which step of the wizard. Pure.
import type { NetworkStep } from '../search.js';

const fields: Readonly<Record<NetworkStep, readonly string[]>> = {
  address: ['publicIpv4', 'publicIpv6', 'addressOverrides', 'localForPrivatePeers'],
  mode: ['verbs', 'exceptionsAllowed', 'passiveFirstPort', 'passiveLastPort'],
  firewall: [],
  encryption: ['tls', 'tlsSessionReuse'],
  test: [],
};

/** Whether a field, such as `addressOverrides.0.network`, is edited in this step. */
export function isOf(step: NetworkStep, field: string): boolean {
  return fields[step].includes(field.split('.')[0] ?? '');
}

/** Those of these problems that can be mended in this step, by field. */
export function problemsOf<T>(step: NetworkStep, problems: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(problems).filter(([field]) => isOf(step, field)));
}
