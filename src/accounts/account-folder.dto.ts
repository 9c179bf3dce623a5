// What making an account's folder, and the question who uses an account, look like on the wire.

/** What became of the folder. */
export class MadeFolder {
  /** `waiting`: the server does not answer and makes it when it is back. */
  state: 'made' | 'there' | 'waiting';
  sentence: string;
}

/** From how many places an FTP account was used. */
export class SharedUse {
  days: number;
  /** Addresses from which it logged in; those of one IPv6 /64 count as one, and the panel's own tests not at all. */
  addresses: number;
  /** Whether that looks like several people with one login. */
  looksShared: boolean;
}
