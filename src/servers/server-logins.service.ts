// The database login of a server's own FTP processes: made with the server, gone with it. Where the panel's login may make
// none, whoever owns the database does, with the statements that this hands out.
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DatabaseLogin } from './environment-file.js';

/** A login, and the statements that make it where the panel may not. */
export interface NewLogin extends DatabaseLogin {
  readonly sql: string | null;
}

@Injectable()
export class ServerLoginsService {
  /** Makes a login for this server, or says how; its password is known here and nowhere else. */
  async make(tx: EntityManager, server: { readonly id: string; readonly name: string }): Promise<NewLogin> {
    const login = loginName(server);
    const password = randomBytes(24).toString('base64url');
    const [written] = await tx.query<{ create: string; grant: string }[]>(
      `select format('create role %I login password %L', $1::text, $2::text) as create,
         format('select grant_ftp_process(%L)', $1::text) as grant`,
      [login, password],
    );
    const statements = written === undefined ? [] : [written.create, written.grant];
    if (!(await mayMakeLogins(tx))) return { login, password, sql: statements.map((each) => `${each};\n`).join('') };
    for (const statement of statements) await tx.query(statement);
    return { login, password, sql: null };
  }

  /** Takes every right from the login and the login itself. False where the panel may not remove it; then it is left without rights. */
  async remove(tx: EntityManager, login: string): Promise<boolean> {
    if (!(await exists(tx, login))) return true;
    await tx.query('select revoke_ftp_process($1)', [login]);
    const [written] = await tx.query<{ drop: string }[]>(`select format('drop role %I', $1::text) as drop`, [login]);
    await tx.query('savepoint before_drop');
    try {
      await tx.query(written?.drop ?? '');
      return true;
    } catch {
      // Not the panel's to drop, or it has rights elsewhere: the answer says that it is left.
      await tx.query('rollback to savepoint before_drop');
      return false;
    }
  }
}

async function mayMakeLogins(tx: EntityManager): Promise<boolean> {
  const [own] = await tx.query<{ may: boolean }[]>(
    'select rolsuper or rolcreaterole as may from pg_roles where rolname = current_user',
  );
  return own?.may === true;
}

async function exists(tx: EntityManager, login: string): Promise<boolean> {
  return (await tx.query<unknown[]>('select from pg_roles where rolname = $1', [login])).length > 0;
}

/** Readable and never another server's; names of servers may be longer than those of logins. */
function loginName({ id, name }: { readonly id: string; readonly name: string }): string {
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 30);
  return `portside_ftp_${readable}_${id.slice(0, 6)}`;
}
