// What refused logins of one account look like on the wire.

/** Why; `wrong-login-or-password` is a wrong password here, because the account is known. */
export type RefusedLoginReason =
  | 'wrong-login-or-password'
  | 'previous-password'
  | 'near-miss'
  | 'other-server'
  | 'disabled'
  | 'suspended'
  | 'expired'
  | 'moved'
  | 'network-not-allowed'
  | 'session-limit'
  | 'customer-session-limit'
  | 'tls-required'
  | 'home-unavailable'
  | 'home-refused'
  | 'banned';

/** One program at one address that was refused for one reason, as often as it was. */
export class RefusedLogin {
  reason: RefusedLoginReason;
  clientAddress: string;
  /** What it called itself, else what has last been logged in with this account from this address. */
  clientProgram: string | null;
  /** The server that was tried. */
  serverName: string;
  /** The name that was given, for `near-miss`; any other is the login itself. */
  triedName: string | null;
  count: number;
  firstAt: string;
  lastAt: string;
  /** When a login from this address worked since; null where none has. */
  workedAt: string | null;
}

/** The refused logins of an account. */
export class RefusedLogins {
  /** At most 20; guessed passwords last, else the newest first. */
  items: RefusedLogin[];
  /** How many more there are like these. */
  moreCount: number;
  passwordChangedAt: string;
}
