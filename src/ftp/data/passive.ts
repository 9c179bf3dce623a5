// Passive mode: the client dials a port of the server (PASV, EPSV). The ports are passive-pool.ts's; here is what one
// verb makes of the port it was promised.
import type { Socket } from 'node:net';
import type { DataConnectionFacts, Endpoint } from '../facts.js';
import type { DataVerb } from '../policy.js';
import { FtpError, reply } from '../replies.js';
import { plainAddress } from './address.js';
import { allowedPeers } from './allowed-peers.js';
import type { ChannelEnd, DataSocket, OpenOptions, PassiveChannel, PassiveOptions } from './channel.js';
import { bringUp, remoteEnd, type EarlyHandshake } from './connected-socket.js';
import { Deadline } from './deadline.js';
import type { ClaimEvents, PortClaim } from './passive-ports.js';
import { DataConnectionRecord } from './record.js';

/**
 * Arms PASV or EPSV: has a port of the policy's range promised to the session's client. Throws FtpError 425 with words
 * when none is left for it; never takes a port outside the range.
 */
export async function armPassive(options: PassiveOptions): Promise<PassiveChannel> {
  const channel = new PromisedChannel(options);
  const client = plainAddress(options.peer.address);
  const claim = await options.ports.claim({ client, networks: allowedPeers(options.policy, client) }, channel);
  if (claim === undefined) throw channel.rangeFull();
  return channel.promised(claim);
}

class PromisedChannel implements PassiveChannel, ClaimEvents {
  readonly mode = 'passive';
  readonly #record: DataConnectionRecord;
  #claim: PortClaim | undefined;
  #arrived: Socket | undefined;
  #early: EarlyHandshake | undefined;
  #announce: (() => void) | undefined;
  #refuse: ((why: Error) => void) | undefined;
  #opened = false;

  constructor(private readonly options: PassiveOptions) {
    this.#record = new DataConnectionRecord(options.verb, options);
  }

  /** From now on the channel stands for this port. */
  promised(claim: PortClaim): this {
    this.#claim = claim;
    this.#record.offers({ address: this.options.offeredAddress, port: claim.port });
    this.#record.usesLocalPort(claim.port);
    this.#record.armed();
    return this;
  }

  /** The refusal where there is none. */
  rangeFull(): FtpError {
    const { firstPort, lastPort } = this.options.policy.passive;
    const range = firstPort === lastPort ? `port ${firstPort}` : `ports ${firstPort} to ${lastPort}`;
    const words = `No passive port is left for your address (this server has ${range}); try again in a moment.`;
    return this.#record.refusal({ outcome: 'range-full' }, reply(425, words));
  }

  get port(): number {
    return this.#claim?.port ?? 0;
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
    this.#record.end(this.#outcomeOf(why));
    this.#giveUp();
    this.#refuse?.(new FtpError(reply(425, 'The data connection was given up.')));
  }

  came(socket: Socket): void {
    this.#arrived = socket;
    this.#record.connected(remoteEnd(socket));
    if (this.#announce === undefined) this.#expectEarlyHandshake(socket);
    else this.#announce();
  }

  strangerCame(from: Endpoint): void {
    this.#record.strangerCame(from);
  }

  knockedElsewhere(port: number): void {
    this.#record.knockedElsewhere(port);
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
      if (signal.aborted) this.#record.end('aborted');
      throw error;
    } finally {
      deadline.clear();
      this.#refuse = undefined;
    }
  }

  /**
   * curl and lftp ask for the transfer only once they are connected: of a port that they cannot reach we learn by their
   * going away, or by their trying the next verb.
   */
  #outcomeOf(why: ChannelEnd): DataConnectionFacts['outcome'] {
    const wasTried = why === 'left' || why === 'replaced';
    if (wasTried && this.#arrived === undefined) return this.#absence();
    return why === 'left' ? 'unused' : why;
  }

  #absence(): 'came-from-other-address' | 'no-one-came' {
    return this.#record.strangers > 0 ? 'came-from-other-address' : 'no-one-came';
  }

  #noOneCame(dataWaitMs: number): FtpError {
    const { strangers } = this.#record;
    const others =
      strangers === 0 ? '' : ` Connections from other addresses than yours were refused (${strangers} so far).`;
    const words = `No connection reached port ${this.port} within ${dataWaitMs / 1000} seconds.${others}`;
    return this.#record.refusal({ outcome: this.#absence() }, reply(425, words));
  }

  #giveUp(): void {
    this.#opened = true;
    this.#claim?.release();
    this.#early?.controller.abort(new Error('The data connection was given up.'));
    this.#arrived?.destroy();
  }
}
