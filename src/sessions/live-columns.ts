// What FTP processes write of a session while it lives, as JSON in its row; only read here.
import type { DataVerb } from '../ftp/policy.js';
import type { Verdict } from '../ftp/verdict.js';

/** What a session is moving at this moment, as the FTP process describes it. */
export interface RunningTransferColumn {
  readonly kind: string;
  readonly path: string;
  readonly bytes: number;
  readonly totalBytes: number | null;
  readonly startedAt: string;
  readonly mode: 'active' | 'passive' | null;
  readonly peer: { readonly address: string; readonly port: number } | null;
  readonly localPort: number | null;
  readonly secure: boolean;
}

/** The data connection that a session has now or had last, as the FTP process describes it. */
export interface LiveConnectionColumn {
  readonly id: string;
  readonly verb: DataVerb;
  readonly state: 'waiting' | 'dialling' | 'connected' | 'moving' | 'ended';
  readonly askedAt: string;
  readonly since: string;
  readonly offered: { readonly address: string; readonly port: number } | null;
  readonly localPort: number | null;
  readonly peer: { readonly address: string; readonly port: number } | null;
  readonly tlsVersion: string | null;
  readonly bytes: number;
  readonly verdict: Verdict | null;
  readonly reference: string | null;
}
