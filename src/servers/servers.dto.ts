// What a server looks like on the wire.
import { PageQuery } from '../http/page.js';
import { type SortWord, sortWords } from '../http/sort.js';
import { OneOf, Optional, Rule } from '../http/validation.js';
import type { Preset, TlsRule } from '../ftp/policy.js';
import { whyHostRefused } from './host.js';
import { PolicyPublicAddress, PolicyRefusedPort, VerbRulesBody } from './policy.dto.js';

/** `awaited`: added, and no FTP process has ever started there. */
export type ServerState = 'up' | 'down' | 'awaited';
export type ProcessIdentity = 'customer' | 'process';

/** One FTP process of a server. */
export class ServerProcess {
  id: string;
  pid: number;
  version: string;
  startedAt: string;
  heartbeatAt: string;
  /** The policy version it obeys; null before the first. */
  appliedVersion: number | null;
  appliedAt: string | null;
  /** Heard from within 15 seconds and not stopped. */
  up: boolean;
  /** Whether files are made as the customer's system identity, or as the process's own. */
  identity: ProcessIdentity;
  jailBackend: string;
  /** Whether it may use ports below 1024, such as source port 20. */
  bindsLowPorts: boolean;
  /** What it found behind the host names of the policy. */
  publicAddresses: PolicyPublicAddress[];
  /** Passive ports that it could not have. At most 50. */
  refusedPorts: PolicyRefusedPort[];
}

/** The newest policy of a server, in short. */
export class PolicySummary {
  version: number;
  /** Null where the four verbs were set one by one. */
  preset: Preset | null;
  verbs: VerbRulesBody;
  tls: TlsRule;
  passiveFirstPort: number;
  passiveLastPort: number;
  /** An address or a host name; null for the address the client reached. */
  publicIpv4: string | null;
  /** The same for IPv6. */
  publicIpv6: string | null;
}

/** One machine's FTP service. Customers see no processes. */
export class Server {
  id: string;
  name: string;
  host: string;
  ftpPort: number;
  ftpsPort: number | null;
  certificateFingerprint: string | null;
  /** Up while one of its processes is. */
  state: ServerState;
  processes: ServerProcess[];
  policy: PolicySummary;
  /** Whether every process that is up obeys the newest policy. */
  inForce: boolean;
  /** Customers see the number of their own. */
  openSessions: number;
  /** Grows with each change of the host; in quotes it is the ETag. */
  revision: number;
}

/** One page of servers. */
export class ServerPage {
  items: Server[];
  nextCursor: string | null;
}

export const serverSortNames = ['name', 'host', 'sessions', 'created'] as const;
export type ServerSortName = (typeof serverSortNames)[number];

/** Which servers to list, and in which order. */
export class ServerQuery extends PageQuery {
  /** From the least on, with `-` from the greatest. Left out: newest first. */
  @Optional()
  @OneOf(sortWords(serverSortNames))
  sort?: SortWord<ServerSortName>;
}

/** What to change about a server. */
export class ServerChange {
  /** The name or address that customers are told to connect to. */
  @Rule('host', whyHostRefused)
  host: string;
}
