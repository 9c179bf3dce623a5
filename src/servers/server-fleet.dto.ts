// A server that was just added, and what hangs on one that is to be removed, as they look on the wire.
import { Server } from './servers.dto.js';

/** A new server, with what its machine needs once. */
export class AddedServer extends Server {
  /** The settings file for its machine; it holds a password and is never shown again. */
  environment: string;
  /** What the owner of the database has to run first; null where the panel has made the login itself. */
  sql: string | null;
  /** What in the file has to be put right; null where nothing has. */
  warning: string | null;
}

/** The login of a server's own FTP processes. */
export class RemovedLogin {
  name: string;
  /** Whether the panel may remove it; where not, it is left without any right. */
  removable: boolean;
}

/** What hangs on a server, and what would go with it. */
export class ServerRemoval {
  webRoots: number;
  accounts: number;
  customers: number;
  /** Domains of the web roots in order of the alphabet, at most 20. */
  domains: string[];
  /** What would go: records of sessions and transfers, and versions of the policy. */
  sessions: number;
  transfers: number;
  policies: number;
  /** Sites that were moved away and whose new address this server still tells; after its removal nobody does. */
  movedSites: number;
  /** Until when it would tell the last of them; null where there are none. */
  movedToldUntil: string | null;
  /** Null where its FTP processes have no login of their own. */
  databaseLogin: RemovedLogin | null;
  /** Why it cannot be removed now, with the cure; null where it can. */
  refusal: string | null;
}
