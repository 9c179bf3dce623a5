// What moving a site to another server looks like on the wire.
import type { Preset, TlsRule } from '../ftp/policy.js';
import { NamedReference } from '../http/references.js';
import { Id, Optional, YesOrNo } from '../http/validation.js';
import { SystemId, WebRootPath } from '../web-roots/place-fields.js';

/** Where a web root shall lie; what is left out is as on the server it comes from. */
export class MoveTarget {
  @Id()
  serverId: string;

  /** The folder on the new server, absolute. */
  @Optional()
  @WebRootPath()
  path?: string;

  @Optional()
  @SystemId()
  systemUid?: number;

  @Optional()
  @SystemId()
  systemGid?: number;
}

/** What to move where. */
export class MoveOrder extends MoveTarget {
  /** Moves although the files on the new server are not what the old one has, or were not counted. */
  @Optional()
  @YesOrNo()
  despiteDifferences?: boolean;
}

/** One of the two servers, as clients meet it, and the site's place there. */
export class MovePlace {
  server: NamedReference;
  serverAnswers: boolean;
  host: string;
  ftpPort: number;
  ftpsPort: number | null;
  certificateFingerprint: string | null;
  /** Null where the policy is none of the three. */
  preset: Preset | null;
  tls: TlsRule;
  path: string;
  systemUid: number;
  systemGid: number;
}

/** An FTP account that goes along. */
export class MovingAccount {
  id: string;
  login: string;
  folder: string;
  openSessions: number;
}

/** Why the site cannot be moved there, with the cure. */
export class MoveClash {
  /** The field of the request to change; null where something else has to be done. */
  field: string | null;
  detail: string;
}

/** Everything that a move would do; nothing is changed by asking. */
export class MovePreview {
  webRootId: string;
  domain: string;
  customer: NamedReference;
  /** Of the web root; in quotes it is the ETag to move with. */
  revision: number;
  from: MovePlace;
  to: MovePlace;
  accounts: MovingAccount[];
  /** Sessions that end. */
  openSessions: number;
  /** Uploads that broke off and would not be continued. */
  unfinishedUploads: number;
  /** Domains of web roots that lie in this one's folder and stay where they are. */
  websitesInside: string[];
  /** Empty: it can be moved. */
  clashes: MoveClash[];
  /** For a shell of root on the new server. */
  copyCommand: string;
}

export type MoveCountState = 'waiting' | 'counting' | 'counted' | 'refused' | 'silent';

/** What one server counted. */
export class MoveCount {
  server: NamedReference;
  state: MoveCountState;
  /** While `counting`: so far. Of a silent old server: what it counted last. */
  bytes: number | null;
  /** Files, links and folders. */
  files: number | null;
  /** False where the count did not come to an end. */
  complete: boolean;
  countedAt: string | null;
  ownerUid: number | null;
  ownerGid: number | null;
  /** Why it is `refused`. */
  refusal: string | null;
}

export type MoveVerdict = 'counting' | 'same' | 'differs' | 'unusable';

/** Whether the files are there: what both servers counted, side by side. */
export class MoveCheck {
  target: NamedReference;
  path: string;
  systemUid: number;
  systemGid: number;
  askedAt: string;
  before: MoveCount;
  after: MoveCount;
  verdict: MoveVerdict;
  /** Whether the folder belongs to whom it shall; null while nobody knows. */
  ownerFits: boolean | null;
}

/** A server that a site was moved away from, and that still says where to. */
export class FormerServer {
  server: NamedReference;
  host: string;
  ftpPort: number;
  path: string;
  movedAt: string;
  movedBy: string;
  /** Until then the right password is answered with the new address. */
  announcedUntil: string;
  /** Logins with the right password there since the move. */
  loginCount: number;
  lastLoginAt: string | null;
  /** Run again on the new server, it brings what was uploaded after the copy was made. */
  copyCommand: string;
}

/** Where a site is, where it was, and whether its files are where they shall go. */
export class SiteMoves {
  webRootId: string;
  domain: string;
  customer: NamedReference;
  server: NamedReference;
  host: string;
  ftpPort: number;
  ftpsPort: number | null;
  /** The latest first. */
  formerServers: FormerServer[];
  /** The newest; after the move the new server has counted once more. */
  check: MoveCheck | null;
  revision: number;
}
