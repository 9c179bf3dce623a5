// The rules for new passwords: one row that admins change, and the one place that judges by it. What makes a password easy
// to guess is password-policy.ts.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import { type Conditional, refuseStale } from '../http/etag.js';
import { badField } from '../http/problems.js';
import type { Actor } from './actor.js';
import { type Rules, rulesForBilling, whyPasswordRefused } from './password-policy.js';
import type { PasswordRules, PasswordRulesChange } from './password-rules.dto.js';

/** How a new password is judged. */
export interface Judging {
  /** Where it stands in the request; left out: `password`. */
  readonly field?: string;
  /** What is known of its owner, and thus guessed first. */
  readonly about?: readonly string[];
  /** Left out: the rules in force. */
  readonly rules?: Rules;
}

const rules = `select shortest_characters as "shortestCharacters", least_score as "leastScore", revision from password_rules`;

@Injectable()
export class PasswordRulesService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** The rules in force, with their revision. */
  read(_actor: Actor): Promise<PasswordRules> {
    return read(this.database.manager);
  }

  /** The rules in force, for whoever has a password to choose or to make. */
  async inForce(): Promise<Rules> {
    const { shortestCharacters, leastScore } = await read(this.database.manager);
    return { shortestCharacters, leastScore };
  }

  /** What holds for passwords that a billing system hands over. */
  async forBilling(): Promise<Rules> {
    return rulesForBilling(await this.inForce());
  }

  /** Throws a 400 with the reason where a new password does not keep the rules. */
  async refuseWeak(password: string, { field = 'password', about, rules }: Judging = {}): Promise<void> {
    const why = whyPasswordRefused(password, rules ?? (await this.inForce()), about);
    if (why !== undefined) throw badField(field, why);
  }

  /** Changes them for passwords from now on. Throws Problem `changed-meanwhile` for an old revision. */
  async change(actor: Actor, { seen, ...wished }: PasswordRulesChange & Conditional): Promise<PasswordRules> {
    return this.database.transaction(async (tx) => {
      await tx.query(`select 1 from password_rules for update`);
      const { revision, ...before } = await read(tx);
      refuseStale(seen, { ...before, revision });
      const changed = differences(before, wished);
      if (Object.keys(changed.after).length === 0) return { ...before, revision };
      const { shortestCharacters, leastScore } = wished;
      await tx.query(`update password_rules set shortest_characters = $1, least_score = $2`, [
        shortestCharacters,
        leastScore,
      ]);
      await this.audit.record(tx, actor, {
        verb: 'password-rules.changed',
        subjectKind: 'password-rules',
        subjectId: 'panel',
        subject: 'new passwords',
        customerId: null,
        ...changed,
      });
      return read(tx);
    });
  }
}

async function read(tx: EntityManager): Promise<PasswordRules> {
  const [row] = await tx.query<PasswordRules[]>(rules);
  if (row === undefined) throw new Error('The row of password_rules is gone.');
  return row;
}
