// Reads the FTP processes of servers: those that are up, and those that were until a short while ago.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ServerProcessRow } from './servers.entity.js';

/** Processes by server id, with the database's clock at that moment. */
export interface KnownProcesses {
  readonly now: Date;
  of(serverId: string): ServerProcessRow[];
}

@Injectable()
export class ServerProcessesService {
  constructor(private readonly database: DataSource) {}

  /** Processes that did not stop and gave a sign of life within the last ten minutes. */
  async read(serverIds: readonly string[], tx: EntityManager = this.database.manager): Promise<KnownProcesses> {
    const [clock] = await tx.query<{ now: Date }[]>(`select clock_timestamp() as now`);
    const rows = await tx
      .createQueryBuilder(ServerProcessRow, 'p')
      .where('p.server_id = any(:serverIds)', { serverIds })
      .andWhere(`p.stopped_at is null and p.heartbeat_at > now() - interval '10 minutes'`)
      .orderBy('p.started_at')
      .addOrderBy('p.id')
      .getMany();
    return { now: clock?.now ?? new Date(), of: (serverId) => rows.filter((row) => row.serverId === serverId) };
  }
}
