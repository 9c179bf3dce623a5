// How a server encrypts, as it looks on the wire.
import type { TlsRule, TlsSessionReuse, TlsVersion } from '../ftp/policy.js';
import type { CertificateFacts } from './servers.entity.js';

/** A certificate that a server uses. */
export class ServerCertificate implements CertificateFacts {
  /** SHA-256. */
  fingerprint: string;
  /** Vouched for by nobody but itself. */
  selfSigned: boolean;
  validFrom: string;
  validUntil: string;
  subject: string;
  issuer: string;
  /** Every host name and address that it stands for. */
  hosts: string[];
  /** Where it lies on the server; its key never leaves there. */
  file: string;
}

/** How a server encrypts, and what FTP programs will complain of. */
export class ServerTls {
  serverId: string;
  /** The name or address that customers are told. */
  host: string;
  /** The file of the certificate that stands for it; null where none does. */
  hostCoveredBy: string | null;
  /** The one first that a client gets which names no host or an unknown one. */
  certificates: ServerCertificate[];
  /** What is wrong with the files on the server; null where nothing is. */
  problem: string | null;
  tls: TlsRule;
  tlsSessionReuse: TlsSessionReuse;
  /** The oldest TLS that is spoken. */
  minimumVersion: TlsVersion;
  /** What keeps clients out or makes their programs warn, each with its cure. */
  findings: string[];
}
