// What a self-test of a server looks like on the wire.
import { PageQuery } from '../http/page.js';

export type SelfTestReason = 'asked' | 'policy' | 'certificate' | 'schedule';
export type SelfTestOutcome = 'worked' | 'failed' | 'unclear';
export type SelfTestStepOutcome = 'worked' | 'failed' | 'not-allowed' | 'not-tested';

/** One cell of the matrix. */
export class SelfTestStep {
  outcome: SelfTestStepOutcome;
  /** Where the server or the probe knows a word for what went wrong. */
  verdict: string | null;
  sentence: string;
}

/** A listing by each of the four verbs. */
export class SelfTestVerbs {
  PORT: SelfTestStep;
  EPRT: SelfTestStep;
  PASV: SelfTestStep;
  EPSV: SelfTestStep;
}

/** Everything that was seen from one machine. */
export class SelfTestSteps {
  /** Where the server was reached, `host:port`. */
  address: string;
  control: SelfTestStep;
  tls: SelfTestStep;
  verbs: SelfTestVerbs;
}

/** One row of the matrix: the server as another server sees it, or as it sees itself. */
export class SelfTestView {
  fromServerId: string;
  fromServerName: string;
  /** Whether the server looked at itself; behind NAT it may not reach its own public address. */
  own: boolean;
  /** Why nothing was seen from there; null where something was. */
  problem: string | null;
  steps: SelfTestSteps | null;
}

/** One test of one server. */
export class SelfTest {
  id: string;
  serverId: string;
  reason: SelfTestReason;
  askedBy: string;
  policyVersion: number;
  startedAt: string;
  /** Null while it runs. */
  finishedAt: string | null;
  /** `unclear`: only the server itself could look, and what it cannot reach others may. Null while it runs. */
  outcome: SelfTestOutcome | null;
  sentence: string | null;
  views: SelfTestView[];
}

/** One page of self-tests. */
export class SelfTestPage {
  items: SelfTest[];
  nextCursor: string | null;
}

/** Which self-tests. */
export class SelfTestQuery extends PageQuery {}
