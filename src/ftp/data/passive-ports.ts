// What a passive channel asks of whoever holds the listening ports: a port that is promised to one client, and word of
// what happens there. The ports may be held in this process (passive-pool.ts) or for several processes in another one.
import type { Socket } from 'node:net';
import type { Endpoint } from '../facts.js';

/** The passive range of a policy: both ports belong to it. */
export interface PortRange {
  readonly firstPort: number;
  readonly lastPort: number;
}

/** Who is to come. */
export interface ClaimRequest {
  /** The client's own address, at which a knock on another port is noticed too. */
  readonly client: string;
  /**
   * From where its data connection may come (CIDR), as a rule from its own address only. No port is promised to two whose
   * networks overlap.
   */
  readonly networks: readonly string[];
}

/** What a claim is told. */
export interface ClaimEvents {
  /** The client came; the socket is paused. The claim is over. */
  came(socket: Socket): void;
  /** Someone else came to the promised port and was dropped. */
  strangerCame(from: Endpoint): void;
  /** The client came to a port that was not promised to it and was dropped: something on the way rewrote the reply. */
  knockedElsewhere(port: number): void;
}

/** A port that is promised to one client until it comes or the claim is released. */
export interface PortClaim {
  readonly port: number;
  /** Does nothing after the client came, or the second time. */
  release(): void;
}

/** A port that could not be had when the range was bound, and the system's name for why. */
export interface RefusedPort {
  readonly port: number;
  readonly errno: string;
}

/** Where passive ports come from. */
export interface PassivePorts {
  /**
   * Holds this range from now on, undefined: no port at all; claims on ports that are no longer in it stay until they are
   * over. Resolves with the ports that could not be had.
   */
  hold(range: PortRange | undefined): Promise<readonly RefusedPort[]>;
  /** Promises a port that cannot be foretold. Resolves with undefined where none is left for this client. */
  claim(request: ClaimRequest, events: ClaimEvents): Promise<PortClaim | undefined>;
  /** Lets go of every port. */
  close(): Promise<void>;
}
