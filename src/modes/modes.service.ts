// What accounts and plans say about modes: written with its audit row, refused where it leaves somebody without a verb.
// The server's own layer and that of client networks are the policy's (servers/policies.service.ts).
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { refuseWider } from '../customers/own-modes.js';
import type { VerbWishes } from '../ftp/policy.js';
import { type Conditional, refuseStale } from '../http/etag.js';
import { Problem } from '../http/problems.js';
import { type AccountLayers, ModeLayersService } from '../servers/mode-layers.service.js';
import { normalWishes, writtenWishes } from '../http/verb-wishes.js';
import { effectiveModes } from './effective-modes.js';
import type { AccountModes, AccountModesChange, ModesQuery, PlanModes, PlanModesChange } from './modes.dto.js';

@Injectable()
export class ModesService {
  constructor(
    private readonly database: DataSource,
    private readonly layers: ModeLayersService,
    private readonly audit: AuditService,
  ) {}

  /** What holds for an account, and why. Throws Problem `not-found`. */
  async ofAccount(actor: Actor, accountId: string, { address }: ModesQuery): Promise<AccountModes> {
    return toDto(await this.layers.ofAccount(actor, accountId), address);
  }

  /** Writes the account's layer. Throws Problem `changed-meanwhile`, and a 400 where no verb would be left. */
  async changeAccount(
    actor: Actor,
    accountId: string,
    change: AccountModesChange & Conditional,
  ): Promise<AccountModes> {
    return this.database.transaction(async (tx) => {
      await tx.query(`select 1 from ftp_accounts where id = $1 for update`, [accountId]);
      const before = await this.layers.ofAccount(actor, accountId, tx);
      refuseStale(change.seen, toDto(before, undefined));
      const verbs = change.verbs === undefined ? before.rules.verbs : normalWishes(change.verbs);
      const clearText = change.clearTextAllowed ?? before.rules.clearText;
      await refuseWider(tx, actor, { now: before.rules, wish: { verbs, clearText } });
      await tx.query(
        `update ftp_accounts set verb_rules = $2::jsonb, clear_text_allowed = $3, revision = revision + 1,
           updated_at = now() where id = $1`,
        [accountId, JSON.stringify(verbs), clearText],
      );
      await this.layers.refuseLeftWithout(tx, { accountIds: [accountId], field: 'verbs' });
      const after = await this.layers.ofAccount(actor, accountId, tx);
      await this.audit.record(tx, actor, {
        verb: 'account.modes-set',
        subjectKind: 'account',
        subjectId: accountId,
        subject: before.login,
        customerId: before.customerId,
        ...differences(factsOf(before), factsOf(after)),
      });
      return toDto(after, undefined);
    });
  }

  /** What a plan says. Throws Problem `not-found`. */
  ofPlan(_actor: Actor, planId: string): Promise<PlanModes> {
    return readPlan(this.database.manager, planId);
  }

  /** Writes the plan's layer. Throws Problem `changed-meanwhile`, and a 400 naming whom it would leave without a verb. */
  async changePlan(actor: Actor, planId: string, change: PlanModesChange & Conditional): Promise<PlanModes> {
    return this.database.transaction(async (tx) => {
      await tx.query(`select 1 from plans where id = $1 for update`, [planId]);
      const before = await readPlan(tx, planId);
      refuseStale(change.seen, before);
      const verbs = JSON.stringify(normalWishes(change.verbs));
      await tx.query(`update plans set verb_rules = $2::jsonb, updated_at = now() where id = $1`, [planId, verbs]);
      await this.layers.refuseLeftWithout(tx, { planId, field: 'verbs' });
      const after = await readPlan(tx, planId);
      await this.audit.record(tx, actor, {
        verb: 'plan.modes-set',
        subjectKind: 'plan',
        subjectId: planId,
        subject: before.name,
        customerId: null,
        ...differences({ verbs: before.verbs }, { verbs: after.verbs }),
      });
      return after;
    });
  }
}

async function readPlan(tx: EntityManager, planId: string): Promise<PlanModes> {
  const [row] = await tx.query<{ name: string; verb_rules: VerbWishes; revision: number }[]>(
    `select name, verb_rules, revision from plans where id = $1`,
    [planId],
  );
  if (row === undefined) throw new Problem('not-found');
  return { planId, name: row.name, verbs: writtenWishes(row.verb_rules), revision: row.revision };
}

function toDto(layers: AccountLayers, address: string | undefined): AccountModes {
  const { accountId, login, serverName, revision, rules, planId, planRevision, server } = layers;
  return {
    accountId,
    login,
    serverName,
    ...factsOf(layers),
    revision,
    plan: { planId, name: rules.plan.name, verbs: writtenWishes(rules.plan.verbs), revision: planRevision },
    effective: effectiveModes(server, rules, address),
  };
}

function factsOf({ rules }: AccountLayers) {
  return { verbs: writtenWishes(rules.verbs), clearTextAllowed: rules.clearText };
}
