// A customer with website and first FTP account in one transaction. The billing system's own number is what makes it
// repeatable: the second time the same customer is found and nothing is made.
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service.js';
import { ConnectionCardService } from '../accounts/connection-card.service.js';
import { loginOf } from '../accounts/login.js';
import type { Actor } from '../auth/actor.js';
import { normalEmail } from '../auth/email.js';
import { generatedPassword } from '../auth/generated-password.js';
import { hashPassword } from '../auth/password.js';
import type { Rules } from '../auth/password-policy.js';
import { PasswordRulesService } from '../auth/password-rules.service.js';
import { CustomersService } from '../customers/customers.service.js';
import { badField, Problem } from '../http/problems.js';
import { type ExaminedWebRoot, WebRootsService } from '../web-roots/web-roots.service.js';
import { choosePlan } from './choose-plan.js';
import type { NewProvision, Provision } from './provisioning.dto.js';

/** What there is already. */
interface Found {
  customer_id: string;
  web_root_id: string | null;
  account_id: string | null;
  panel_user_id: string | null;
}

/** Passwords as they are told, once, and as they are kept. */
interface Passwords {
  readonly account: ChosenPassword;
  readonly panel: ChosenPassword | undefined;
}

interface ChosenPassword {
  readonly hash: string;
  /** The password, where it was made here. */
  readonly told: string | null;
}

type Ids = Omit<Provision, 'card'>;

const foundSql = `
  select c.id as customer_id, w.id as web_root_id, a.id as account_id, u.id as panel_user_id
  from customers c left join web_roots w on w.customer_id = c.id and w.domain = $2
    left join ftp_accounts a on a.web_root_id = w.id and a.login = $3
    left join panel_users u on u.customer_id = c.id and u.email = $4
  where c.external_ref = $1`;

@Injectable()
export class ProvisionService {
  constructor(
    private readonly database: DataSource,
    private readonly customers: CustomersService,
    private readonly webRoots: WebRootsService,
    private readonly accounts: AccountsService,
    private readonly cards: ConnectionCardService,
    private readonly rules: PasswordRulesService,
  ) {}

  /** Makes everything, or finds it. Throws Problem `external-reference-taken` where the reference has something else. */
  async provision(actor: Actor, wish: NewProvision): Promise<{ made: boolean; provision: Provision }> {
    const before = await this.#find(this.database.manager, wish);
    if (before !== undefined) return { made: false, provision: await this.#withCard(actor, before) };
    const { serverId, ...webRoot } = wish.webRoot;
    // There is no such customer yet; the server only has to know that the folder is nobody else's.
    const place = { ...webRoot, serverId: await this.#chooseServer(serverId), customerId: randomUUID() };
    const examined = await this.webRoots.examine(actor, place);
    const passwords = await this.#passwords(wish);
    const outcome = await this.database.transaction(async (tx) => {
      // Two calls for the same reference come one after the other; the second finds what the first has made.
      await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 7061005))`, [wish.externalRef]);
      const meanwhile = await this.#find(tx, wish);
      if (meanwhile !== undefined) return { made: false, ids: meanwhile };
      return { made: true, ids: await this.#make(tx, actor, { wish, examined, passwords }) };
    });
    return { made: outcome.made, provision: await this.#withCard(actor, outcome.ids) };
  }

  async #make(
    tx: EntityManager,
    actor: Actor,
    { wish, examined, passwords }: { wish: NewProvision; examined: ExaminedWebRoot; passwords: Passwords },
  ): Promise<Ids> {
    const { externalRef, name, panelUser } = wish;
    const { panel } = passwords;
    const planId = await choosePlan(tx, wish);
    const customer = await this.customers.insert(tx, actor, {
      name,
      externalRef,
      ...(planId !== undefined && { planId }),
      ...(panelUser && panel && { panelUser: { email: panelUser.email, passwordHash: panel.hash } }),
    });
    const webRoot = await this.webRoots.insert(tx, actor, { ...examined, customerId: customer.id });
    const { hash, told } = passwords.account;
    const { password: _judged, ...account } = wish.account;
    await this.accounts.insert(tx, actor, { ...account, webRootId: webRoot.id, passwordHash: hash });
    const made = await this.#find(tx, wish);
    if (made === undefined) throw new Error('What was made in this transaction is not there.');
    return { ...made, accountPassword: told, panelPassword: panel?.told ?? null };
  }

  async #passwords({ account, panelUser, webRoot }: NewProvision): Promise<Passwords> {
    const rules = await this.rules.forBilling();
    if (account.password !== undefined) {
      const about = [loginOf(account.name, webRoot.domain)];
      await this.rules.refuseWeak(account.password, { field: 'account.password', about, rules });
    }
    if (panelUser?.password !== undefined) {
      await this.rules.refuseWeak(panelUser.password, { field: 'panelUser.password', about: [panelUser.email], rules });
    }
    const inForce = await this.rules.inForce();
    return {
      account: await hashedOrMade(account.password, inForce),
      panel: panelUser && (await hashedOrMade(panelUser.password, inForce)),
    };
  }

  async #find(tx: EntityManager, { account, externalRef, panelUser, webRoot }: NewProvision): Promise<Ids | undefined> {
    const login = loginOf(account.name, webRoot.domain);
    const email = panelUser === undefined ? null : normalEmail(panelUser.email);
    const [found] = await tx.query<Found[]>(foundSql, [externalRef, webRoot.domain, login, email]);
    if (found === undefined) return undefined;
    const { account_id: accountId, panel_user_id: panelUserId, web_root_id: webRootId } = found;
    if (webRootId === null || accountId === null || (email !== null && panelUserId === null)) {
      const lacks = webRootId === null ? `the website ${webRoot.domain}` : accountId === null ? login : (email ?? '');
      const detail = `A customer with the reference ${externalRef} exists, but without ${lacks}. Add that to this customer, or use another reference.`;
      throw new Problem('external-reference-taken', { field: 'externalRef', detail });
    }
    const told = { accountPassword: null, panelPassword: null };
    return { customerId: found.customer_id, externalRef, webRootId, accountId, login, panelUserId, ...told };
  }

  async #chooseServer(wished: string | undefined): Promise<string> {
    const [only, another] = await this.database.query<{ id: string }[]>(
      `select id from servers where $1::uuid is null or id = $1 limit 2`,
      [wished ?? null],
    );
    if (only === undefined && wished !== undefined) {
      throw badField('webRoot.serverId', 'There is no such server. Choose one from the list.');
    }
    if (only === undefined) throw badField('webRoot.serverId', 'There is no server yet. Add one first.');
    if (another !== undefined) throw badField('webRoot.serverId', 'There are several servers. Name one.');
    return only.id;
  }

  async #withCard(actor: Actor, ids: Ids): Promise<Provision> {
    return { ...ids, card: await this.cards.read(actor, ids.accountId) };
  }
}

async function hashedOrMade(given: string | undefined, inForce: Rules): Promise<ChosenPassword> {
  const password = given ?? generatedPassword(inForce);
  return { told: given === undefined ? password : null, hash: await hashPassword(password) };
}
