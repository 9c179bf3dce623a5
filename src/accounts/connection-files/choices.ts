// What a file for an FTP program is written from. Which of it is right for an account is connection-card.ts.

/** Everything a program must be told. Never a password: each program is told to ask. */
export interface ConnectionChoices {
  readonly host: string;
  readonly port: number;
  readonly login: string;
  /** Explicit TLS for control and data connections. */
  readonly encrypts: boolean;
  /** SHA-256 of a certificate that no authority vouches for, as `AB:CD:…`; undefined where programs can check it. */
  readonly unvouchedFingerprint: string | undefined;
  readonly mode: 'passive' | 'active';
  /** How many sessions the account may have at once; undefined: as many as it likes. */
  readonly maxSessions: number | undefined;
}

/** `ftp://host:port/`, or another scheme; the account's own folder is what its programs see as `/`. */
export function urlOf({ host, port }: Pick<ConnectionChoices, 'host' | 'port'>, scheme = 'ftp', user = ''): string {
  return `${scheme}://${user}${host.includes(':') ? `[${host}]` : host}:${port}/`;
}
