// LISTEN on a connection of its own, for as long as the process lives. A notification is only a nudge: whoever uses
// this re-reads what it needs in `onResync`, because what was sent while no connection stood is lost.
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { backoffMs } from '../backoff.js';

/** What a PgListener needs to know. The callbacks must not throw. */
export interface PgListenerOptions {
  readonly connection: pg.ClientConfig;
  readonly channels: readonly string[];
  /** Called after each (re)connect, once every channel is listened to and before any nudge of that connection. */
  readonly onResync: () => void;
  readonly onNudge: (channel: string, payload: string) => void;
  /** Called when a connection broke or could not be made; the next try follows by itself. */
  readonly onLost?: (error: Error) => void;
  /** How often a silent connection is asked whether it still lives. */
  readonly heartbeatMs?: number;
  /** How long an answer may take before the connection counts as dead. */
  readonly answerWithinMs?: number;
}

/** Listens until stopped: reconnects with a growing pause and finds a connection that died without a word. */
export class PgListener {
  readonly #options: PgListenerOptions;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #listening = false;

  constructor(options: PgListenerOptions) {
    this.#options = options;
  }

  /** Whether notifications can arrive at this moment. */
  get listening(): boolean {
    return this.#listening;
  }

  /** Begins to listen and returns at once; `onResync` tells when it stands. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends the connection; no callback is called afterwards. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted; failures += 1) {
      const stood = await this.#listenUntilLost();
      if (stood) failures = 0;
      await slept(backoffMs(failures), signal);
    }
  }

  /** Resolves when the connection is gone, with whether it stood at all. */
  async #listenUntilLost(): Promise<boolean> {
    const { connection, answerWithinMs = 5_000 } = this.#options;
    const socket = new Socket();
    const client = new pg.Client({
      ...connection,
      keepAlive: true,
      connectionTimeoutMillis: answerWithinMs,
      query_timeout: answerWithinMs,
      stream: () => socket,
    });
    const gone = new AbortController();
    const over = AbortSignal.any([this.#stop.signal, gone.signal]);
    const ended = new Promise<void>((resolve, reject) => {
      client.on('error', reject);
      client.on('end', () => reject(new Error('The database ended the listening connection.')));
      this.#stop.signal.addEventListener('abort', () => resolve(), { signal: gone.signal });
    });
    try {
      await Promise.race([ended, this.#listen(client, over)]);
      return true;
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#options.onLost?.(asError(error));
      return this.#listening;
    } finally {
      if (this.#listening && this.#stop.signal.aborted) await endWithin(client, 1_000);
      this.#listening = false;
      gone.abort();
      socket.destroy();
    }
  }

  /** Returns when `over`; throws when the connection fails. */
  async #listen(client: pg.Client, over: AbortSignal): Promise<void> {
    const { channels, heartbeatMs = 30_000, onNudge, onResync } = this.#options;
    client.on('notification', ({ channel, payload }) => {
      // Before the resync a nudge says nothing that the resync doesn't read.
      if (this.#listening && !over.aborted) onNudge(channel, payload ?? '');
    });
    await client.connect();
    for (const channel of channels) await client.query(`listen ${client.escapeIdentifier(channel)}`);
    if (over.aborted) return;
    this.#listening = true;
    onResync();
    while (await slept(heartbeatMs, over)) await client.query('select 1');
  }
}

async function endWithin(client: pg.Client, ms: number): Promise<void> {
  const late = new AbortController();
  const ending = client.end().catch(() => undefined); // it is being thrown away: how it fails tells nothing
  await Promise.race([ending, slept(ms, late.signal)]);
  late.abort();
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Waits, and tells whether it waited to the end rather than being called off. */
async function slept(ms: number, calledOff: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal: calledOff });
    return true;
  } catch {
    return false; // sleep rejects for nothing but the abort
  }
}
