// What `portside doctor` reads about the servers: heartbeats, policies, certificates, ports. It changes nothing.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { PoliciesService } from '../servers/policies.service.js';
import { type Finding, findingsOf, type ServerFacts } from './findings.js';

type RawServer = Omit<ServerFacts, 'inForce' | 'policySentence' | 'refusedPorts'>;

const serversSql = `
  select s.id, s.name, s.certificate_fingerprint is not null as "hasCertificate",
    s.certificate_self_signed as "selfSigned", s.certificate_problem as "certificateProblem",
    s.certificate_valid_until as "validUntil",
    (select max(heartbeat_at) from server_processes p where p.server_id = s.id) as "heartbeatAt",
    exists (select from server_processes p where p.server_id = s.id and p.stopped_at is null
      and p.heartbeat_at > now() - interval '15 seconds') as up,
    (select count(*)::integer from web_roots w where w.server_id = s.id and w.check_problem is not null) as "faultyWebRoots"
  from servers s order by s.name`;

@Injectable()
export class FindingsService {
  constructor(
    private readonly database: DataSource,
    private readonly policies: PoliciesService,
  ) {}

  /** What is fine and what is not about each server. */
  async ofServers(actor: Actor): Promise<Finding[]> {
    const servers = await this.database.query<RawServer[]>(serversSql);
    const findings: Finding[] = [];
    for (const server of servers) {
      const { inForce } = await this.policies.current(actor, server.id);
      const refusedPorts = inForce.processes
        .filter(({ up }) => up)
        .flatMap((process) => process.refusedPorts.map(({ port }) => port));
      const facts = { ...server, inForce: inForce.everywhere, policySentence: inForce.sentence, refusedPorts };
      findings.push(...findingsOf(facts, new Date()));
    }
    return findings;
  }
}
