// What customers need to know of the certificate, in this server's row. It doesn't read certificates.
import type pg from 'pg';
import { Coalesced } from './coalesced.js';
import { errorFields, type Note } from './note.js';

const write = `
  update servers set certificate_fingerprint = $2, certificate_self_signed = $3, updated_at = now()
  where id = $1 and (certificate_fingerprint, certificate_self_signed) is distinct from ($2, $3)`;

/** A certificate as clients will meet it. */
export interface ShownCertificate {
  /** SHA-256, as `AB:CD:…`. */
  readonly fingerprint: string;
  /** Vouched for by nobody but itself, so that clients must be told to accept it. */
  readonly selfSigned: boolean;
}

/** Keeps the certificate columns of `servers` at what this process uses. */
export class CertificateRow {
  readonly #writing: Coalesced;
  #shown: ShownCertificate | undefined;

  constructor(database: pg.Pool, serverId: string, note: Note) {
    this.#writing = new Coalesced({
      work: async () => {
        await database.query(write, [serverId, this.#shown?.fingerprint ?? null, this.#shown?.selfSigned ?? null]);
      },
      onFailure: (error) => note('warn', 'certificate.write-failed', errorFields(error)),
    });
  }

  /** Writes it as soon as the database takes it; undefined: this server has no certificate. */
  show(certificate: ShownCertificate | undefined): void {
    this.#shown = certificate;
    this.#writing.ask();
  }

  stop(): Promise<void> {
    return this.#writing.stop();
  }
}
