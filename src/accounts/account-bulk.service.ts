// One act on many FTP accounts: each by itself, with its own audit row, so that one refusal undoes none of the others.
import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { badField, Problem } from '../http/problems.js';
import type { AccountBulk, BulkAct, BulkResult, BulkResults } from './account-bulk.dto.js';
import type { Account } from './accounts.dto.js';
import { AccountsService } from './accounts.service.js';

type Wish = Pick<AccountBulk, 'act' | 'expiresAt'>;

@Injectable()
export class AccountBulkService {
  constructor(private readonly accounts: AccountsService) {}

  /** Does it for each account and says what became of it. Throws Problem `not-allowed` for what support may not do. */
  async run(actor: Actor, { ids, ...wish }: AccountBulk): Promise<BulkResults> {
    if (actor.role === 'support' && wish.act !== 'enable' && wish.act !== 'disable') {
      const detail = 'Support enables and disables FTP accounts. Ask an admin for anything else.';
      throw new Problem('not-allowed', { detail });
    }
    if (wish.act === 'set-expiry' && wish.expiresAt === undefined) {
      throw badField('expiresAt', 'Say from which moment on nobody can log in.');
    }
    const results: BulkResult[] = [];
    for (const id of new Set(ids)) results.push(await this.#one(actor, id, wish));
    return { results };
  }

  async #one(actor: Actor, id: string, wish: Wish): Promise<BulkResult> {
    let login: string | null = null;
    try {
      const before = await this.accounts.get(actor, id);
      login = before.login;
      if (isSo(before, wish)) return { id, login, result: 'unchanged', sentence: null };
      const after = await this.#act(actor, before, wish);
      return { id, login, result: 'done', sentence: whatStillHolds(wish.act, after) };
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      const result = error.code === 'not-found' ? 'not-found' : 'refused';
      return { id, login, result, sentence: error.detail };
    }
  }

  async #act(actor: Actor, { id }: Account, { act, expiresAt }: Wish): Promise<Account | undefined> {
    if (act === 'enable') return this.accounts.setStatus(actor, id, 'enabled');
    if (act === 'disable') return this.accounts.setStatus(actor, id, 'disabled');
    if (act !== 'delete') return this.accounts.change(actor, id, { expiresAt: expiresAt ?? null });
    await this.accounts.delete(actor, id);
    return undefined;
  }
}

function isSo({ status, expiresAt }: Account, { act, expiresAt: wished }: Wish): boolean {
  if (act === 'enable') return status === 'enabled';
  if (act === 'disable') return status === 'disabled';
  if (act === 'delete') return false;
  return expiresAt === (wished?.toISOString() ?? null);
}

const stillLocked: Readonly<Record<Account['effectiveStatus'], string | null>> = {
  enabled: null,
  disabled: null,
  expired: 'It is enabled but has expired. Set a later expiry to let it log in.',
  suspended: 'It is enabled, and logs in once its customer is no longer suspended.',
};

function whatStillHolds(act: BulkAct, account: Account | undefined): string | null {
  return act === 'enable' && account !== undefined ? stillLocked[account.effectiveStatus] : null;
}
