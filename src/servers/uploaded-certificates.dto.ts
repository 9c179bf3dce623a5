// A certificate that is uploaded for a server: what is sent, and what is told of it. The key only comes in.
import { Text } from '../http/validation.js';
import type { CertificateDescription } from '../ftp/certificate-description.js';

/** A certificate with its key. */
export class CertificateUpload {
  /** PEM: the server's own certificate, then those that vouch for it, each the issuer of the one before. */
  @Text(0, 60_000)
  certificate: string;

  /** PEM without a passphrase. It is never told again. */
  @Text(0, 20_000)
  privateKey: string;
}

/** What stands on a certificate. */
export class CertificateText implements Record<keyof CertificateDescription, unknown> {
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
}

/** What a certificate would be if it were uploaded. */
export class CertificatePreview extends CertificateText {
  /** What works but makes FTP programs warn. */
  warnings: string[];
}

/** The certificate that was uploaded for a server. */
export class UploadedCertificate extends CertificateText {
  uploadedBy: string;
  uploadedAt: string;
}
