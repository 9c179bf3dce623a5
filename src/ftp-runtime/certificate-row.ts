// What people need to know of the certificate and its files, in this server's row. It doesn't read certificates.
import type pg from 'pg';
import { Coalesced } from './coalesced.js';
import { errorFields, type Note } from './note.js';
import type { ServerCertificates } from './server-certificates.js';

const write = `
  update servers set certificate_fingerprint = $2, certificate_self_signed = $3, certificate_problem = $4,
    certificate_names = $5, certificates = $6, updated_at = now()
  where id = $1 and (certificate_fingerprint, certificate_self_signed, certificate_problem, certificate_names, certificates)
    is distinct from ($2, $3, $4, $5::text[], $6::jsonb)`;

const writeExpiry = 'select note_certificate_expiry($1, $2)';

/** What is shown of a server's certificates. */
type Showing = Pick<ServerCertificates, 'shown' | 'complaints' | 'names' | 'inUse'>;

/** Keeps the certificate columns of `servers` at what this process found. */
export class CertificateRow {
  readonly #writing: Coalesced;
  #shown: Showing['shown'];
  #problem: string | undefined;
  #names: readonly string[] = [];
  #inUse: Showing['inUse'] = [];

  constructor(database: pg.Pool, serverId: string, note: Note) {
    this.#writing = new Coalesced({
      work: async () => {
        const shown = [this.#shown?.fingerprint ?? null, this.#shown?.selfSigned ?? null];
        const inUse = JSON.stringify(this.#inUse.map(factsOf));
        await database.query(write, [serverId, ...shown, this.#problem ?? null, this.#names, inUse]);
        await database.query(writeExpiry, [serverId, this.#shown?.validUntil.toISOString() ?? null]);
      },
      onFailure: (error) => note('warn', 'certificate.write-failed', errorFields(error)),
    });
  }

  /** Writes it as soon as the database takes it; nothing shown: this server has no certificate. */
  show({ shown, complaints, names, inUse }: Showing): void {
    this.#shown = shown;
    this.#inUse = inUse;
    this.#names = names;
    this.#problem = complaints.length === 0 ? undefined : complaints.join(' ');
    this.#writing.ask();
  }

  stop(): Promise<void> {
    return this.#writing.stop();
  }
}

/** What people may know, word by word, because the pair beside it holds the key. */
function factsOf(certificate: Showing['inUse'][number]) {
  const { fingerprint, selfSigned, validFrom, validUntil, subject, issuer, hosts, file, replaced } = certificate;
  return { fingerprint, selfSigned, validFrom, validUntil, subject, issuer, hosts, file, replaced };
}
