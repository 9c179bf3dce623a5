// Which servers there are: added before their first start, removed once nothing lies on them.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { Problem } from '../http/problems.js';
import { firstPolicyValues, insertFirstPolicy } from './first-policy.js';
import type { NewServer } from './new-server.dto.js';
import type { Server } from './servers.dto.js';
import { ServerRow } from './servers.entity.js';
import { ServersService } from './servers.service.js';

@Injectable()
export class ServerFleetService {
  constructor(
    private readonly database: DataSource,
    private readonly servers: ServersService,
    private readonly audit: AuditService,
  ) {}

  /** Adds a server with the policy that every new one begins with. Throws Problem `server-name-taken`. */
  async add(actor: Actor, wish: NewServer): Promise<Server> {
    const id = await this.database.transaction(async (tx) => {
      const row = tx.create(ServerRow, { ...wish, ftpsPort: wish.ftpsPort ?? null });
      await tx.insert(ServerRow, row);
      const first = { activeSourcePort: undefined, tls: 'required-data', note: 'Made with the server.' } as const;
      await tx.query(insertFirstPolicy, firstPolicyValues({ serverId: row.id, ...first, createdBy: actor.email }));
      await this.audit.record(tx, actor, { verb: 'server.added', ...subjectOf(row), after: wish });
      return row.id;
    });
    return this.servers.get(actor, id);
  }

  /** Removes a server with its policies and records. Throws Problem `server-in-use` while a web root lies there. */
  async remove(actor: Actor, id: string): Promise<void> {
    const server = await this.servers.get(actor, id);
    if (server.state === 'up') {
      const detail = `FTP processes of ${server.name} run. Stop them first, or they would serve nobody.`;
      throw new Problem('server-in-use', { detail });
    }
    await this.database.transaction(async (tx) => {
      await tx.delete(ServerRow, { id });
      const { name, host, ftpPort, ftpsPort } = server;
      const before = { name, host, ftpPort, ftpsPort };
      await this.audit.record(tx, actor, { verb: 'server.removed', ...subjectOf(server), before });
    });
  }
}

const subjectOf = ({ id, name }: { id: string; name: string }) => ({
  subjectKind: 'server',
  subjectId: id,
  subject: name,
  customerId: null,
});
