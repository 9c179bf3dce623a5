// The primary process's side of the passive range: it alone listens, and hands each connection to the worker to which the
// port was promised. So a range of any size serves every worker, and an unexpected knock is known to all of them.
import type { Socket } from 'node:net';
import type { Worker } from 'node:cluster';
import type { ClaimRequest, PassivePorts, PortClaim, PortRange, RefusedPort } from '../ftp/data/passive-ports.js';
import type { Endpoint } from '../ftp/index.js';

/** What a worker asks for. `ask` numbers are the worker's own. */
export type PassiveAsk =
  | { readonly hold: PortRange; readonly ask: number }
  | { readonly claim: ClaimRequest; readonly ask: number }
  | { readonly release: number };

/** What it is told. With `came` goes the connection itself. */
export type PassiveWord =
  | { readonly held: readonly RefusedPort[]; readonly ask: number }
  | { readonly port: number | null; readonly ask: number }
  | { readonly came: number }
  | { readonly stranger: Endpoint; readonly ask: number }
  | { readonly elsewhere: number; readonly ask: number };

/** Serves the workers out of one pool. */
export class PassiveDesk {
  readonly #claims = new Map<Worker, Map<number, PortClaim>>();

  constructor(private readonly ports: PassivePorts) {}

  /** A worker asks. What it asks for after its end is given back at once. */
  async hear(worker: Worker, asked: PassiveAsk): Promise<void> {
    if ('release' in asked) this.#take(worker, asked.release)?.release();
    else if ('hold' in asked) say(worker, { held: await this.ports.hold(asked.hold), ask: asked.ask });
    else await this.#claim(worker, asked.claim, asked.ask);
  }

  /** The worker is gone: what it was promised is free. */
  forget(worker: Worker): void {
    for (const claim of this.#claims.get(worker)?.values() ?? []) claim.release();
    this.#claims.delete(worker);
  }

  close(): Promise<void> {
    return this.ports.close();
  }

  async #claim(worker: Worker, request: ClaimRequest, ask: number): Promise<void> {
    const claim = await this.ports.claim(request, {
      came: (socket) => this.#came(worker, ask, socket),
      strangerCame: (stranger) => say(worker, { stranger, ask }),
      knockedElsewhere: (elsewhere) => say(worker, { elsewhere, ask }),
    });
    if (claim !== undefined && !worker.isConnected()) claim.release();
    else if (claim !== undefined) this.#claimsOf(worker).set(ask, claim);
    say(worker, { port: claim?.port ?? null, ask });
  }

  #came(worker: Worker, ask: number, socket: Socket): void {
    this.#take(worker, ask);
    if (!worker.isConnected()) socket.destroy();
    else worker.send({ passive: { came: ask } satisfies PassiveWord }, socket, { keepOpen: false });
  }

  #take(worker: Worker, ask: number): PortClaim | undefined {
    const claim = this.#claims.get(worker)?.get(ask);
    this.#claims.get(worker)?.delete(ask);
    return claim;
  }

  #claimsOf(worker: Worker): Map<number, PortClaim> {
    const claims = this.#claims.get(worker) ?? new Map<number, PortClaim>();
    this.#claims.set(worker, claims);
    return claims;
  }
}

function say(worker: Worker, passive: PassiveWord): void {
  if (worker.isConnected()) worker.send({ passive });
}
