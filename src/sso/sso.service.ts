// Single sign-on links: a billing system asks for one with its token and sends its customer there. One minute, one use.
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { PanelUserRow } from '../auth/auth.entity.js';
import { beginSession } from '../auth/begin-session.js';
import { clientAddressOf } from '../auth/client-address.js';
import { PanelUsersService, subjectOf } from '../auth/panel-users.service.js';
import { linkSecretHash, newLinkSecret } from '../http/link-secret.js';
import { Problem } from '../http/problems.js';
import type { NewSsoLink, SsoSignedIn } from './sso.dto.js';

const lifeMs = 60_000;

interface UsedLink {
  readonly panelUserId: string;
  readonly returnTo: string;
  readonly madeBy: string;
}

@Injectable()
export class SsoService {
  constructor(
    private readonly database: DataSource,
    private readonly users: PanelUsersService,
    private readonly audit: AuditService,
  ) {}

  /** Makes a link for a customer's panel user. Throws Problem `not-found` or `no-panel-user`. */
  async create(actor: Actor, { returnTo, ...choice }: NewSsoLink): Promise<{ secret: string; expiresAt: Date }> {
    const user = await this.users.ofCustomer(choice);
    const secret = newLinkSecret();
    const expiresAt = new Date(Date.now() + lifeMs);
    await this.database.transaction(async (tx) => {
      await tx.query(`delete from sso_links where expires_at <= now()`);
      await tx.query(
        `insert into sso_links (secret_hash, panel_user_id, return_to, made_by, expires_at) values ($1, $2, $3, $4, $5)`,
        [linkSecretHash(secret), user.id, returnTo ?? '/', actor.email, expiresAt],
      );
      await this.audit.record(tx, actor, { verb: 'sso-link.created', ...subjectOf(user) });
    });
    return { secret, expiresAt };
  }

  /** Signs in by a link and uses it up. Throws Problem `link-over`. */
  async use(request: Request, secret: string): Promise<SsoSignedIn> {
    const { user, returnTo } = await this.database.transaction(async (tx) => {
      const [[link]] = await tx.query<[UsedLink[], number]>(
        `delete from sso_links where secret_hash = $1 and expires_at > now()
          returning panel_user_id as "panelUserId", return_to as "returnTo", made_by as "madeBy"`,
        [linkSecretHash(secret)],
      );
      const found = link && (await this.users.find(link.panelUserId));
      if (link === undefined || found === undefined) throw new Problem('link-over');
      await tx.update(PanelUserRow, { id: found.id }, { lastSignInAt: () => 'now()' });
      const actor: Actor = { ...found, clientAddress: clientAddressOf(request) };
      const after = { madeBy: link.madeBy };
      await this.audit.record(tx, actor, { verb: 'sso-link.used', ...subjectOf(found), after });
      return { user: found, returnTo: link.returnTo };
    });
    await beginSession(request, user);
    return { returnTo };
  }
}
