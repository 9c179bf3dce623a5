// The panel's one listening connection: channel `panel`, fanned out to whoever in this process wants to know.
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { log } from '../log.js';
import { PgListener, type PgListenerOptions } from './pg-listener.js';

/**
 * What a nudge is about: `server`, `task`, `session`, `transfer`, `login`, `removal`, `site-move`, `self-test` or `access`, and an
 * id; `bans`; `resync` after each (re)connect.
 */
export interface Nudge {
  readonly topic: string;
  readonly id: string;
}

/** Carries nudges; none is ever the only way to learn something. */
@Injectable()
export class PanelNudges implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #hearers = new Set<(nudge: Nudge) => void>();
  readonly #listener: PgListener;

  constructor(connection: PgListenerOptions['connection']) {
    this.#listener = new PgListener({
      connection,
      channels: ['panel'],
      onResync: () => this.#tell({ topic: 'resync', id: '' }),
      onNudge: (_channel, payload) => this.#tell(readNudge(payload)),
      onLost: (error) => log.warn({ err: error }, 'panel.listener-lost'),
    });
  }

  onApplicationBootstrap(): void {
    this.#listener.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#listener.stop();
  }

  /** Calls `hear` for each nudge until the returned function is called. */
  subscribe(hear: (nudge: Nudge) => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  #tell(nudge: Nudge): void {
    for (const hear of this.#hearers) hear(nudge);
  }
}

function readNudge(payload: string): Nudge {
  const [topic = '', id = ''] = payload.split(':');
  return { topic, id };
}
