// How a server encrypts, as it looks on the wire.
import type { TlsRule, TlsSessionReuse, TlsVersion } from '../ftp/policy.js';
import type { CertificateFacts } from './servers.entity.js';
import { CertificateText, UploadedCertificate } from './uploaded-certificates.dto.js';

/** A certificate that a server has, as its FTP processes tell. */
export class ServerCertificate extends CertificateText implements CertificateFacts {
  /** Where it lies on the server; null where it was uploaded in the panel. */
  file: string | null;
  /** Whether the uploaded one is shown in its place. */
  replaced: boolean;
}

/** How a server encrypts, and what FTP programs will complain of. */
export class ServerTls {
  serverId: string;
  /** The name or address that customers are told. */
  host: string;
  /** The fingerprint of the certificate that stands for it; null where none does. */
  hostCoveredBy: string | null;
  /** The one first that a client gets which names no host or an unknown one. */
  certificates: ServerCertificate[];
  /** What was uploaded in the panel, whether the server has taken it yet or not; null where nothing was. */
  uploaded: UploadedCertificate | null;
  /** What is wrong with the certificates; null where nothing is. */
  problem: string | null;
  tls: TlsRule;
  tlsSessionReuse: TlsSessionReuse;
  /** The oldest TLS that is spoken. */
  minimumVersion: TlsVersion;
  /** What keeps clients out or makes their programs warn, each with its cure. */
  findings: string[];
}
