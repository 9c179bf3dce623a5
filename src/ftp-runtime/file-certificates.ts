// Certificates from PEM files that somebody else renews: the one pair of the settings, and any number in a folder. A pair
// is taken only when it works. Which of them clients get beside an uploaded one is server-certificates.ts.
import { basename } from 'node:path';
import { lookAt, readUsable } from './certificate-files.js';
import type { CertificateFiles, PairNames, UsablePair } from './certificate-files.js';
import { pairsIn } from './certificate-folder.js';
import { FollowedPair, type PairSource, standingOf } from './followed-pair.js';
import type { Note } from './note.js';

const lookEveryMs = 2_000;
const settingNames: PairNames = { cert: 'TLS_CERT_FILE', key: 'TLS_KEY_FILE' };

/** Where the certificates lie. Without either there is no TLS. */
export interface CertificatePlaces {
  readonly files: CertificateFiles | undefined;
  readonly folder: string | undefined;
}

/** Two files that are followed. */
interface Followed {
  readonly files: CertificateFiles;
  readonly source: PairSource;
  readonly state: FollowedPair;
}

/** The pairs in the files, followed as they change. */
export class FileCertificates {
  readonly #main: Followed | undefined;
  readonly #inFolder = new Map<string, Followed>();
  #folderComplaint: string | undefined;
  #starting = true;
  #timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly places: CertificatePlaces,
    private readonly note: Note,
  ) {
    this.#main = places.files && this.#followed(places.files, settingNames);
  }

  /**
   * Reads the files. Throws SettingError naming TLS_CERT_FILE, TLS_KEY_FILE or TLS_CERT_DIR; a bad pair in the folder
   * is only left out and noted, so that one site's mistake doesn't take the server from all others.
   */
  static open(places: CertificatePlaces, note: Note): FileCertificates {
    const certificates = new FileCertificates(places, note);
    const main = certificates.#main;
    if (main !== undefined) {
      main.source.look();
      main.source.read();
      certificates.#follow(main);
    }
    if (places.folder !== undefined) {
      pairsIn(places.folder);
      certificates.#followFolder(places.folder);
    }
    certificates.#starting = false;
    return certificates;
  }

  /** All that are in use, the one of the settings first. */
  get pairs(): readonly UsablePair[] {
    return this.#all().flatMap(({ state: { pair } }) => (pair === undefined ? [] : [pair]));
  }

  /** What is wrong with the files, one sentence for each pair; empty where they are all in use and valid. */
  get complaints(): readonly string[] {
    const all = [...this.#all().map(({ state }) => state.complaint), this.#folderComplaint];
    return all.filter((complaint) => complaint !== undefined);
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

  #entry(name: string, files: CertificateFiles): Followed {
    const known = this.#inFolder.get(name);
    if (known?.files.cert === files.cert) return known;
    const names = { cert: basename(files.cert), key: basename(files.key) };
    // A certificate that changes its ending is the same pair still.
    const entry = this.#followed(files, names, known?.state);
    this.#inFolder.set(name, entry);
    return entry;
  }

  #giveUp(name: string): void {
    this.#inFolder.delete(name);
    this.note('info', 'certificate.removed', { name });
  }

  #follow({ source, state }: Followed): void {
    state.follow(source, this.#starting);
  }

  #followed(files: CertificateFiles, names: PairNames, state = new FollowedPair(this.note)): Followed {
    const source = { names, look: () => lookAt(files, names), read: () => readUsable(files, names) };
    return { files, source, state };
  }

  /** In the order in which the engine is to prefer them. */
  #all(): Followed[] {
    const inFolder = [...this.#inFolder].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
    return this.#main === undefined ? inFolder : [this.#main, ...inFolder];
  }

  /** What `changed` is about. */
  #standing(): string {
    return [standingOf(this.#all().map(({ state }) => state)), this.#folderComplaint].join('\n');
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
