// What bytes come from and go to. The jail's files satisfy these, and so do listings; nothing here does any work.

/** Where the bytes of a download come from. One reader, one call at a time. */
export interface ByteSource {
  /** Fills `buffer` from its start and says how many bytes it holds now; 0 is the end. */
  read(buffer: Buffer): Promise<number>;
}

/** Where the bytes of an upload go. One writer, one call at a time. */
export interface ByteSink {
  /** Takes the whole chunk. The buffer belongs to the sink until the promise settles and is reused afterwards. */
  write(chunk: Buffer): Promise<void>;
}

/** What a transfer may move of a bandwidth that others may share. */
export interface Allowance {
  /** How fast all that share it may go together; undefined: as fast as it goes. Changes while the transfer runs. */
  readonly bytesPerSecond: number | undefined;
  /**
   * Resolves with how many bytes may be moved now: as many as were asked for or fewer, at least one of them. One call at
   * a time. Rejects with the signal's reason, and nothing was taken then.
   */
  take(bytes: number, signal: AbortSignal): Promise<number>;
}

/** What a transfer watches while it moves bytes. */
export interface PumpOptions {
  /** Aborting it cuts the connection at once; the transfer then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** How long no byte may move before the transfer fails as `stalled`. */
  readonly stallTimeoutMs: number;
  /** How fast it may go; waiting for that is not standing still. */
  readonly limit?: Allowance | undefined;
  /** Told of every step, in bytes. */
  onBytes?(bytes: number): void;
}
