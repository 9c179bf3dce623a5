// Reads what a connection card is made from: the account, its server and the policy in effect there.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { Problem } from '../http/problems.js';
import type { ConnectionCard } from './connection-card.dto.js';
import { type CardFacts, connectionCard } from './connection-card.js';

@Injectable()
export class ConnectionCardService {
  constructor(private readonly database: DataSource) {}

  /** The card of one account. Throws Problem `not-found`. */
  async read(actor: Actor, accountId: string): Promise<ConnectionCard> {
    const found = this.database
      .createQueryBuilder()
      .select('s.host', 'host')
      .addSelect('s.ftp_port', 'port')
      .addSelect('s.ftps_port', 'tlsPort')
      .addSelect('a.login', 'login')
      .addSelect('a.folder', 'folder')
      .addSelect('p.tls', 'tls')
      .addSelect('p.verbs', 'verbs')
      .addSelect('s.certificate_fingerprint', 'certificateFingerprint')
      .addSelect('s.certificate_self_signed', 'certificateSelfSigned')
      .addSelect('s.name', 'serverName')
      .from('ftp_accounts', 'a')
      .innerJoin('web_roots', 'w', 'w.id = a.web_root_id')
      .innerJoin('servers', 's', 's.id = w.server_id')
      .innerJoin('server_policies', 'p', 'p.server_id = s.id')
      .where('a.id = :accountId', { accountId })
      .orderBy('p.version', 'DESC')
      .limit(1);
    const facts = await onlyOwn(found, actor, 'a.customer_id').getRawOne<CardFacts>();
    if (facts === undefined) throw new Problem('not-found');
    return connectionCard(facts);
  }
}
