// The passive range, bound once and kept: an accepted connection is given to whom the port was promised for that
// client, everyone else is dropped. Nothing is bound or closed for a single transfer.
import { randomInt } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Endpoint } from '../facts.js';
import { isInNetwork, overlap } from '../networks.js';
import { PassivePort } from './passive-port.js';
import type { ClaimEvents, ClaimRequest, PassivePorts, PortClaim, PortRange, RefusedPort } from './passive-ports.js';

export interface PassivePoolOptions {
  /** The address that the ports are bound on; as a rule that of the control port. */
  readonly host: string;
  /** Ranges up to this size are bound as a whole at once, larger ones port by port as they are needed. */
  readonly boundAtOnce?: number;
  /** How long a port is not promised again where a client did not come, as long as there are others. */
  readonly restMs?: number;
}

/** 1,024 listening ports cost about 20 ms at the start and a few MB; the kernel's own default range has 28,000. */
const boundAtOnce = 1024;

/** An answer that a client has not acted upon for this long is not acted upon any more. */
const restMs = 60_000;

interface Claim {
  readonly request: ClaimRequest;
  readonly events: ClaimEvents;
  readonly port: number;
}

/** Holds the range in this process. */
export class PassivePool implements PassivePorts {
  readonly #host: string;
  readonly #boundAtOnce: number;
  readonly #restMs: number;
  readonly #ports = new Map<number, PassivePort>();
  readonly #claims = new Map<number, readonly Claim[]>();
  /** `port network` -> until when it rests, oldest first. */
  readonly #resting = new Map<string, number>();
  #range: PortRange | undefined;

  constructor(options: PassivePoolOptions) {
    this.#host = options.host;
    this.#boundAtOnce = options.boundAtOnce ?? boundAtOnce;
    this.#restMs = options.restMs ?? restMs;
  }

  async hold(range: PortRange | undefined): Promise<readonly RefusedPort[]> {
    this.#range = range;
    const size = range === undefined ? 0 : range.lastPort - range.firstPort + 1;
    const first = range?.firstPort ?? 0;
    const wanted = size > this.#boundAtOnce ? [] : Array.from({ length: size }, (_, at) => first + at);
    const tried = await Promise.all(wanted.map((port) => this.#bound(port)));
    for (const port of this.#ports.keys()) this.#letGoIfOutside(port);
    return tried.flatMap(({ port, errno }) => (errno === undefined ? [] : [{ port, errno }]));
  }

  async claim(request: ClaimRequest, events: ClaimEvents): Promise<PortClaim | undefined> {
    const range = this.#range;
    if (range === undefined) return undefined;
    for (const port of this.#candidates(range, request)) {
      if (this.#isPromised(port, request)) continue;
      const claim = { request, events, port };
      // Before the port is known to be bound, so that nobody else is promised it meanwhile.
      this.#claims.set(port, [...this.#claimsOn(port), claim]);
      const { errno } = await this.#bound(port);
      if (errno === undefined && this.#stands(claim)) return { port, release: () => this.#release(claim) };
      this.#end(claim);
    }
    return undefined;
  }

  async close(): Promise<void> {
    this.#range = undefined;
    this.#claims.clear();
    const ports = [...this.#ports.values()];
    this.#ports.clear();
    await Promise.all(ports.map((port) => port.close()));
  }

  /** The whole range in an order that cannot be foretold; what rests for these networks comes last, longest rested first. */
  *#candidates(range: PortRange, { networks }: ClaimRequest): Generator<number> {
    this.#wake();
    const resting = new Set<number>();
    for (const port of randomOrder(range)) {
      if (networks.some((network) => this.#resting.has(restKey(port, network)))) resting.add(port);
      else yield port;
    }
    for (const key of [...this.#resting.keys()]) {
      const port = Number.parseInt(key, 10);
      if (networks.some((network) => key === restKey(port, network)) && resting.delete(port)) yield port;
    }
  }

  #wake(): void {
    const now = Date.now();
    for (const [key, until] of this.#resting) {
      if (until > now) return;
      this.#resting.delete(key);
    }
  }

  #isPromised(port: number, { networks }: ClaimRequest): boolean {
    return this.#claimsOn(port).some(({ request }) =>
      request.networks.some((one) => networks.some((other) => overlap(one, other))),
    );
  }

  #claimsOn(port: number): readonly Claim[] {
    return this.#claims.get(port) ?? [];
  }

  #stands(claim: Claim): boolean {
    return this.#claimsOn(claim.port).includes(claim);
  }

  /** The port, bound if that is possible. One that another program holds is tried again when it is wanted again. */
  async #bound(port: number): Promise<{ readonly port: number; readonly errno: string | undefined }> {
    const held =
      this.#ports.get(port) ?? new PassivePort(port, this.#host, (socket, from) => this.#knocked(socket, from, port));
    this.#ports.set(port, held);
    const errno = await held.bound;
    if (errno !== undefined && this.#ports.get(port) === held) this.#ports.delete(port);
    return { port, errno };
  }

  #knocked(socket: Socket, from: Endpoint, port: number): void {
    const here = this.#claimsOn(port);
    const claim = here.find(({ request }) => request.networks.some((network) => isInNetwork(from.address, network)));
    if (claim !== undefined) {
      this.#end(claim);
      claim.events.came(socket);
      return;
    }
    socket.resetAndDestroy();
    for (const other of here) other.events.strangerCame(from);
    for (const waiting of [...this.#claims.values()].flat()) {
      if (waiting.port !== port && waiting.request.client === from.address) waiting.events.knockedElsewhere(port);
    }
  }

  #release(claim: Claim): void {
    if (!this.#stands(claim)) return;
    for (const network of claim.request.networks) {
      const key = restKey(claim.port, network);
      this.#resting.delete(key);
      this.#resting.set(key, Date.now() + this.#restMs);
    }
    this.#end(claim);
  }

  #end(claim: Claim): void {
    const left = this.#claimsOn(claim.port).filter((other) => other !== claim);
    if (left.length > 0) this.#claims.set(claim.port, left);
    else this.#claims.delete(claim.port);
    this.#letGoIfOutside(claim.port);
  }

  #letGoIfOutside(port: number): void {
    const range = this.#range;
    if (range !== undefined && port >= range.firstPort && port <= range.lastPort) return;
    if (this.#claimsOn(port).length > 0) return;
    const held = this.#ports.get(port);
    this.#ports.delete(port);
    void held?.close();
  }
}

function restKey(port: number, network: string): string {
  return `${port} ${network}`;
}

/** Every port of the range once, in an order that cannot be foretold (Fisher and Yates, holding only what moved). */
export function* randomOrder({ firstPort, lastPort }: PortRange): Generator<number> {
  const moved = new Map<number, number>();
  for (let at = firstPort; at <= lastPort; at += 1) {
    const pick = randomInt(at, lastPort + 1);
    yield moved.get(pick) ?? pick;
    moved.set(pick, moved.get(at) ?? at);
  }
}
