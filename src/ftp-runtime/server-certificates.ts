// Which pairs this server uses: the uploaded one before those in files. What makes a pair fit is certificate-files.ts, when
// each is read its own file's business.
import { NameTable, namesOn, type Certificates, type KeyPair } from '../ftp/index.js';
import type { ShownCertificate } from './certificate-files.js';
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
    const { pair } = this.uploaded;
    const { main } = this.files;
    return this.#all().map((each) => ({
      ...each,
      replaced: pair !== undefined && each === main && this.#leftOf(each).length === 0,
    }));
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
    const { main } = this.files;
    return Promise.resolve(this.#all().map((each) => (each === main ? { ...each, names: this.#leftOf(each) } : each)));
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

  #all() {
    const { pair } = this.uploaded;
    return pair === undefined ? this.files.pairs : [pair, ...this.files.pairs];
  }

  /** What remains of a pair's names beside the uploaded one, whose wildcards count as much as another's exact name. */
  #leftOf({ cert }: KeyPair): string[] {
    const taken = new NameTable<true>();
    if (this.uploaded.pair !== undefined) taken.add(namesOn(this.uploaded.pair.cert), true);
    return namesOn(cert).filter((name) => taken.find(name) === undefined);
  }
}
