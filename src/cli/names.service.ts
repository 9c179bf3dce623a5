// From the names that people write on a command line to the ids that services take.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { Problem } from '../http/problems.js';

/** What can be named, and how it is looked for: by its id, or by what people call it. */
const lookUps = {
  account: `select id from ftp_accounts where id::text = $1 or login = lower($1)`,
  customer: `select id from customers where id::text = $1 or external_ref = $1 or name = $1`,
  plan: `select id from plans where id::text = $1 or name = $1`,
  server: `select id from servers where id::text = $1 or name = $1`,
  session: `select id from ftp_sessions where id::text = $1 and closed_at is null`,
  'web root': `select id from web_roots where id::text = $1 or domain = lower($1)`,
} as const;
export type Named = keyof typeof lookUps;

const lists: Readonly<Record<Named, string>> = {
  account: 'portside account list',
  customer: 'portside customer list',
  plan: 'portside plan list',
  server: 'portside server list',
  session: 'portside session list',
  'web root': 'portside web-root list',
};

@Injectable()
export class NamesService {
  constructor(private readonly database: DataSource) {}

  /** The id of what is called this. Throws Problem `not-found`, also where the name is not the only one. */
  async idOf(_actor: Actor, kind: Named, name: string): Promise<string> {
    const rows = await this.database.query<{ id: string }[]>(lookUps[kind], [name]);
    const [first] = rows;
    if (first !== undefined && rows.length === 1) return first.id;
    const why = first === undefined ? `There is no ${kind} "${name}"` : `More than one ${kind} is called "${name}"`;
    throw new Problem('not-found', { detail: `${why}. Take the name or the id from \`${lists[kind]}\`.` });
  }
}
