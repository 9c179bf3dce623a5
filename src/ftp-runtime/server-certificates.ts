// Which pairs this server uses: the uploaded one before those in files. What makes a pair fit is certificate-files.ts, when
// each is read its own file's business.
import { NameTable, namesOn, type Certificates, type KeyPair } from '../ftp/index.js';
import type { ShownCertificate, UsablePair } from './certificate-files.js';
import { type CertificatePlaces, FileCertificates } from './file-certificates.js';
import { UploadedCertificate, type UploadedCertificateOptions } from './uploaded-certificate.js';

/** All pairs of this server. */
export class ServerCertificates implements Certificates {
  private constructor(
    private readonly files: FileCertificates,
    private readonly uploaded: UploadedCertificate,
  ) {}

  /** Reads them all. Throws SettingError for files that cannot serve; rejects when the database does not answer. */
  static async open(places: CertificatePlaces, options: UploadedCertificateOptions): Promise<ServerCertificates> {
    const files = FileCertificates.open(places, options.note);
    return new ServerCertificates(files, await UploadedCertificate.open(options));
  }

  /** The certificate that a client gets which names no host. */
  get shown(): ShownCertificate | undefined {
    return this.inUse[0];
  }

  /** In the order in which a client gets them; those that the uploaded one keeps from being used are marked. */
  get inUse(): readonly (ShownCertificate & { readonly replaced: boolean })[] {
    return this.#all().map((each) => ({ ...each, replaced: each.names?.length === 0 }));
  }

  /** The names that all pairs in use stand for, those of the shown one first. */
  get names(): readonly string[] {
    return [...new Set(this.#all().flatMap(({ cert }) => namesOn(cert)))];
  }

  /** What is wrong with the pairs, one sentence for each; empty where they are all in use and valid. */
  get complaints(): readonly string[] {
    const { complaint } = this.uploaded;
    return complaint === undefined ? this.files.complaints : [complaint, ...this.files.complaints];
  }

  current(): Promise<readonly KeyPair[]> {
    return Promise.resolve(this.#all());
  }

  /** Follows them from now on; `changed` is called when other pairs are in use or other complaints stand. */
  start(changed: () => void): void {
    this.files.start(changed);
    this.uploaded.start(changed);
  }

  /** Another certificate may have been uploaded. */
  reread(): void {
    this.uploaded.reread();
  }

  async stop(): Promise<void> {
    this.files.stop();
    await this.uploaded.stop();
  }

  /** Beside an uploaded pair each file keeps the names for which that does not stand; its wildcards count as much. */
  #all(): UsablePair[] {
    const { pair } = this.uploaded;
    if (pair === undefined) return [...this.files.pairs];
    const taken = new NameTable<true>();
    taken.add(namesOn(pair.cert), true);
    const left = ({ cert }: KeyPair) => namesOn(cert).filter((name) => taken.find(name) === undefined);
    return [pair, ...this.files.pairs.map((each) => ({ ...each, names: left(each) }))];
  }
}
