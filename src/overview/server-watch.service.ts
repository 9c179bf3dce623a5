// Tells whoever listens that a server has fallen silent: it cannot say so itself. Every panel looks for itself, and a word
// too many only makes browsers read again.
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Rounds } from '../rounds.js';

const lookEveryMs = 5_000;

const up = `
  select distinct server_id as id from server_processes
  where stopped_at is null and heartbeat_at > now() - interval '15 seconds'`;

@Injectable()
export class ServerWatch implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #rounds = new Rounds(() => this.#look(), { everyMs: lookEveryMs, failed: 'server-watch.failed' });
  #up: ReadonlySet<string> = new Set();

  constructor(private readonly database: DataSource) {}

  onApplicationBootstrap(): void {
    this.#rounds.beginLater();
  }

  onModuleDestroy(): Promise<void> {
    return this.#rounds.stop();
  }

  async #look(): Promise<void> {
    const now = new Set((await this.database.query<{ id: string }[]>(up)).map(({ id }) => id));
    const changed = [...now, ...this.#up].filter((id) => now.has(id) !== this.#up.has(id));
    this.#up = now;
    for (const id of changed) await this.database.query(`select pg_notify('panel', 'server:' || $1::uuid)`, [id]);
  }
}
