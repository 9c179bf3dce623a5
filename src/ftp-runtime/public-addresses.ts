// The literal addresses behind the host names of a policy: the engine knows no names, so they are filled in here. How one
// name is followed is followed-host.ts.
import type { ServerPolicy } from '../ftp/index.js';
import { FollowedHost, type FollowedHostOptions, type PublicAddress } from './followed-host.js';
import type { AddressFamily } from './look-up.js';

/** The host names that a policy gives as its public addresses; undefined where it gives none. */
export type PublicHosts = Readonly<Record<AddressFamily, string | undefined>>;

/** A policy as it is written, with the names that are still to be looked up. */
export interface WrittenPolicy {
  readonly policy: ServerPolicy;
  readonly hosts: PublicHosts;
}

export type PublicAddressesOptions = Pick<FollowedHostOptions, 'changed' | 'lookUp' | 'note' | 'shortestMs'>;

/** How long a policy waits for the DNS before it is obeyed without: it has to be in force within a second. */
const firstAnswerMs = 500;

/** Follows the hosts of the policy that is obeyed. */
export class PublicAddresses {
  #hosts: readonly FollowedHost[] = [];

  constructor(private readonly options: PublicAddressesOptions) {}

  /** What is known of each host. */
  get shown(): readonly PublicAddress[] {
    return this.#hosts.map(({ shown }) => shown);
  }

  /**
   * Follows these hosts from now on; one that was followed already keeps its address. Resolves when each was asked once,
   * or when that takes too long. `remembered`: what other processes found earlier.
   */
  async follow(hosts: PublicHosts, remembered: readonly PublicAddress[] = []): Promise<void> {
    const before = this.#hosts;
    this.#hosts = (['ipv4', 'ipv6'] as const).flatMap((family) => {
      const host = hosts[family];
      if (host === undefined) return [];
      const same = (one: PublicAddress) => one.family === family && one.host === host;
      const followed = before.find(({ shown }) => same(shown));
      return [followed ?? new FollowedHost({ ...this.options, family, host, remembered: remembered.find(same) })];
    });
    for (const host of before) if (!this.#hosts.includes(host)) host.stop();
    await soon(this.#hosts.map(({ asked }) => asked));
  }

  /** The policy as the engine obeys it. Without an answer for its host, PASV names the session's own local address. */
  fill({ policy, hosts }: WrittenPolicy): ServerPolicy {
    if (hosts.ipv4 === undefined) return policy;
    const found = this.shown.find(({ family }) => family === 'ipv4')?.address;
    return { ...policy, passive: { ...policy.passive, publicIpv4: found ?? undefined } };
  }

  stop(): void {
    for (const host of this.#hosts) host.stop();
  }
}

async function soon(work: readonly Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, firstAnswerMs)));
  await Promise.race([Promise.all(work), late]);
  clearTimeout(timer);
}
