// The fingerprint that customers compare, and why files are not in use, in this server's row. It doesn't read certificates.
import type pg from 'pg';
import { Coalesced } from './coalesced.js';
import { errorFields, type Note } from './note.js';

const write = `
  update servers set certificate_fingerprint = $2, certificate_problem = $3, updated_at = now()
  where id = $1 and (certificate_fingerprint, certificate_problem) is distinct from ($2, $3)`;

/** Keeps servers.certificate_fingerprint and certificate_problem at what this process found. */
export class CertificateRow {
  readonly #writing: Coalesced;
  #fingerprint: string | undefined;
  #problem: string | undefined;

  constructor(database: pg.Pool, serverId: string, note: Note) {
    this.#writing = new Coalesced({
      work: async () => {
        await database.query(write, [serverId, this.#fingerprint ?? null, this.#problem ?? null]);
      },
      onFailure: (error) => note('warn', 'certificate.write-failed', errorFields(error)),
    });
  }

  /** Writes it as soon as the database takes it; no fingerprint: this server has no certificate. */
  show({ fingerprint, complaints }: { fingerprint: string | undefined; complaints: readonly string[] }): void {
    this.#fingerprint = fingerprint;
    this.#problem = complaints.length === 0 ? undefined : complaints.join(' ');
    this.#writing.ask();
  }

  stop(): Promise<void> {
    return this.#writing.stop();
  }
}
