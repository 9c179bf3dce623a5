// What a server's policy is shown with and checked against: its row, its processes, the ports that are taken there.
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Problem } from '../http/problems.js';
import { SETTINGS, type Settings } from '../http/settings.js';
import type { InterfaceAddress } from './addressing.js';
import type { PortRange, Surroundings } from './policy-rules.js';
import { isUp } from './processes.js';
import { type KnownProcesses, ServerProcessesService } from './server-processes.service.js';
import { type ServerProcessRow, ServerRow } from './servers.entity.js';

/** A server and what stands around its policy. */
export interface Scene {
  readonly server: ServerRow;
  readonly processes: KnownProcesses;
  readonly surroundings: Surroundings;
  /** What the processes that are up find on their machine; undefined while none is. */
  readonly interfaces: readonly InterfaceAddress[] | undefined;
}

@Injectable()
export class PolicyScenesService {
  constructor(
    private readonly processes: ServerProcessesService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Reads the scene of one server. Throws Problem `not-found`. */
  async read(tx: EntityManager, serverId: string): Promise<Scene> {
    const server = await tx.findOneBy(ServerRow, { id: serverId });
    if (server === null) throw new Problem('not-found');
    const processes = await this.processes.read([serverId], tx);
    const up = processes.of(serverId).filter((process) => isUp(process, processes.now));
    const listeners = [
      { name: 'FTP port', port: server.ftpPort },
      ...(server.ftpsPort === null ? [] : [{ name: 'FTPS port', port: server.ftpsPort }]),
      { name: 'HTTP port of the panel', port: this.settings.http.port },
    ];
    const surroundings = {
      listeners,
      ephemeral: ephemeralPorts(up),
      hasCertificate: server.certificateFingerprint !== null,
      isUp: up.length > 0,
      certificateProblem: server.certificateProblem ?? undefined,
      publicAddresses: up.flatMap((process) => process.publicAddresses),
      refusedPorts: up.flatMap((process) => process.refusedPorts),
      bindsLowPorts: up.length === 0 ? undefined : up.every((process) => process.bindsLowPorts),
    };
    return { server, processes, surroundings, interfaces: up[0]?.interfaceAddresses };
  }
}

/** Processes of one server share a kernel, so the first that tells speaks for all. */
function ephemeralPorts(up: readonly ServerProcessRow[]): PortRange | undefined {
  for (const { ephemeralFirstPort: first, ephemeralLastPort: last } of up) {
    if (first !== null && last !== null) return { first, last };
  }
  return undefined;
}
