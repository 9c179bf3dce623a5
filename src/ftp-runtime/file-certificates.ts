// Certificates from PEM files that somebody else renews: the one pair of the settings, and any number in a folder. A pair
// is taken only when it works; until then its last good one stays in use.
import { basename } from 'node:path';
import { SettingError } from '../config.js';
import { namesOn, type Certificates, type KeyPair } from '../ftp/index.js';
import { lookAt, readUsable, whyNotNow } from './certificate-files.js';
import type { CertificateFiles, FileNames, ShownCertificate, UsablePair } from './certificate-files.js';
import { pairsIn } from './certificate-folder.js';
import type { Note } from './note.js';

const lookEveryMs = 2_000;
const settingNames: FileNames = { cert: 'TLS_CERT_FILE', key: 'TLS_KEY_FILE' };

/** Where the certificates lie. Without either there is no TLS. */
export interface CertificatePlaces {
  readonly files: CertificateFiles | undefined;
  readonly folder: string | undefined;
}

/** Two files that are followed, and what came of them so far. */
interface Followed {
  readonly files: CertificateFiles;
  readonly names: FileNames;
  pair: UsablePair | undefined;
  seen: string;
  complaint: string | undefined;
}

/** The pairs in the files, followed as they change. */
export class FileCertificates implements Certificates {
  /** The pair of the settings, for clients that name no host or an unknown one. */
  readonly #main: Followed | undefined;
  readonly #inFolder = new Map<string, Followed>();
  #folderComplaint: string | undefined;
  #starting = true;
  #timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly places: CertificatePlaces,
    private readonly note: Note,
  ) {
    this.#main = places.files && followed(places.files, settingNames);
  }

  /**
   * Reads the files. Throws SettingError naming TLS_CERT_FILE, TLS_KEY_FILE or TLS_CERT_DIR; a bad pair in the folder
   * is only left out and noted, so that one site's mistake doesn't take the server from all others.
   */
  static open(places: CertificatePlaces, note: Note): FileCertificates {
    const certificates = new FileCertificates(places, note);
    const main = certificates.#main;
    if (main !== undefined) {
      lookAt(main.files, main.names);
      readUsable(main.files, main.names);
      certificates.#follow(main);
    }
    if (places.folder !== undefined) {
      pairsIn(places.folder);
      certificates.#followFolder(places.folder);
    }
    certificates.#starting = false;
    return certificates;
  }

  /** The certificate that a client gets which names no host. */
  get shown(): ShownCertificate | undefined {
    return this.#pairs()[0];
  }

  /** All that are in use, the one first that a client gets which names no host. */
  get inUse(): readonly ShownCertificate[] {
    return this.#pairs();
  }

  /** The names that all pairs in use stand for, those of the shown one first. */
  get names(): readonly string[] {
    return [...new Set(this.#pairs().flatMap(({ cert }) => namesOn(cert)))];
  }

  /** What is wrong with the files, one sentence for each pair; empty where they are all in use and valid. */
  get complaints(): readonly string[] {
    const all = [...this.#all().map(({ complaint }) => complaint), this.#folderComplaint];
    return all.filter((complaint) => complaint !== undefined);
  }

  current(): Promise<readonly KeyPair[]> {
    return Promise.resolve(this.#pairs());
  }

  /** Looks at the files from now on; `changed` is called when other pairs are in use or other complaints stand. */
  start(changed: () => void, everyMs = lookEveryMs): void {
    if (this.#main === undefined && this.places.folder === undefined) return;
    this.#timer = setInterval(() => this.#look(changed), everyMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(changed: () => void): void {
    const before = this.#standing();
    if (this.#main !== undefined) this.#follow(this.#main);
    if (this.places.folder !== undefined) this.#followFolder(this.places.folder);
    if (this.#standing() !== before) changed();
  }

  /** A pair whose two files have gone is given up; one of which only half has gone is a complaint. */
  #followFolder(folder: string): void {
    try {
      const found = pairsIn(folder);
      this.#folderComplaint = undefined;
      for (const name of this.#inFolder.keys()) if (!found.has(name)) this.#giveUp(name);
      for (const [name, files] of found) this.#follow(this.#entry(name, files));
    } catch (error) {
      const reason = sentenceOf(error);
      if (reason !== this.#folderComplaint) this.note('warn', 'certificate.not-taken', { reason });
      this.#folderComplaint = reason;
    }
  }

  /** A certificate that changes its ending is the same pair still. */
  #entry(name: string, files: CertificateFiles): Followed {
    const known = this.#inFolder.get(name);
    if (known?.files.cert === files.cert) return known;
    const entry = followed(files, { cert: basename(files.cert), key: basename(files.key) });
    entry.pair = known?.pair;
    this.#inFolder.set(name, entry);
    return entry;
  }

  #giveUp(name: string): void {
    this.#inFolder.delete(name);
    this.note('info', 'certificate.removed', { name });
  }

  /** Takes the files' pair when they changed and it is good. Says once why it isn't. */
  #follow(entry: Followed): void {
    try {
      const seen = lookAt(entry.files, entry.names);
      if (seen === entry.seen) return;
      const pair = readUsable(entry.files, entry.names);
      const bad = whyNotNow(pair, new Date());
      // At the start an old certificate is better than none: clients say themselves what they think of it.
      if (bad !== undefined && this.#starting) this.#take(entry, pair);
      if (bad !== undefined) throw new SettingError(entry.names.cert, bad);
      entry.seen = seen;
      entry.complaint = undefined;
      this.#take(entry, pair);
    } catch (error) {
      const reason = sentenceOf(error);
      const event = this.#starting && entry.pair !== undefined ? 'certificate.not-valid' : 'certificate.not-taken';
      if (reason !== entry.complaint) this.note('warn', event, { reason });
      entry.complaint = reason;
    }
  }

  #take(entry: Followed, pair: UsablePair): void {
    const same = pair.fingerprint === entry.pair?.fingerprint && pair.key === entry.pair.key;
    entry.pair = pair;
    if (!same) this.note('info', 'certificate.taken', { file: entry.files.cert, fingerprint: pair.fingerprint });
  }

  /** In the order in which the engine is to prefer them. */
  #all(): Followed[] {
    const inFolder = [...this.#inFolder].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
    return this.#main === undefined ? inFolder : [this.#main, ...inFolder];
  }

  #pairs(): UsablePair[] {
    return this.#all().flatMap(({ pair }) => (pair === undefined ? [] : [pair]));
  }

  /** What `changed` is about. */
  #standing(): string {
    const pairs = this.#pairs().map(({ fingerprint, key }) => `${fingerprint} ${key}`);
    return [...pairs, ...this.complaints].join('\n');
  }
}

function followed(files: CertificateFiles, names: FileNames): Followed {
  return { files, names, pair: undefined, seen: '', complaint: undefined };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
