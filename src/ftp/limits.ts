// How much of itself a server gives to clients. What an admin sets per server is policy.ts.

/** Bounds on sessions, most of them for clients that have proven nothing yet. */
export interface Limits {
  /** How long the port for implicit TLS waits for the first byte before it says, in clear, what it speaks. */
  readonly firstByteTimeoutMs: number;
  /** Connections that are not logged in, in all. The one that has waited longest gives way. */
  readonly maxUnauthenticated: number;
  /** The same, of one IPv4 address or one IPv6 /64. */
  readonly maxUnauthenticatedPerAddress: number;
  /** Sessions of this process in all; one more is turned away with 421. */
  readonly maxSessions: number;
  /** What the first wrong password costs; the second costs twice that. */
  readonly failedLoginDelayMs: number;
}

export const defaultLimits: Limits = {
  firstByteTimeoutMs: 8_000,
  maxUnauthenticated: 400,
  maxUnauthenticatedPerAddress: 40,
  maxSessions: 5_000,
  failedLoginDelayMs: 700,
};
