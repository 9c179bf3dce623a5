// Has the server make the folder of an FTP account where it is missing. What is on the disk is the server's business.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { Problem } from '../http/problems.js';
import { ServerTaskFailed, ServerTasksService } from '../server-tasks/server-tasks.service.js';
import type { MadeFolder } from './account-folder.dto.js';

interface FolderFacts {
  readonly login: string;
  readonly folder: string;
  readonly customerId: string;
  readonly domain: string;
  readonly serverId: string;
  readonly serverName: string;
}

/** A server that is away does it when it is back, within the day that its tasks are kept. */
const standsMs = 23 * 60 * 60 * 1000;

@Injectable()
export class AccountFolderService {
  constructor(
    private readonly database: DataSource,
    private readonly tasks: ServerTasksService,
    private readonly audit: AuditService,
  ) {}

  /** Makes the folder where it is missing. Throws Problem `not-found`, and `server-refused` where it cannot be made. */
  async make(actor: Actor, accountId: string): Promise<MadeFolder> {
    const facts = await this.#facts(actor, accountId);
    const made = await this.#ask(actor, accountId, facts);
    const { folder, login, customerId } = facts;
    if (made.state !== 'there') {
      await this.database.transaction((tx) =>
        this.audit.record(tx, actor, {
          verb: made.state === 'made' ? 'account.folder-made' : 'account.folder-asked-for',
          subjectKind: 'account',
          subjectId: accountId,
          subject: login,
          customerId,
          after: { folder },
        }),
      );
    }
    return made;
  }

  async #ask(actor: Actor, accountId: string, { folder, domain, ...facts }: FolderFacts): Promise<MadeFolder> {
    const { serverId, serverName } = facts;
    try {
      const question = { serverId, kind: 'make-account-folder', arguments: { accountId }, standsMs } as const;
      const { made } = await this.tasks.ask(actor, question);
      return made
        ? { state: 'made', sentence: `The folder ${folder} is made on ${domain}.` }
        : { state: 'there', sentence: `The folder ${folder} is there.` };
    } catch (error) {
      if (error instanceof ServerTaskFailed) {
        const detail = `The folder ${folder} cannot be made. ${error.failure.sentence}`;
        throw new Problem('server-refused', { field: 'folder', detail });
      }
      if (!(error instanceof Problem && error.code === 'server-silent')) throw error;
      const sentence = `${serverName} does not answer. It makes the folder ${folder} when it is back within a day.`;
      return { state: 'waiting', sentence };
    }
  }

  async #facts(actor: Actor, accountId: string): Promise<FolderFacts> {
    const found = this.database
      .createQueryBuilder()
      .select('a.login', 'login')
      .addSelect('a.folder', 'folder')
      .addSelect('a.customer_id', 'customerId')
      .addSelect('w.domain', 'domain')
      .addSelect('s.id', 'serverId')
      .addSelect('s.name', 'serverName')
      .from('ftp_accounts', 'a')
      .innerJoin('web_roots', 'w', 'w.id = a.web_root_id')
      .innerJoin('servers', 's', 's.id = w.server_id')
      .where('a.id = :accountId', { accountId });
    const facts = await onlyOwn(found, actor, 'a.customer_id').getRawOne<FolderFacts>();
    if (facts === undefined) throw new Problem('not-found');
    return facts;
  }
}
