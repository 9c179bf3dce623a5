// What one worker has of the others. Who is behind it is in supervisor.ts.
import type { PassivePorts, Places } from '../ftp/index.js';
import type { Claims } from './share-book.js';

/** What the workers of a server share, as one of them sees it; a supervisor is behind it. */
export interface Sisters {
  /** Tells what this worker claims of accounts' bandwidth. */
  readonly claim: (claims: Claims) => void;
  readonly passivePorts: PassivePorts;
  /** Left out: this worker counts its own sessions. */
  readonly places?: Places;
}
