// What the rules of signing in look like on the wire.
import { YesOrNo } from '../http/validation.js';

/** The rules that hold for signing in to the panel. */
export class SignInRules {
  /** Whether admins and support must sign in in two steps. */
  staffTwoStep: boolean;
  /** How many admins and people of support sign in in one step until now. */
  staffWithoutTwoStep: number;
  /** Grows with each change; in quotes it is the ETag. */
  revision: number;
}

/** What to change about them. */
export class SignInRulesChange {
  @YesOrNo()
  staffTwoStep: boolean;
}
