// Active mode: the server dials the client (PORT, EPRT). Which targets are refused is said in active-target.ts.
import { connect, type Socket } from 'node:net';
import type { Endpoint } from '../facts.js';
import type { DataVerb } from '../policy.js';
import { FtpError, reply, type Reply } from '../replies.js';
import { checkActiveTarget } from './active-target.js';
import { plainAddress } from './address.js';
import type { ActiveOptions, ChannelEnd, DataChannel, DataSocket, OpenOptions } from './channel.js';
import { bringUp, errnoOf, remoteEnd } from './connected-socket.js';
import { Deadline } from './deadline.js';
import { DataConnectionRecord } from './record.js';

/** What a source port that cannot be had answers; the kernel's own choice is tried then. */
const sourcePortErrors = new Set(['EACCES', 'EPERM', 'EADDRINUSE', 'EADDRNOTAVAIL']);

/**
 * Arms PORT or EPRT; nothing is dialled before `open`. Throws FtpError 501 with words for a target that is not the
 * control peer's own address or lies below port 1024.
 */
export function armActive(options: ActiveOptions): DataChannel {
  const target = { address: plainAddress(options.target.address), port: options.target.port };
  const record = new DataConnectionRecord(options.verb, options);
  record.offers(target);
  const refusal = checkActiveTarget(target, options.peer);
  if (refusal !== undefined) {
    throw record.refusal({ outcome: 'denied' }, refusal);
  }
  record.armed();
  return new ActiveChannel(options, target, record);
}

class ActiveChannel implements DataChannel {
  readonly mode = 'active';
  readonly #closing = new AbortController();

  constructor(
    private readonly options: ActiveOptions,
    private readonly target: Endpoint,
    private readonly record: DataConnectionRecord,
  ) {}

  get verb(): DataVerb {
    return this.options.verb;
  }

  async open(options: OpenOptions): Promise<DataSocket> {
    const tcp = await this.#dial(options.signal);
    this.record.usesLocalPort(tcp.localPort);
    this.record.connected(remoteEnd(tcp));
    const { dataWaitMs, tlsSessionReuse } = this.options.policy;
    const mustResume = tlsSessionReuse === 'require';
    return bringUp({ mode: 'active', tcp, record: this.record, handshakeMs: dataWaitMs, mustResume }, options);
  }

  close(why: ChannelEnd): void {
    this.record.end(why === 'left' ? 'unused' : why);
    this.#closing.abort(new FtpError(reply(425, 'The data connection was given up.')));
  }

  async #dial(signal: AbortSignal): Promise<Socket> {
    const { connectTimeoutMs } = this.options.policy.active;
    const deadline = new Deadline(connectTimeoutMs, () => new DialTimeout(), signal);
    const stop = AbortSignal.any([deadline.signal, this.#closing.signal]);
    try {
      return await this.#dialFromSourcePort(stop);
    } catch (error) {
      if (signal.aborted) this.record.end('aborted');
      if (error === signal.reason) throw error;
      if (error instanceof FtpError) throw error; // given up by close(), which ended the record
      const errno = errnoOf(error);
      throw this.record.refusal({ outcome: 'unreachable', errno }, unreachable(this.target, errno, connectTimeoutMs));
    } finally {
      deadline.clear();
    }
  }

  async #dialFromSourcePort(stop: AbortSignal): Promise<Socket> {
    const { sourcePort } = this.options.policy.active;
    if (sourcePort === 'any') return this.#connect(0, stop);
    try {
      return await this.#connect(sourcePort, stop);
    } catch (error) {
      const errno = errnoOf(error) ?? '';
      if (stop.aborted || !sourcePortErrors.has(errno)) throw error;
      this.options.sourcePortRefused?.(sourcePort, errno);
      return this.#connect(0, stop);
    }
  }

  #connect(localPort: number, stop: AbortSignal): Promise<Socket> {
    return new Promise((resolve, reject) => {
      stop.throwIfAborted();
      this.record.usesLocalPort(localPort === 0 ? undefined : localPort);
      this.record.dials();
      const socket = connect({
        host: this.target.address,
        port: this.target.port,
        localAddress: plainAddress(this.options.local.address),
        localPort,
        allowHalfOpen: true,
        noDelay: true,
      });
      const settle = (outcome: () => void) => {
        stop.removeEventListener('abort', stopped);
        socket.off('connect', connected).off('error', failed);
        outcome();
      };
      const fail = (error: unknown) =>
        settle(() => {
          socket.destroy();
          reject(error);
        });
      const failed = (error: Error) => fail(error);
      const stopped = () => fail(stop.reason);
      const connected = () => settle(() => resolve(socket.pause()));
      // Stays for good: an error after the connection is up is followed by 'close', which the transfer watches.
      socket.on('error', () => undefined);
      socket.once('connect', connected).once('error', failed);
      stop.addEventListener('abort', stopped);
    });
  }
}

class DialTimeout extends Error {
  readonly code = 'ETIMEDOUT';
}

function unreachable(target: Endpoint, errno: string | undefined, afterMs: number): Reply {
  const where = `port ${target.port} of ${target.address}`;
  const cure = 'open it in your firewall or use passive mode (EPSV or PASV).';
  if (errno === 'ETIMEDOUT') {
    return reply(425, `This server could not reach ${where} within ${afterMs / 1000} seconds; ${cure}`);
  }
  const what = errno === 'ECONNREFUSED' ? 'was refused' : `failed (${errno ?? 'unknown error'})`;
  return reply(425, `The connection of this server to ${where} ${what}; ${cure}`);
}
