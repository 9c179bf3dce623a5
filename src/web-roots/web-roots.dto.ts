// What a web root looks like on the wire, and what may be written about one.
import { NamedReference } from '../http/references.js';
import { PageQuery } from '../http/page.js';
import { type SortWord, sortWords } from '../http/sort.js';
import { Id, OneOf, Optional, Rule, Text, Whole } from '../http/validation.js';
import { SystemId, WebRootPath } from './place-fields.js';
import { whyDomainRefused, whyFolderUnreadable } from './place.js';

/** Where one of a customer's sites lies. The system facts are null for customers. */
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
  /** What lies in it, whoever wrote it. */
  usedBytes: number;
  /** Files, links and folders together. */
  usedFiles: number;
  /** What of it PHP, SSH or others have written since the counting began; negative where they have removed more. */
  outsideBytes: number;
  /** What the customer's plan allows for all their web roots together; null: no limit. */
  quotaBytes: number | null;
  /** When the server has looked at the folder; null: not yet, as after an import. */
  checkedAt: string | null;
  /** What the server finds fault with; null where it does not, and for customers. */
  checkProblem: string | null;
  createdAt: string;
  /** Grows with each change; in quotes it is the ETag. */
  revision: number;
}

/** One page of web roots. */
export class WebRootPage {
  items: WebRoot[];
  nextCursor: string | null;
}

export const webRootSortNames = ['domain', 'customer', 'accounts', 'used', 'created'] as const;
export type WebRootSortName = (typeof webRootSortNames)[number];

/** Which web roots to list, and in which order. */
export class WebRootQuery extends PageQuery {
  @Optional()
  @Id()
  customerId?: string;

  @Optional()
  @Id()
  serverId?: string;

  /** Part of the domain; for staff also of the customer's name or the folder on the server. */
  @Optional()
  @Text(0, 200)
  search?: string;

  /** From the least on, with `-` from the greatest. Left out: newest first. */
  @Optional()
  @OneOf(sortWords(webRootSortNames))
  sort?: SortWord<WebRootSortName>;
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
  @WebRootPath()
  path: string;

  @SystemId()
  systemUid: number;

  @SystemId()
  systemGid: number;

  /** 18 is the usual octal 022. */
  @Optional()
  @Whole(0, 511)
  umask?: number;
}

/** What to change about a web root; what is left out stays. */
export class WebRootChange {
  @Optional()
  @WebRootPath()
  path?: string;

  @Optional()
  @SystemId()
  systemUid?: number;

  @Optional()
  @SystemId()
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
