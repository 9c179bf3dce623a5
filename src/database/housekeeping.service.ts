// What the database needs done now and then: partitions for the months to come, today's usage noted, and what has been kept
// long enough removed. For how long is retention's (src/retention).
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { log } from '../log.js';
import { noteUsage } from './daily-usage.js';
import { forgetOld, retainedRecords, type RetainedRecords } from './retained-records.js';

const everyMs = 6 * 60 * 60 * 1000;
const monthsAhead = 3;
const previousPasswordDays = 30;
/** Counts by the hour are for looking at the last days. */
const hourlyDaysKept = 40;
/** Logins by the minute are for the overview's last day. */
const minutelyDaysKept = 2;

/** Counts by the day are kept as long as the records. */
const forgetCounts = `
  delete from data_connection_counts c using servers s where s.id = c.server_id and (
    (c.step = 'hour' and c.at < now() - make_interval(days => $1)) or
    (c.step = 'day' and c.at < now() - (select make_interval(days => days) from retention where records = 'data-connections')))`;

/** Runs at the start and every six hours; several panels doing it at once do no harm. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly database: DataSource) {}

  onApplicationBootstrap(): void {
    this.begin();
    this.#timer = setInterval(() => this.begin(), everyMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Runs now, or once the run that is on its way has ended. */
  begin(): void {
    this.#running = this.#running
      .then(() => this.#tidy())
      .catch((error: unknown) => log.error({ err: error }, 'housekeeping.failed'));
  }

  async #tidy(): Promise<void> {
    await this.database.query(`select make_month_partitions($1)`, [monthsAhead]);
    await this.database.query(noteUsage);
    await this.database.query(
      `update ftp_accounts set previous_password_hash = null
        where previous_password_hash is not null and password_changed_at < now() - make_interval(days => $1)`,
      [previousPasswordDays],
    );
    await this.database.query(`delete from site_moves where announced_until < now()`);
    await this.database.query(`delete from hand_over_links where created_at < now() - interval '90 days'`);
    await this.database.query(`delete from idempotency_keys where claimed_at < now() - interval '1 day'`);
    await this.#forget();
  }

  async #forget(): Promise<void> {
    const kept = await this.database.query<{ records: RetainedRecords; days: number }[]>(
      `select records, days from retention where days is not null and records = any($1)`,
      [retainedRecords],
    );
    for (const { records, days } of kept) await forgetOld(this.database, records, days);
    await this.database.query(forgetCounts, [hourlyDaysKept]);
    await this.database.query(`delete from login_counts where at < now() - make_interval(days => $1)`, [
      minutelyDaysKept,
    ]);
  }
}
