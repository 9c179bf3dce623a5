// The pair that an admin uploaded for this server in the panel, followed as it changes. Files are file-certificates.ts.
import type pg from 'pg';
import { usablePair, type PairNames, type UsablePair } from './certificate-files.js';
import { Coalesced } from './coalesced.js';
import { FollowedPair, standingOf } from './followed-pair.js';
import { errorFields, type Note } from './note.js';

/** How often the pair is read although nothing nudged. */
const safetyReadMs = 60_000;

const names: PairNames = { cert: 'The uploaded certificate', key: 'The uploaded key' };

const kept = 'select chain as cert, private_key as key from uploaded_certificates where server_id = $1';

export interface UploadedCertificateOptions {
  readonly database: pg.Pool;
  readonly serverId: string;
  readonly note: Note;
}

/** The uploaded pair; there need be none. */
export class UploadedCertificate {
  readonly #options: UploadedCertificateOptions;
  readonly #reading: Coalesced;
  #followed: FollowedPair;
  #changed: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: UploadedCertificateOptions) {
    this.#options = options;
    this.#followed = new FollowedPair(options.note);
    this.#reading = new Coalesced({
      work: () => this.#look(),
      onFailure: (error) => options.note('warn', 'certificate.read-failed', errorFields(error)),
    });
  }

  /** Reads what was uploaded. Rejects when the database does not answer. */
  static async open(options: UploadedCertificateOptions): Promise<UploadedCertificate> {
    const uploaded = new UploadedCertificate(options);
    await uploaded.#follow(true);
    return uploaded;
  }

  /** The pair in use. */
  get pair(): UsablePair | undefined {
    return this.#followed.pair;
  }

  /** Why what was uploaded is not in use, or not valid, as a sentence. */
  get complaint(): string | undefined {
    return this.#followed.complaint;
  }

  /** Reads it now and then; `changed` is called when another pair is in use or another complaint stands. */
  start(changed: () => void): void {
    this.#changed = changed;
    this.#timer = setInterval(() => this.reread(), safetyReadMs).unref();
    // Between the first reading and the listener somebody may have uploaded another.
    this.reread();
  }

  /** Something may have changed. */
  reread(): void {
    this.#reading.ask();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reading.stop();
  }

  async #look(): Promise<void> {
    const before = standingOf([this.#followed]);
    await this.#follow(false);
    if (standingOf([this.#followed]) !== before) this.#changed();
  }

  async #follow(starting: boolean): Promise<void> {
    const { database, note, serverId } = this.#options;
    const [pair] = (await database.query<{ cert: string; key: string }>(kept, [serverId])).rows;
    if (pair !== undefined) {
      const look = () => `${pair.cert}\n${pair.key}`;
      this.#followed.follow({ names, look, read: () => usablePair({ ...pair, file: null }, names) }, starting);
      return;
    }
    if (this.#followed.pair !== undefined) note('info', 'certificate.removed', { name: 'uploaded' });
    this.#followed = new FollowedPair(note);
  }
}
