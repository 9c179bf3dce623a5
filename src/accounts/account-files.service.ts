// An FTP account's files when the account goes: what there is, whose else it is, and whether it may go with the account.
// The server measures and removes; the panel sees no disk.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { Problem } from '../http/problems.js';
import { RemovalsService } from '../removals/removals.service.js';
import { ServerTaskFailed, ServerTasksService } from '../server-tasks/server-tasks.service.js';
import type { AccountDeletion, AccountFiles, FolderSharer } from './account-files.dto.js';
import type { Account } from './accounts.dto.js';
import { AccountsService } from './accounts.service.js';

/** What the database knows about an account's folder. */
interface FolderFacts {
  /** On the server. */
  readonly path: string;
  readonly throughLink: boolean;
  readonly sharedWith: FolderSharer[];
  /** Domains of the web roots that lie in it. */
  readonly websites: string[];
}

type Measured = Pick<AccountFiles, 'exists' | 'bytes' | 'files' | 'folders' | 'complete'>;

// The folder as the server has found it, links resolved, once it has; web roots may lie in each other.
const folderFacts = `
  with placed as (
    select a.id, a.login, a.folder, w.server_id, rtrim(w.path || a.folder, '/') as path,
      rtrim(w.path || coalesce(u.real_folder, a.folder), '/') as real_path
    from ftp_accounts a join web_roots w on w.id = a.web_root_id left join account_usage u on u.account_id = a.id
  ), mine as (select * from placed where id = $1)
  select mine.path, mine.path <> mine.real_path as "throughLink",
    coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'login', o.login, 'folder', o.folder) order by o.login) from placed o
      where o.server_id = mine.server_id and o.id <> mine.id and folder_holds(mine.real_path, o.real_path)), '[]') as "sharedWith",
    coalesce((select jsonb_agg(w.domain order by w.domain) from web_roots w
      where w.server_id = mine.server_id and folder_holds(mine.real_path, w.path)), '[]') as websites
  from mine`;

const absent: Measured = { exists: false, bytes: 0, files: 0, folders: 0, complete: true };

@Injectable()
export class AccountFilesService {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: AccountsService,
    private readonly removals: RemovalsService,
    private readonly tasks: ServerTasksService,
  ) {}

  /** What would go with the account. Throws Problem `not-found`, and `server-silent` where nobody can measure it. */
  async look(actor: Actor, id: string): Promise<AccountFiles> {
    const account = await this.accounts.get(actor, id);
    const facts = await readFacts(this.database.manager, id);
    const path = actor.role === 'customer' ? null : facts.path;
    const measured = await this.#measure(actor, account);
    return {
      folder: account.folder,
      path,
      ...measured,
      sharedWith: facts.sharedWith,
      refusal: whyFilesStay(account, facts) ?? null,
    };
  }

  /** Deletes the account, and begins to remove its files where asked. Throws Problem `files-must-stay` or `folder-shared`. */
  async delete(actor: Actor, id: string, { files = 'keep', others = 'keep-theirs' }: AccountDeletion): Promise<void> {
    if (files === 'keep') return this.accounts.delete(actor, id);
    await this.accounts.delete(actor, id, async (tx, account) => {
      // Whoever makes an account in the folder meanwhile waits for this, and is refused then.
      await tx.query(`select 1 from customers where id = $1 for update`, [account.customer.id]);
      const facts = await readFacts(tx, id);
      const refusal = whyFilesStay(account, facts);
      if (refusal !== undefined) throw new Problem('files-must-stay', { detail: refusal, field: 'files' });
      if (others === 'keep-theirs' && facts.sharedWith.length > 0) throw shared(facts.sharedWith);
      await this.removals.begin(tx, actor, {
        customerId: account.customer.id,
        webRootId: account.webRoot.id,
        folder: account.folder,
        account: { id, login: account.login },
      });
    });
  }

  async #measure(actor: Actor, { folder, webRoot }: Account): Promise<Measured> {
    try {
      const answer = await this.tasks.ask(actor, {
        serverId: webRoot.serverId,
        kind: 'measure-folder',
        arguments: { webRootId: webRoot.id, folder },
      });
      const { bytes, complete, files, folders } = answer;
      return { exists: true, bytes, files, folders, complete };
    } catch (error) {
      if (!(error instanceof ServerTaskFailed)) throw error;
      if (error.failure.code === 'not-found') return absent;
      throw new Problem('server-refused', { detail: error.failure.sentence });
    }
  }
}

async function readFacts(tx: EntityManager, id: string): Promise<FolderFacts> {
  const [facts] = await tx.query<FolderFacts[]>(folderFacts, [id]);
  if (facts === undefined) throw new Problem('not-found');
  return facts;
}

/** Why the files cannot go with the account, as a sentence; undefined where they can. */
function whyFilesStay({ folder, webRoot }: Account, { throughLink, websites }: FolderFacts): string | undefined {
  if (folder === '/')
    return `This FTP account's folder is the web root of ${webRoot.domain} itself. Its files are the website and stay.`;
  if (throughLink) return 'A symbolic link leads to this folder, so its files stay. Delete them over FTP.';
  if (websites.length > 0) return `The website ${websites.join(', ')} lies in this folder, so its files stay.`;
  return undefined;
}

function shared(accounts: readonly FolderSharer[]): Problem {
  const logins = accounts.map(({ login }) => login);
  const named =
    logins.length > 3 ? `${logins.slice(0, 3).join(', ')} and ${logins.length - 3} more` : logins.join(', ');
  const detail = `${named} ${logins.length === 1 ? 'uses' : 'use'} this folder too. Say that they may lose their files, or keep the files.`;
  return new Problem('folder-shared', { detail, field: 'others', extra: { sharedWith: accounts } });
}
