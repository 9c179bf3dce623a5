// What testing a login looks like on the wire: the password in, one JSON line for each step out.
import { Rule } from '../http/validation.js';

export const loginTestSteps = ['connect', 'encrypt', 'log-in', 'data', 'list'] as const;
export type LoginTestStepName = (typeof loginTestSteps)[number];

/** The password to try; it goes to the FTP server and is kept nowhere. */
export class LoginTest {
  @Rule('password', whyUntestable)
  password: string;
}

/** What became of one step. */
export class LoginTestStep {
  step: LoginTestStepName;
  /** `skipped`: the server's rules leave it out. After a step that failed nothing more comes. */
  outcome: 'worked' | 'failed' | 'skipped';
  sentence: string;
  /** What to do about it; null where nothing is to be done. */
  cure: string | null;
}

/** A line break would be a second command. */
function whyUntestable(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return 'Enter the password.';
  if (value.length > 1000) return 'Use at most 1000 characters.';
  return /[\r\n\0]/.test(value) ? 'Leave out line breaks; no FTP client can send them.' : undefined;
}
