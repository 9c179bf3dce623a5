// What a policy would mean before it is applied, and what its firewall needs, as they look on the wire.
import type { Situation } from './addressing.js';
import type { ForbiddenUse } from './client-settings.js';
import type { FirewallTool } from './firewall.js';
import type { AddressFamily } from './public-address.js';

/** How many used something. */
export class UseCount {
  /** Data connections. */
  connections: number;
  sessions: number;
  accounts: number;
  customers: number;
}

/** How many used what the draft would forbid, by what it is. */
export class UseByKind extends UseCount {
  use: ForbiddenUse;
}

/** How many used what the draft would forbid, by client program. */
export class UseByProgram extends UseCount {
  /** What the client says it is; `unknown` where it says nothing. */
  program: string;
}

/** What one FTP account used with one program and the draft would forbid. */
export class AffectedUse {
  accountId: string;
  login: string;
  customerId: string;
  customer: string;
  /** What the client says it is; `unknown` where it says nothing. */
  program: string;
  use: ForbiddenUse;
  connections: number;
  lastUsedAt: string;
  /** The setting to change. */
  cure: string;
}

/** What was used in the last days and the draft would forbid; FTP accounts that are gone do not count. */
export class ForbiddenUses {
  /** All data connections of these days, forbidden or not. */
  recorded: number;
  total: UseCount;
  byKind: UseByKind[];
  byProgram: UseByProgram[];
  /** Whom it concerns, the most used first and at most 100; the CSV has all. */
  affected: AffectedUse[];
}

/** What the draft's passive range can hold. */
export class PassiveCapacity {
  /** How many passive data connections at once. */
  ports: number;
  /** The most that were wanted at once. */
  peak: number;
  peakAt: string | null;
  sentence: string;
}

/** A field of the draft that keeps it from being saved. */
export class PreviewRefusal {
  field: string;
  detail: string;
}

/** Rules for one firewall. */
export class FirewallText {
  tool: FirewallTool;
  /** What to let in, a line each. */
  incoming: string;
  /** What to let out, where the firewall filters that too; empty where nothing has to. */
  outgoing: string;
}

/** The firewall rules for the newest policy. */
export class Firewall {
  serverId: string;
  version: number;
  rules: FirewallText[];
}

/** An address that the server's machine has on a network interface. */
export class ServerInterfaceAddress {
  interface: string;
  family: AddressFamily;
  address: string;
}

/** Whether the server is behind NAT, and whether clients would be told an address that they can dial. */
export class PolicyAddressing {
  /** `behind-nat`: the machine has private IPv4 addresses only. `unknown`: no FTP process is up to say so. */
  situation: Situation;
  /** Whether nothing has to be changed. */
  fine: boolean;
  sentence: string;
  interfaces: ServerInterfaceAddress[];
}

/** What a draft would mean. */
export class PolicyPreview {
  /** The records that were looked at begin here. */
  since: string;
  forbidden: ForbiddenUses;
  capacity: PassiveCapacity;
  addressing: PolicyAddressing;
  /** What keeps it from being saved. */
  refusals: PreviewRefusal[];
  /** What works but will surprise somebody. */
  warnings: string[];
  firewall: FirewallText[];
}
