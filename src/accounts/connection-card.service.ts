// Reads what a connection card is made from: the account, its server and the rules that hold for it where its reader is.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { explain } from '../ftp/mode-rules.js';
import { Problem } from '../http/problems.js';
import { ModeLayersService } from '../servers/mode-layers.service.js';
import type { ConnectionCard } from './connection-card.dto.js';
import { type CardFacts, connectionCard, connectionChoices } from './connection-card.js';
import { type ConnectionFile, connectionFile, type ConnectionFileKind } from './connection-files/files.js';
import { onlyActiveWorks } from './mode-evidence.js';

@Injectable()
export class ConnectionCardService {
  constructor(
    private readonly database: DataSource,
    private readonly layers: ModeLayersService,
  ) {}

  /** The card of one account. Throws Problem `not-found`. */
  async read(actor: Actor, accountId: string): Promise<ConnectionCard> {
    return connectionCard(await this.#facts(actor, accountId));
  }

  /** The same for one program, as a file that it reads. Throws Problem `not-found`. */
  async file(actor: Actor, accountId: string, kind: ConnectionFileKind): Promise<ConnectionFile> {
    return connectionFile(kind, connectionChoices(await this.#facts(actor, accountId)));
  }

  async #facts(actor: Actor, accountId: string): Promise<CardFacts> {
    const found = this.database
      .createQueryBuilder()
      .select('s.host', 'host')
      .addSelect('s.ftp_port', 'port')
      .addSelect('s.ftps_port', 'tlsPort')
      .addSelect('a.login', 'login')
      .addSelect('a.folder', 'folder')
      .addSelect('a.max_sessions', 'maxSessions')
      .addSelect('s.certificate_fingerprint', 'certificateFingerprint')
      .addSelect('s.certificate_self_signed', 'certificateSelfSigned')
      .addSelect('s.certificate_names', 'certificateNames')
      .addSelect('s.name', 'serverName')
      .from('ftp_accounts', 'a')
      .innerJoin('web_roots', 'w', 'w.id = a.web_root_id')
      .innerJoin('servers', 's', 's.id = w.server_id')
      .where('a.id = :accountId', { accountId });
    const facts = await onlyOwn(found, actor, 'a.customer_id').getRawOne<
      Omit<CardFacts, 'rules' | 'onlyActiveWorks'>
    >();
    if (facts === undefined) throw new Problem('not-found');
    const { rules, server } = await this.layers.ofAccount(actor, accountId);
    const { clientAddress } = actor;
    const query = <Row>(sql: string, values: unknown[]) => this.database.query<Row[]>(sql, values);
    return {
      ...facts,
      rules: explain(server, rules, clientAddress ?? '0.0.0.0'),
      onlyActiveWorks: clientAddress !== null && (await onlyActiveWorks(query, accountId, clientAddress)),
    };
  }
}
