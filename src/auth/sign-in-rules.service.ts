// Who must sign in in two steps. That nobody does anything else before is the authentication guard's business.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { type Conditional, refuseStale } from '../http/etag.js';
import { Problem } from '../http/problems.js';
import type { Actor } from './actor.js';
import { SecondStepService } from './second-step.service.js';
import type { SignInRules, SignInRulesChange } from './sign-in-rules.dto.js';

const rules = `
  select staff_two_step as "staffTwoStep", revision, (select count(*)::integer from panel_users
    where role <> 'customer' and status = 'enabled' and totp_secret is null) as "staffWithoutTwoStep"
  from sign_in_rules`;

@Injectable()
export class SignInRulesService {
  constructor(
    private readonly database: DataSource,
    private readonly steps: SecondStepService,
    private readonly audit: AuditService,
  ) {}

  /** The rules as they are. */
  read(_actor: Actor): Promise<SignInRules> {
    return read(this.database.manager);
  }

  /**
   * Changes them. Throws Problem `two-step-own-first` where whoever asks would be the first to stand before the door, and
   * `changed-meanwhile` for an old revision.
   */
  async change(actor: Actor, { seen, staffTwoStep }: SignInRulesChange & Conditional): Promise<SignInRules> {
    if (staffTwoStep && !(await this.steps.isOn(actor.id))) throw new Problem('two-step-own-first');
    return this.database.transaction(async (tx) => {
      await tx.query(`select 1 from sign_in_rules for update`);
      const before = await read(tx);
      refuseStale(seen, before);
      if (before.staffTwoStep === staffTwoStep) return before;
      await tx.query(`update sign_in_rules set staff_two_step = $1`, [staffTwoStep]);
      await this.audit.record(tx, actor, {
        verb: 'sign-in-rules.changed',
        subjectKind: 'sign-in-rules',
        subjectId: 'panel',
        subject: 'signing in',
        customerId: null,
        before: { staffTwoStep: before.staffTwoStep },
        after: { staffTwoStep },
      });
      return read(tx);
    });
  }
}

async function read(tx: EntityManager): Promise<SignInRules> {
  const [row] = await tx.query<SignInRules[]>(rules);
  if (row === undefined) throw new Error('The row of sign_in_rules is gone.');
  return row;
}
