// Admins as the command line makes them: the first one, and a new password for one who has lost theirs.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { PanelUserRow } from '../auth/auth.entity.js';
import { normalEmail } from '../auth/email.js';
import { PanelSessionsService } from '../auth/panel-sessions.service.js';
import { hashPassword } from '../auth/password.js';
import { Problem } from '../http/problems.js';

/** An admin as a command answers with one. */
export interface Admin {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
}

@Injectable()
export class AdminsService {
  constructor(
    private readonly database: DataSource,
    private readonly sessions: PanelSessionsService,
    private readonly audit: AuditService,
  ) {}

  /** Makes an admin. Throws the database's error where the e-mail address is taken. */
  async create(actor: Actor, wish: { email: string; displayName: string; password: string }): Promise<Admin> {
    const passwordHash = await hashPassword(wish.password);
    return this.database.transaction(async (tx) => {
      const { displayName } = wish;
      const row = tx.create(PanelUserRow, { email: normalEmail(wish.email), displayName, passwordHash, role: 'admin' });
      await tx.insert(PanelUserRow, row);
      const after = { email: row.email, displayName, role: 'admin' };
      await this.audit.record(tx, actor, { verb: 'panel-user.created', ...subjectOf(row), after });
      return { id: row.id, email: row.email, displayName };
    });
  }

  /** Sets an admin's password and ends their sessions. Throws Problem `not-found`. */
  async setPassword(actor: Actor, email: string, password: string): Promise<Admin> {
    const passwordHash = await hashPassword(password);
    return this.database.transaction(async (tx) => {
      const row = await tx.findOneBy(PanelUserRow, { email: normalEmail(email), role: 'admin' });
      if (row === null) throw new Problem('not-found', { detail: `There is no admin ${email}.` });
      await tx.update(PanelUserRow, { id: row.id }, { passwordHash, updatedAt: () => 'now()' });
      await this.sessions.endAllBut(tx, row.id);
      await this.audit.record(tx, actor, { verb: 'panel-user.password-set', ...subjectOf(row) });
      return { id: row.id, email: row.email, displayName: row.displayName };
    });
  }
}

const subjectOf = ({ id, email }: PanelUserRow) => ({
  subjectKind: 'panel-user',
  subjectId: id,
  subject: email,
  customerId: null,
});
