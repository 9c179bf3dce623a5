// How a server encrypts: what its FTP processes wrote down of their certificates, beside what its policy asks for. What is
// asked for is set with the policy.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { Problem } from '../http/problems.js';
import type { ServerTls } from './server-tls.dto.js';
import { ServerPolicyRow, ServerRow } from './servers.entity.js';
import { certificateFor, tlsFindings } from './tls-findings.js';
import { UploadedCertificatesService } from './uploaded-certificates.service.js';

@Injectable()
export class ServerTlsService {
  constructor(
    private readonly database: DataSource,
    private readonly uploads: UploadedCertificatesService,
  ) {}

  /** As its processes wrote it down last. Throws Problem `not-found`. */
  async read(actor: Actor, serverId: string): Promise<ServerTls> {
    const { manager } = this.database;
    const server = await manager.findOneBy(ServerRow, { id: serverId });
    const policy = await manager.findOne(ServerPolicyRow, { where: { serverId }, order: { version: 'DESC' } });
    if (server === null || policy === null) throw new Problem('not-found');
    const { name, host } = server;
    const inUse = server.certificates.filter(({ replaced }) => replaced !== true);
    const { tls, tlsSessionReuse, tlsMinimumVersion } = policy;
    return {
      serverId,
      host,
      hostCoveredBy: certificateFor(host, inUse)?.fingerprint ?? null,
      certificates: server.certificates.map((each) => ({
        ...each,
        hosts: [...each.hosts],
        replaced: each.replaced === true,
      })),
      uploaded: await this.uploads.read(actor, serverId),
      problem: server.certificateProblem,
      tls,
      tlsSessionReuse,
      minimumVersion: tlsMinimumVersion,
      findings: tlsFindings({ name, host, tls, certificates: inUse, now: new Date() }),
    };
  }
}
