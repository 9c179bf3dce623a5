// What a connection card looks like on the wire.
import type { DataVerb } from '../ftp/policy.js';

export type EncryptionRule = 'off' | 'allowed' | 'required-login' | 'required-data';
export type RecommendedMode = 'passive' | 'active';

/** Whether to encrypt. */
export class ConnectionEncryption {
  rule: EncryptionRule;
  sentence: string;
}

/** Which data connections work. */
export class ConnectionMode {
  allowed: DataVerb[];
  recommended: RecommendedMode;
  sentence: string;
}

/** Everything an FTP client wants to know, from the policy in effect. Never a password. */
export class ConnectionCard {
  host: string;
  port: number;
  /** The port where TLS begins at once; null where there is none. */
  tlsPort: number | null;
  login: string;
  folder: string;
  encryption: ConnectionEncryption;
  mode: ConnectionMode;
  certificateFingerprint: string | null;
  /** A line for a shell; it asks for the password. */
  curl: string;
  /** A line for a shell; it asks for the password. */
  lftp: string;
  serverName: string;
}
