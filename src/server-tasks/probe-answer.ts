// What a server answers that has looked at another one as a client would (src/ftp-runtime/probe.ts).
import type { DataVerb } from '../ftp/policy.js';

/** What became of one step. */
export interface ProbeStepAnswer {
  readonly outcome: 'worked' | 'failed' | 'not-allowed' | 'not-tested';
  /** A verdict of the engine's, where one fits. */
  readonly verdict: string | null;
  readonly sentence: string;
}

/** Every step. */
export interface ProbeAnswer {
  readonly address: string;
  readonly control: ProbeStepAnswer;
  readonly tls: ProbeStepAnswer;
  readonly verbs: Readonly<Record<DataVerb, ProbeStepAnswer>>;
}
