// Reads what a connection card is made from: the account, its server and the rules that hold for it where its reader is.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { explain, verbRulesOf } from '../ftp/mode-rules.js';
import { Problem } from '../http/problems.js';
import { ModeLayersService } from '../servers/mode-layers.service.js';
import type { ConnectionCard } from './connection-card.dto.js';
import { type CardFacts, connectionCard } from './connection-card.js';

@Injectable()
export class ConnectionCardService {
  constructor(
    private readonly database: DataSource,
    private readonly layers: ModeLayersService,
  ) {}

  /** The card of one account. Throws Problem `not-found`. */
  async read(actor: Actor, accountId: string): Promise<ConnectionCard> {
    const found = this.database
      .createQueryBuilder()
      .select('s.host', 'host')
      .addSelect('s.ftp_port', 'port')
      .addSelect('s.ftps_port', 'tlsPort')
      .addSelect('a.login', 'login')
      .addSelect('a.folder', 'folder')
      .addSelect('s.certificate_fingerprint', 'certificateFingerprint')
      .addSelect('s.certificate_self_signed', 'certificateSelfSigned')
      .addSelect('s.name', 'serverName')
      .from('ftp_accounts', 'a')
      .innerJoin('web_roots', 'w', 'w.id = a.web_root_id')
      .innerJoin('servers', 's', 's.id = w.server_id')
      .where('a.id = :accountId', { accountId });
    const facts = await onlyOwn(found, actor, 'a.customer_id').getRawOne<Omit<CardFacts, 'tls' | 'verbs'>>();
    if (facts === undefined) throw new Problem('not-found');
    const { rules, server } = await this.layers.ofAccount(actor, accountId);
    const effective = explain(server, rules, actor.clientAddress ?? '0.0.0.0');
    return connectionCard({ ...facts, tls: effective.tls.rule, verbs: verbRulesOf(effective) });
  }
}
