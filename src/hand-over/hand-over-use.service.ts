// What happens when somebody opens a hand-over link: they see what it is about, which uses nothing up, and make the
// password, which they can do once. Nobody is signed in here; the secret is all there is.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service.js';
import { ConnectionCardService } from '../accounts/connection-card.service.js';
import { connectionFileKinds } from '../accounts/connection-files/files.js';
import { AuditService, type Stranger } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { hashPassword } from '../auth/password.js';
import { PasswordRulesService } from '../auth/password-rules.service.js';
import { OwnProfileService } from '../auth/own-profile.service.js';
import { linkSecretHash } from '../http/link-secret.js';
import { Problem } from '../http/problems.js';
import type { HandOverDone, HandOverKind, HandOverOffer, HandOverUse } from './hand-over.dto.js';
import { handOverHours, subjectOf } from './hand-over.service.js';

interface RawOffer {
  account_id: string | null;
  panel_user_id: string | null;
  customer_id: string | null;
  subject: string;
  domain: string | null;
  expires_at: Date;
  used: boolean;
  revoked: boolean;
  expired: boolean;
}

const offerSql = `
  select l.account_id, l.panel_user_id, l.customer_id, coalesce(a.login, u.email) as subject, w.domain, l.expires_at,
    l.used_at is not null as used, l.revoked_at is not null as revoked, l.expires_at <= now() as expired
  from hand_over_links l left join ftp_accounts a on a.id = l.account_id left join web_roots w on w.id = a.web_root_id
    left join panel_users u on u.id = l.panel_user_id
  where l.secret_hash = $1`;

const overSentences = {
  unknown: 'This link is not known here. Check that you have copied all of it, or ask whoever sent it for a new one.',
  used: 'This link has been used already. Log in with the password that was made then; if that was not you, tell whoever sent the link at once.',
  revoked: 'This link was taken back or replaced by a newer one. Use the newest, or ask whoever sent it for one.',
  expired: `This link was good for ${handOverHours} hours and is too old now. Ask whoever sent it for a new one.`,
} as const;

@Injectable()
export class HandOverUseService {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: AccountsService,
    private readonly cards: ConnectionCardService,
    private readonly profile: OwnProfileService,
    private readonly passwords: PasswordRulesService,
    private readonly audit: AuditService,
  ) {}

  /** What a link is about. Throws Problem `link-over`. */
  async look(_clientAddress: string | null, secret: string): Promise<HandOverOffer> {
    const offer = await this.#open(secret);
    return {
      kind: kindOf(offer),
      subject: offer.subject,
      domain: offer.domain,
      expiresAt: offer.expires_at.toISOString(),
    };
  }

  /** Sets the password, ends open sessions and uses the link up. Throws Problem `link-over`. */
  async use(clientAddress: string | null, { secret, password }: HandOverUse): Promise<HandOverDone> {
    const offer = await this.#open(secret);
    await this.passwords.refuseWeak(password, { about: [offer.subject] });
    const passwordHash = await hashPassword(password);
    await this.database.transaction(async (tx) => {
      if (!(await takeUp(tx, secret, clientAddress))) throw await this.#whyOver(secret);
      if (offer.account_id !== null) await this.accounts.replacePassword(tx, offer.account_id, passwordHash);
      if (offer.panel_user_id !== null) await this.profile.replacePassword(tx, offer.panel_user_id, passwordHash);
      const receiver: Stranger = { id: null, email: 'whoever opened the hand-over link', clientAddress };
      const link = { kind: kindOf(offer), subjectId: idOf(offer), subject: offer.subject };
      const subject = subjectOf(link, { customerId: offer.customer_id });
      await this.audit.record(tx, receiver, { verb: 'hand-over.used', ...subject, after: { from: clientAddress } });
    });
    return { kind: kindOf(offer), subject: offer.subject, ...(await this.#howToConnect(offer, clientAddress)) };
  }

  async #open(secret: string): Promise<RawOffer> {
    const [offer] = await this.database.query<RawOffer[]>(offerSql, [linkSecretHash(secret)]);
    const over = whyOver(offer);
    if (offer === undefined || over !== undefined) throw linkOver(over ?? 'unknown');
    return offer;
  }

  /** Somebody else was faster since the link was looked at. */
  async #whyOver(secret: string): Promise<Problem> {
    const [offer] = await this.database.query<RawOffer[]>(offerSql, [linkSecretHash(secret)]);
    return linkOver(whyOver(offer) ?? 'used');
  }

  async #howToConnect(offer: RawOffer, clientAddress: string | null): Promise<Pick<HandOverDone, 'card' | 'files'>> {
    const { account_id: accountId, customer_id: customerId } = offer;
    if (accountId === null || customerId === null) return { card: null, files: [] };
    // Reads as the customer would, from where the receiver is.
    const reader: Actor = {
      id: accountId,
      email: '',
      displayName: '',
      role: 'customer',
      customer: { id: customerId, name: '' },
      clientAddress,
    };
    const card = await this.cards.read(reader, accountId);
    const files = connectionFileKinds.map(async (kind) => ({
      kind,
      ...(await this.cards.file(reader, accountId, kind)),
    }));
    return { card, files: await Promise.all(files) };
  }
}

/** Uses the link up; false where it is over, also by somebody who was faster. */
async function takeUp(tx: EntityManager, secret: string, clientAddress: string | null): Promise<boolean> {
  const sql = `update hand_over_links set used_at = now(), used_from = $2
    where secret_hash = $1 and used_at is null and revoked_at is null and expires_at > now()`;
  const [, taken] = await tx.query<[unknown[], number]>(sql, [linkSecretHash(secret), clientAddress]);
  return taken === 1;
}

const kindOf = (offer: RawOffer): HandOverKind => (offer.account_id === null ? 'panel-user' : 'account');
const idOf = (offer: RawOffer) => offer.account_id ?? offer.panel_user_id ?? '';

function whyOver(offer: RawOffer | undefined): keyof typeof overSentences | undefined {
  if (offer === undefined) return 'unknown';
  if (offer.used) return 'used';
  if (offer.revoked) return 'revoked';
  return offer.expired ? 'expired' : undefined;
}

function linkOver(why: keyof typeof overSentences): Problem {
  return new Problem('link-over', { detail: overSentences[why], extra: { why } });
}
