// The fingerprint that customers compare, in this server's row. It doesn't read certificates.
import type pg from 'pg';
import { Coalesced } from './coalesced.js';
import { errorFields, type Note } from './note.js';

const write = `
  update servers set certificate_fingerprint = $2, updated_at = now()
  where id = $1 and certificate_fingerprint is distinct from $2`;

/** Keeps servers.certificate_fingerprint at what this process uses. */
export class CertificateRow {
  readonly #writing: Coalesced;
  #fingerprint: string | undefined;

  constructor(database: pg.Pool, serverId: string, note: Note) {
    this.#writing = new Coalesced({
      work: async () => {
        await database.query(write, [serverId, this.#fingerprint ?? null]);
      },
      onFailure: (error) => note('warn', 'certificate.write-failed', errorFields(error)),
    });
  }

  /** Writes it as soon as the database takes it; undefined: this server has no certificate. */
  show(fingerprint: string | undefined): void {
    this.#fingerprint = fingerprint;
    this.#writing.ask();
  }

  stop(): Promise<void> {
    return this.#writing.stop();
  }
}
