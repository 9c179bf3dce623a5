// What is known of a transfer while it runs: how far it is, and how to cut it. It moves no bytes.
import type { DataSocket } from './data/channel.js';
import type { SessionSnapshot, TransferKind } from './facts.js';
import type { FtpError } from './replies.js';
import type { VirtualPath } from './virtual-path.js';

/** What a transfer moves, known once its file or folder has been opened. */
export interface TransferSubject {
  readonly kind: TransferKind;
  readonly path: VirtualPath;
  /** How many bytes there will be; undefined where only the end tells. */
  readonly totalBytes: number | undefined;
}

/** One RETR, STOR, APPE, STOU or listing, from its command to its final reply. */
export class RunningTransfer {
  readonly startedAt = new Date();
  subject: TransferSubject | undefined;
  data: DataSocket | undefined;
  bytes = 0;
  /** Settles when the final reply has been given. Never rejects. */
  replied: Promise<void> = Promise.resolve();
  readonly #controller = new AbortController();

  /** Aborted by ABOR, by the end of the session, and by nothing else. Its reason is an FtpError. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Cuts the transfer, which then ends with the refusal's reply. Only the first call counts. */
  abort(refusal: FtpError): void {
    this.#controller.abort(refusal);
  }

  /** What it is doing now; undefined until it is known what it moves. */
  snapshot(): SessionSnapshot['transfer'] {
    if (this.subject === undefined) return undefined;
    return {
      ...this.subject,
      bytes: this.bytes,
      startedAt: this.startedAt,
      mode: this.data?.mode,
      peer: this.data?.peer,
      localPort: this.data?.local.port,
      secure: this.data?.secure ?? false,
    };
  }
}
