// Passive mode: the client dials a port of the server (PASV, EPSV). One listener a verb, inside the policy's range.
import { randomInt } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import type { Endpoint } from '../facts.js';
import type { DataVerb } from '../policy.js';
import { FtpError, reply } from '../replies.js';
import { plainAddress, sameAddress } from './address.js';
import type { ChannelEnd, DataSocket, OpenOptions, PassiveChannel, PassiveOptions } from './channel.js';
import { bringUp, errnoOf, remoteEnd, type EarlyHandshake } from './connected-socket.js';
import { Deadline } from './deadline.js';
import { DataConnectionRecord } from './record.js';

/** Enough that strangers who knock at once don't crowd out the client. */
const backlog = 16;

/**
 * Arms PASV or EPSV: binds a random free port of the policy's range on the session's own address and listens.
 * Throws FtpError 425 with words when the whole range is in use; never takes a port outside it.
 */
export async function armPassive(options: PassiveOptions): Promise<PassiveChannel> {
  const { firstPort, lastPort } = options.policy.passive;
  const address = plainAddress(options.local.address);
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
  let errno: string | undefined;
  for (const port of randomOrder(firstPort, lastPort)) {
    errno = await listenOn(server, { address, port });
    if (errno === undefined) return new ListeningChannel(options, port, server);
    if (errno !== 'EADDRINUSE') break;
  }
  const record = recordOf(options, undefined);
  record.end('range-full', errno);
  const why =
    errno === 'EADDRINUSE'
      ? `All passive ports of this server (${firstPort} to ${lastPort}) are in use; try again in a moment.`
      : `This server cannot listen on ${address} for data connections (${errno ?? 'unknown error'}).`;
  throw new FtpError(reply(425, why));
}

/** Every number of the range once, in an order that cannot be foretold (Fisher and Yates, holding only what moved). */
export function* randomOrder(first: number, last: number): Generator<number> {
  const moved = new Map<number, number>();
  for (let at = first; at <= last; at += 1) {
    const pick = randomInt(at, last + 1);
    yield moved.get(pick) ?? pick;
    moved.set(pick, moved.get(at) ?? at);
  }
}

/** Resolves with undefined when listening, else with the errno. `exclusive`: cluster workers don't share it. */
function listenOn(server: Server, where: Endpoint): Promise<string | undefined> {
  return new Promise((resolve) => {
    const failed = (error: Error) => {
      server.off('listening', listening);
      resolve(errnoOf(error) ?? 'unknown');
    };
    const listening = () => {
      server.off('error', failed);
      resolve(undefined);
    };
    server.once('error', failed).once('listening', listening);
    server.listen({ host: where.address, port: where.port, backlog, exclusive: true });
  });
}

function recordOf(options: PassiveOptions, port: number | undefined): DataConnectionRecord {
  const offered = port === undefined ? undefined : { address: options.offeredAddress, port };
  const record = new DataConnectionRecord(options.verb, offered, (facts) => options.report(facts));
  record.usesLocalPort(port);
  return record;
}

class ListeningChannel implements PassiveChannel {
  readonly mode = 'passive';
  readonly #record: DataConnectionRecord;
  #arrived: Socket | undefined;
  #early: EarlyHandshake | undefined;
  #announce: (() => void) | undefined;
  #refuse: ((why: Error) => void) | undefined;
  #opened = false;

  constructor(
    private readonly options: PassiveOptions,
    readonly port: number,
    private readonly server: Server,
  ) {
    this.#record = recordOf(options, port);
    server.on('connection', (socket) => this.#admit(socket));
    // EMFILE and the like at accept: the client is still in the backlog, and waiting ends in 425 at the latest.
    server.on('error', () => undefined);
  }

  get verb(): DataVerb {
    return this.options.verb;
  }

  async open(options: OpenOptions): Promise<DataSocket> {
    const { dataWaitMs, tlsSessionReuse } = this.options.policy;
    const mustResume = tlsSessionReuse === 'require';
    const tcp = this.#arrived ?? (await this.#wait(dataWaitMs, options.signal));
    this.#opened = true;
    tcp.removeAllListeners('readable');
    const arrival = { mode: 'passive', tcp, record: this.#record, handshakeMs: dataWaitMs, mustResume } as const;
    return bringUp(this.#early === undefined ? arrival : { ...arrival, early: this.#early }, options);
  }

  close(why: ChannelEnd): void {
    if (this.#opened) return;
    this.#record.end(why);
    this.#giveUp();
    this.#refuse?.(new FtpError(reply(425, 'The data connection was given up.')));
  }

  #admit(socket: Socket): void {
    // Stays for good: an error is followed by 'close', which a transfer watches and an unused channel need not.
    socket.on('error', () => undefined);
    const from = remoteEnd(socket);
    if (this.#arrived !== undefined || !sameAddress(from.address, this.options.peer.address)) {
      if (this.#arrived === undefined) this.#record.strangerCame(from);
      socket.resetAndDestroy();
      return;
    }
    this.#arrived = socket;
    this.#record.connected(from);
    this.server.close();
    if (this.#announce === undefined) this.#expectEarlyHandshake(socket);
    else this.#announce();
  }

  /** A client that speaks before the command has begun TLS; one that waits for the 150 gets the faster, ungated wrap. */
  #expectEarlyHandshake(socket: Socket): void {
    if (this.options.tls() === undefined) return;
    socket.once('readable', () => {
      const tls = this.options.tls();
      if (this.#opened || tls === undefined || socket.readableLength === 0) return;
      const controller = new AbortController();
      const secured = tls.secureData(socket, { gated: true, signal: controller.signal });
      secured.catch(() => undefined); // open() meets the failure, where there is an open()
      this.#early = { secured, controller };
    });
  }

  async #wait(dataWaitMs: number, signal: AbortSignal): Promise<Socket> {
    const deadline = new Deadline(dataWaitMs, () => this.#noOneCame(dataWaitMs), signal);
    const stopped = () => this.#refuse?.(deadline.signal.reason as Error);
    try {
      return await new Promise<Socket>((resolve, reject) => {
        this.#refuse = reject;
        this.#announce = () => this.#arrived && resolve(this.#arrived);
        if (deadline.signal.aborted) stopped();
        else deadline.signal.addEventListener('abort', stopped);
      });
    } catch (error) {
      this.#giveUp();
      this.#record.end(
        signal.aborted ? 'aborted' : this.#record.strangers > 0 ? 'came-from-other-address' : 'no-one-came',
      );
      throw error;
    } finally {
      deadline.clear();
      this.#refuse = undefined;
    }
  }

  #noOneCame(dataWaitMs: number): FtpError {
    const { strangers } = this.#record;
    const others =
      strangers === 0 ? '' : ` Connections from other addresses than yours were refused (${strangers} so far).`;
    return new FtpError(
      reply(425, `No connection reached port ${this.port} within ${dataWaitMs / 1000} seconds.${others}`),
    );
  }

  #giveUp(): void {
    this.#opened = true;
    this.server.close();
    this.#early?.controller.abort(new Error('The data connection was given up.'));
    this.#arrived?.destroy();
  }
}
