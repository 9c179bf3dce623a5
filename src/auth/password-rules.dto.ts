// What the rules for new passwords look like on the wire.
import { Whole } from '../http/validation.js';

/** What new passwords must be. At most 72 bytes holds besides. */
export class PasswordRules {
  /** The fewest characters. */
  shortestCharacters: number;
  /** The least score of zxcvbn, 0 to 4; with 0 nothing is guessed. */
  leastScore: number;
  /** Grows with each change; in quotes it is the ETag. */
  revision: number;
}

/** What new passwords must be from now on. */
export class PasswordRulesChange {
  @Whole(8, 64)
  shortestCharacters: number;

  /** 0: any; 1: not of the most frequent; 2: over a million guesses; 3: over 100 million; 4: over ten billion. */
  @Whole(0, 4)
  leastScore: number;
}
