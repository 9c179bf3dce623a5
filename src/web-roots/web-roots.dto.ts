// What a web root looks like on the wire, and what may be written about one.
import { NamedReference } from '../http/references.js';
import { PageQuery } from '../http/page.js';
import { Id, Optional, Rule, Whole } from '../http/validation.js';
import { whyDomainRefused, whyFolderUnreadable, whyPathRefused } from './place.js';

/** Where one of a customer's sites lies. The four system facts are null for customers. */
export class WebRoot {
  id: string;
  domain: string;
  path: string | null;
  customer: NamedReference;
  server: NamedReference;
  systemUid: number | null;
  systemGid: number | null;
  /** Bits taken away from the mode of what is created. */
  umask: number | null;
  accountCount: number;
  createdAt: string;
  /** Grows with each change; in quotes it is the ETag. */
  revision: number;
}

/** One page of web roots. */
export class WebRootPage {
  items: WebRoot[];
  nextCursor: string | null;
}

/** Which web roots to list. */
export class WebRootQuery extends PageQuery {
  @Optional()
  @Id()
  customerId?: string;
}

/** A new web root; the server checks it before it is saved. */
export class NewWebRoot {
  @Id()
  customerId: string;

  @Id()
  serverId: string;

  @Rule('domain', whyDomainRefused)
  domain: string;

  /** The folder on the server, absolute. */
  @Rule('path', whyPathRefused)
  path: string;

  @Whole(1, 4_294_967_294)
  systemUid: number;

  @Whole(1, 4_294_967_294)
  systemGid: number;

  /** 18 is the usual octal 022. */
  @Optional()
  @Whole(0, 511)
  umask?: number;
}

/** What to change about a web root; what is left out stays. */
export class WebRootChange {
  @Optional()
  @Rule('path', whyPathRefused)
  path?: string;

  @Optional()
  @Whole(1, 4_294_967_294)
  systemUid?: number;

  @Optional()
  @Whole(1, 4_294_967_294)
  systemGid?: number;

  @Optional()
  @Whole(0, 511)
  umask?: number;
}

/** Which folder to look into. */
export class FolderQuery {
  /** Inside the web root, beginning with `/`; left out: the web root itself. */
  @Optional()
  @Rule('folder', whyFolderUnreadable)
  folder?: string;
}

export type FolderEntryKind = 'folder' | 'file' | 'link';

/** One name in a folder. */
export class FolderEntry {
  name: string;
  kind: FolderEntryKind;
  sizeBytes: number;
  modifiedAt: string;
}

/** What lies in a folder of a web root, folders first. */
export class FolderListing {
  folder: string;
  entries: FolderEntry[];
  /** Whether there is more than was listed. */
  truncated: boolean;
}
