// The rows of Idempotency-Keys: who has claimed one, and what was answered. What a request is and how answers are sealed is
// the interceptor's business.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** One request that carries a key. */
export interface Keyed {
  readonly userId: string;
  readonly key: string;
  readonly fingerprint: Buffer;
}

/** What is known of a key; without an answer while its request runs. */
export interface KeptAnswer {
  readonly fingerprint: Buffer;
  readonly status: number | null;
  readonly answer: Buffer | null;
}

// A claim without an answer after a minute belongs to a panel that ended; what it had made already is refused by the
// constraints of its table.
const claimSql = `
  insert into idempotency_keys as k (panel_user_id, key, fingerprint, claim) values ($1, $2, $3, $4)
  on conflict (panel_user_id, key) do update
    set fingerprint = excluded.fingerprint, claim = excluded.claim, claimed_at = now(), status = null, answer = null
    where k.claimed_at < now() - interval '1 day'
      or (k.answer is null and k.claimed_at < now() - interval '1 minute' and k.fingerprint = excluded.fingerprint)
  returning claim`;

const ofClaim = 'panel_user_id = $1 and key = $2 and claim = $3';

@Injectable()
export class IdempotencyKeysService {
  constructor(private readonly database: DataSource) {}

  /** Whether this claim has the key now; of two at once, one. */
  async claim({ userId, key, fingerprint }: Keyed, claim: string): Promise<boolean> {
    const rows = await this.database.query<{ claim: string }[]>(claimSql, [userId, key, fingerprint, claim]);
    return rows.length === 1;
  }

  /** What is known of a key somebody else has claimed. */
  async read({ userId, key }: Keyed): Promise<KeptAnswer | undefined> {
    const [kept] = await this.database.query<KeptAnswer[]>(
      `select fingerprint, status, answer from idempotency_keys where panel_user_id = $1 and key = $2`,
      [userId, key],
    );
    return kept;
  }

  /** Keeps the answer, unless somebody has taken the key over. */
  async keep(
    { userId, key }: Keyed,
    claim: string,
    { status, answer }: { readonly status: number; readonly answer: Buffer },
  ): Promise<void> {
    await this.database.query(`update idempotency_keys set status = $4, answer = $5 where ${ofClaim}`, [
      userId,
      key,
      claim,
      status,
      answer,
    ]);
  }

  /** Gives the key back. */
  async release({ userId, key }: Keyed, claim: string): Promise<void> {
    await this.database.query(`delete from idempotency_keys where ${ofClaim} and answer is null`, [userId, key, claim]);
  }
}
