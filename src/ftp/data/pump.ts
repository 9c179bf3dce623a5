// Moves bytes between a data socket and a source or a sink. The one place that a native pump will later replace; it
// knows neither files nor commands.
import type { Socket } from 'node:net';
import { BufferPool } from './buffer-pool.js';
import type { ByteSink, ByteSource, PumpOptions } from './bytes.js';
import { DataError, type DataSocket } from './channel.js';
import { Inbox } from './inbox.js';
import { Pace } from './pace.js';
import { endOf, Watch } from './watch.js';

const plainBufferBytes = 1024 * 1024;
/** Larger writes under TLS hold up other sessions: all of a write is encrypted at once. */
const tlsBufferBytes = 256 * 1024;

/** How much of an upload waits in memory for the disk. */
const inboxBytes = 1024 * 1024;
/** How much of it waits under a limit, in milliseconds of that: clients think sent what we have not yet taken. */
const inboxMs = 100;

/** How long a socket whose work is done may wait for the client's own end. */
const lingerMs = 5_000;

const plainBuffers = new BufferPool(plainBufferBytes, 16);
const tlsBuffers = new BufferPool(tlsBufferBytes, 32);

/**
 * Sends all of `source` and closes the data connection. Resolves with the bytes sent once the last of them and the end
 * (FIN, under TLS a close_notify before it) are handed to the kernel. Rejects with DataError, with the source's own
 * error, or with the signal's reason; the connection is closed then, and no read of the source is in progress.
 */
export async function send(source: ByteSource, data: DataSocket, options: PumpOptions): Promise<number> {
  const watch = new Watch(data, options);
  const pool = data.secure ? tlsBuffers : plainBuffers;
  const buffers = [pool.take(), pool.take()] as const;
  try {
    watch.check();
    data.socket.once('end', () => void watch.suspect());
    data.socket.resume(); // what a client says during a download is nobody's business, its end or reset is
    const pace = new Pace(pool.bufferBytes, options.stallTimeoutMs);
    await sendAll({ source, socket: data.socket, watch, buffers, pace });
    // Of nothing, nothing can be lost: where SIZE has told it 0, curl closes without waiting for our end.
    if (watch.bytes === 0) watch.socketDone();
    await watch.until<void>((done) => data.socket.once('finish', done).once('close', done).end());
    watch.check();
    for (const buffer of buffers) pool.giveBack(buffer);
  } catch (error) {
    cut(data, watch, error);
    throw error;
  }
  partInPeace(data, watch);
  return watch.bytes;
}

/**
 * Receives into `sink` until the client says that its data is complete, and closes the data connection. Resolves with
 * the bytes received only after a clean end: FIN, under TLS a close_notify. Rejects with DataError, with the sink's own
 * error, or with the signal's reason; the connection is closed then, and no write to the sink is in progress.
 */
export async function receive(data: DataSocket, sink: ByteSink, options: PumpOptions): Promise<number> {
  const watch = new Watch(data, options);
  const room = plainBuffers.take();
  const inbox = new Inbox(data.socket, () => inboxUnder(options.limit), {
    arrived: (bytes) => watch.moved(bytes),
    complete: () => watch.socketDone(),
  });
  try {
    await receiveAll({ inbox, sink, watch, room });
    if (!data.endedCleanly()) throw new DataError('no-close-notify');
    await checkEnd(data);
    plainBuffers.giveBack(room);
  } catch (error) {
    cut(data, watch, error);
    throw error;
  } finally {
    inbox.close();
  }
  data.socket.end();
  partInPeace(data, watch);
  return watch.bytes;
}

function inboxUnder(limit: PumpOptions['limit']): number {
  return Math.min(inboxBytes, ((limit?.bytesPerSecond ?? Infinity) * inboxMs) / 1000);
}

interface Sending {
  readonly source: ByteSource;
  readonly socket: Socket;
  readonly watch: Watch;
  readonly buffers: readonly [Buffer, Buffer];
  readonly pace: Pace;
}

/** While one buffer is written the other is being filled. */
async function sendAll({ source, socket, watch, buffers, pace }: Sending): Promise<void> {
  let [writing, reading] = buffers;
  let pending = source.read(writing);
  try {
    for (;;) {
      const filled = await pending;
      watch.check();
      if (filled === 0) return;
      pending = source.read(reading);
      pending.catch(() => undefined); // met by the await above, or by the one below when the write fails first
      await write(socket, writing.subarray(0, filled), { watch, pace });
      [writing, reading] = [reading, writing];
    }
  } finally {
    await pending.catch(() => undefined);
  }
}

/** In slices as large as the client is fast, so that a slow one that does make progress is not taken for stalled. */
async function write(socket: Socket, chunk: Buffer, { watch, pace }: Pick<Sending, 'watch' | 'pace'>): Promise<void> {
  for (let at = 0; at < chunk.length;) {
    const bytes = await watch.allowed(Math.min(pace.sliceBytes, chunk.length - at));
    const slice = chunk.subarray(at, at + bytes);
    pace.begin();
    await watch.until<void>((done) => socket.write(slice, (error) => (error ? undefined : done())));
    // A slice that the limit made small says nothing about larger ones.
    if (bytes === pace.sliceBytes) pace.end();
    watch.moved(slice.length);
    at += slice.length;
  }
}

interface Receiving {
  readonly inbox: Inbox;
  readonly sink: ByteSink;
  readonly watch: Watch;
  readonly room: Buffer;
}

/** While one chunk is written the next ones gather in the inbox. */
async function receiveAll({ inbox, sink, watch, room }: Receiving): Promise<void> {
  for (;;) {
    await watch.until<void>((done) => inbox.ready(done));
    watch.check();
    const chunk = inbox.take(room, await watch.allowed(Math.min(inbox.bytes, room.length)));
    if (chunk === undefined) return;
    await sink.write(chunk);
    watch.check();
    watch.alive();
  }
}

/** A close_notify is proof; a bare end is one only while the connection still stands. */
async function checkEnd(data: DataSocket): Promise<void> {
  const errno = data.secure ? undefined : await data.whyBroken();
  if (errno !== undefined) throw new DataError('reset', errno);
}

/** The end of a transfer that failed. */
function cut(data: DataSocket, watch: Watch, error: unknown): void {
  watch.dispose();
  data.ended(...endOf(error));
  data.destroy();
}

/** The end of one that went well: what the client still says is read and dropped, else closing would mean a reset. */
function partInPeace(data: DataSocket, watch: Watch): void {
  watch.dispose();
  data.ended('used');
  if (data.socket.destroyed) return;
  const timer = setTimeout(() => data.destroy(), lingerMs).unref();
  data.socket.once('close', () => {
    clearTimeout(timer);
    data.destroy();
  });
  data.socket.resume();
}
