// What the database needs done now and then: partitions for the months to come, old months and answered tasks dropped.
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { log } from '../log.js';

const everyMs = 6 * 60 * 60 * 1000;
const monthsAhead = 3;
const monthsKept = 13;
const previousPasswordDays = 30;
/** Counts by the hour are for looking at the last days. */
const hourlyDaysKept = 40;

const forgetCounts = `
  delete from data_connection_counts c using servers s where s.id = c.server_id and (
    (c.step = 'hour' and c.at < now() - make_interval(days => $1)) or
    (c.step = 'day' and c.at < now() - make_interval(months => $2)))`;

/** Runs at the start and every six hours; several panels doing it at once do no harm. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly database: DataSource) {}

  onApplicationBootstrap(): void {
    this.#begin();
    this.#timer = setInterval(() => this.#begin(), everyMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #begin(): void {
    this.#running = this.#tidy().catch((error: unknown) => log.error({ err: error }, 'housekeeping.failed'));
  }

  async #tidy(): Promise<void> {
    await this.database.query(`select make_month_partitions($1)`, [monthsAhead]);
    for (const records of ['login_attempts', 'transfers', 'data_connections']) {
      await this.database.query(`select drop_month_partitions($1, $2)`, [records, monthsKept]);
    }
    await this.database.query(
      `update ftp_accounts set previous_password_hash = null
        where previous_password_hash is not null and password_changed_at < now() - make_interval(days => $1)`,
      [previousPasswordDays],
    );
    await this.database.query(forgetCounts, [hourlyDaysKept, monthsKept]);
    await this.database.query(`delete from hand_over_links where created_at < now() - interval '90 days'`);
    await this.database.query(`delete from idempotency_keys where claimed_at < now() - interval '1 day'`);
    await this.database.query(`delete from server_tasks where created_at < now() - interval '1 day'`);
  }
}
