// Server-sent events: what arrives from the database as a nudge goes on to every browser that may know of it.
import { finished } from 'node:stream';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { type Access, AccessService } from '../auth/access.service.js';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import { type Nudge, PanelNudges } from '../database/panel-nudges.js';
import { Problem } from '../http/problems.js';
import { log } from '../log.js';

const keepAliveMs = 20_000;
const mostUnsentBytes = 64 * 1024;
/** Of one session or token. A browser has one a tab, and each asks the database every so often. */
const mostStreams = 20;

/** What one browser may hear of; `servers` is undefined for staff, who hear of all. */
interface Listener {
  readonly customerId: string | undefined;
  servers: ReadonlySet<string> | undefined;
}

@Injectable()
export class EventsService implements OnModuleDestroy {
  /** By which session or token each came. */
  readonly #open = new Map<Response, string>();

  constructor(
    private readonly database: DataSource,
    private readonly nudges: PanelNudges,
    private readonly accesses: AccessService,
  ) {}

  onModuleDestroy(): void {
    for (const response of this.#open.keys()) response.end();
  }

  /**
   * Streams events until the browser goes, the session or token it came with ends, or the panel stops. Throws Problem
   * `too-many-requests`.
   */
  async stream(actor: Actor, request: Request, response: Response): Promise<void> {
    const access = this.accesses.of(actor, request);
    this.#admit(response, access.tokenId ?? access.sessionId);
    // To the session a stream is no visit: its end would prolong the session, also one that is over.
    Reflect.deleteProperty(request, 'session');
    const customerId = ownCustomerId(actor);
    const listener: Listener = { customerId, servers: await this.#serversOf(customerId) };
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    });
    const keepAlive = () => {
      this.#keepAlive(access, listener, response).catch((error: unknown) => {
        log.warn({ err: error }, 'events.keep-alive-failed');
        response.end();
      });
    };
    const unsubscribe = this.nudges.subscribe((nudge) => {
      if (concerns(nudge, access)) keepAlive();
      pass(response, listener, nudge);
    });
    const timer = setInterval(keepAlive, keepAliveMs);
    finished(response, () => {
      clearInterval(timer);
      unsubscribe();
    });
    send(response, 'hello', {});
    // Either may have gone before anybody listened for it.
    if (request.destroyed) response.end();
    else keepAlive();
  }

  #admit(response: Response, cameBy: string): void {
    const open = [...this.#open.values()].filter((other) => other === cameBy).length;
    if (open >= mostStreams) {
      const detail = `You have ${mostStreams} event streams open. Close one and try again.`;
      throw new Problem('too-many-requests', { detail });
    }
    this.#open.set(response, cameBy);
    finished(response, () => this.#open.delete(response));
  }

  /** Also finds out whether who listens may still, and to which servers. */
  async #keepAlive(access: Access, listener: Listener, response: Response): Promise<void> {
    if (!(await this.accesses.stands(access))) {
      response.end();
      return;
    }
    listener.servers = await this.#serversOf(listener.customerId);
    if (!response.writableEnded) response.write(': here\n\n');
  }

  async #serversOf(customerId: string | undefined): Promise<ReadonlySet<string> | undefined> {
    if (customerId === undefined) return undefined;
    const rows = await this.database.query<{ server_id: string }[]>(
      `select distinct server_id from web_roots where customer_id = $1`,
      [customerId],
    );
    return new Set(rows.map((row) => row.server_id));
  }
}

/** Whether it may be news of how the listener came in; after a break anything may have happened. */
function concerns({ topic, id }: Nudge, { ids }: Access): boolean {
  return topic === 'resync' || (topic === 'access' && ids.includes(id));
}

function pass(response: Response, listener: Listener, { topic, id }: Nudge): void {
  const event = events[topic]?.(listener, id);
  if (event !== undefined) send(response, event.name, event.facts);
}

type Event = { readonly name: string; readonly facts: object };

const knowsServer = ({ servers }: Listener, id: string) => servers?.has(id) ?? true;

const knowsCustomer = ({ customerId }: Listener, id: string) => customerId === undefined || customerId === id;

/** What each kind of nudge is to a listener; undefined where it concerns somebody else. */
const events: Readonly<Record<string, (listener: Listener, id: string) => Event | undefined>> = {
  resync: () => ({ name: 'hello', facts: {} }),
  server: (listener, id) => (knowsServer(listener, id) ? { name: 'server', facts: { serverId: id } } : undefined),
  session: (listener, id) => (knowsServer(listener, id) ? { name: 'sessions', facts: { serverId: id } } : undefined),
  transfer: (listener, id) => (knowsCustomer(listener, id) ? { name: 'transfers', facts: {} } : undefined),
  removal: (listener, id) => (knowsCustomer(listener, id) ? { name: 'removals', facts: {} } : undefined),
  'site-move': ({ customerId }) => (customerId === undefined ? { name: 'site-moves', facts: {} } : undefined),
  'self-test': ({ customerId }, id) =>
    customerId === undefined ? { name: 'self-tests', facts: { serverId: id } } : undefined,
  bans: () => ({ name: 'bans', facts: {} }),
  login: (listener, id) => (knowsCustomer(listener, id) ? { name: 'logins', facts: {} } : undefined),
};

/** A browser that does not read is hung up on; it comes back and reads everything again. */
function send(response: Response, event: string, facts: object): void {
  if (response.writableEnded) return;
  if (response.writableLength > mostUnsentBytes) response.destroy();
  else response.write(`event: ${event}\ndata: ${JSON.stringify(facts)}\n\n`);
}
